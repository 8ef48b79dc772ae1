import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
