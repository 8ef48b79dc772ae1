import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { objectKey } from '#app/domain/object-key.ts';
import type { ObjectStore } from '#app/ports/object-store.ts';
import { makeDiskObjectStore } from './disk-object-store.ts';

const STORE = '018f3c6a-0000-7000-8000-000000000001';
const KEY = objectKey(STORE, 'asset', 'a'.repeat(64), 'jpg');

let directory: string;
let objects: ObjectStore;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'softbox-disk-'));
  objects = makeDiskObjectStore(join(directory, 'objects'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

test('what was put is got back, byte for byte', async () => {
  const bytes = new Uint8Array([0, 255, 10, 13, 0]);
  await objects.put(KEY, bytes, 'image/jpeg');
  const got = await objects.get(KEY);
  expect(got.ok && Array.from(got.value)).toEqual(Array.from(bytes));
  expect(await objects.has(KEY)).toBe(true);
});

test('an object that is not there is a failure, not a throw', async () => {
  const got = await objects.get(KEY);
  expect(got.ok ? null : got.error.kind).toBe('not-found');
  expect(await objects.has(KEY)).toBe(false);
  await expect(objects.delete(KEY)).resolves.toBeUndefined();
});

test('putting again changes nothing and leaves no temporary file', async () => {
  await objects.put(KEY, new Uint8Array([1]), 'image/jpeg');
  const before = await stat(join(directory, 'objects', KEY));
  await Promise.all([1, 2, 3].map(() => objects.put(KEY, new Uint8Array([1]), 'image/jpeg')));
  const after = await stat(join(directory, 'objects', KEY));
  expect(after.ino).toBe(before.ino);
  expect(await readdir(join(directory, 'objects', KEY, '..'))).toHaveLength(1);
});

test('many writers of one new key leave one whole object', async () => {
  const bytes = new Uint8Array(200_000).fill(7);
  await Promise.all(Array.from({ length: 8 }, () => objects.put(KEY, bytes, 'image/jpeg')));
  const got = await objects.get(KEY);
  expect(got.ok && got.value.length).toBe(200_000);
  expect(await readdir(join(directory, 'objects', KEY, '..'))).toHaveLength(1);
});

test.each([
  '../x/y',
  '/etc/passwd',
  'stores/../../x',
  'a/..',
  'a\\b/c',
  '',
  'stores',
  'a/.hidden',
  'a/b/../../../c',
])('the name %j does not leave the folder', async (key) => {
  await expect(objects.put(key, new Uint8Array([1]), 'x')).rejects.toThrow('not an object key');
  await expect(objects.get(key)).rejects.toThrow('not an object key');
  await expect(objects.delete(key)).rejects.toThrow('not an object key');
});

test('erasing a store takes every object of it, of whatever kind, and nothing else', async () => {
  const other = '018f3c6a-0000-7000-8000-000000000002';
  const kinds = ['source', 'mask', 'asset', 'upload'] as const;
  const mine = kinds.map((kind, i) => objectKey(STORE, kind, `${i}`.repeat(64), 'jpg'));
  const theirs = objectKey(other, 'asset', 'a'.repeat(64), 'jpg');
  for (const key of [...mine, theirs]) await objects.put(key, new Uint8Array([1]), 'image/jpeg');
  // what a killed put left behind is the store's too
  await writeFile(join(directory, 'objects', mine[0] ?? '', '..', '.killed.tmp'), 'half');
  await objects.deleteStore(STORE);
  for (const key of mine) expect(await objects.has(key)).toBe(false);
  expect(existsSync(join(directory, 'objects/stores', STORE))).toBe(false);
  expect(await objects.has(theirs)).toBe(true);
  await objects.deleteStore(STORE);
});

test.each(['', '.', '..', '../objects', '*', `${STORE}/..`, STORE.toUpperCase(), `../stores/${STORE}`])(
  'the name %j erases nothing',
  async (name) => {
    await objects.put(KEY, new Uint8Array([1]), 'image/jpeg');
    await writeFile(join(directory, 'beside'), 'mine');
    await expect(objects.deleteStore(name)).rejects.toThrow('not a store id');
    expect(await objects.has(KEY)).toBe(true);
    expect(existsSync(join(directory, 'beside'))).toBe(true);
  },
);

const script = join(import.meta.dirname, '../../../tests/support/put-until-killed.ts');

/** Puts large objects in a process of its own and kills it `afterMs` after it began. */
const putUntilKilled = (folder: string, afterMs: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, folder, STORE], { stdio: ['ignore', 'pipe', 'inherit'] });
    child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), afterMs));
    child.once('error', reject);
    child.once('exit', (_code, signal) => {
      if (signal === 'SIGKILL') resolve();
      else reject(new Error('the process ended by itself'));
    });
  });

test('a process that is killed while it puts leaves no half object under a name', async () => {
  const folder = join(directory, 'objects');
  for (const afterMs of [40, 90, 150, 230, 320]) await putUntilKilled(folder, afterMs);
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name));
  const named = paths.filter((path) => !basename(path).startsWith('.'));
  // something was being put when it was killed, or this would show nothing
  expect(paths.length).toBeGreaterThan(0);
  for (const path of named) {
    const hash = createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
    expect(basename(path)).toBe(`${hash}.bin`);
  }
}, 60_000);
