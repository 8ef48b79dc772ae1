import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { objectKey } from '#app/domain/object-key.ts';
import { makeDiskObjectStore } from './disk-object-store.ts';
import { makeSweepUnfinished } from './sweep-unfinished.ts';

const STORE = '018f3c6a-0000-7000-8000-000000000001';
const KEY = objectKey(STORE, 'asset', 'a'.repeat(64), 'jpg');
const { signal } = new AbortController();
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'softbox-sweep-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const files = async () =>
  (await readdir(directory, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)
    .sort();
const leave = async (name: string, at: Date) => {
  const path = join(directory, dirname(KEY), name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, 'half');
  await utimes(path, at, at);
};

test('what a process that was killed in a put has left is removed when it is old, and nothing else ever', async () => {
  const store = new URL('./disk-object-store.ts', import.meta.url).href;
  const script = `const { makeDiskObjectStore } = await import(${JSON.stringify(store)});
    const objects = makeDiskObjectStore(${JSON.stringify(directory)});
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), 30);
    for (let i = 0; ; i++) await objects.put('stores/${STORE}/asset/aa/' + i + '.jpg', new Uint8Array(4_000_000), 'image/jpeg');`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' });
  await once(child, 'exit');
  const left = (await files()).filter((name) => name.endsWith('.tmp'));
  for (const name of left) {
    await utimes(join(directory, `stores/${STORE}/asset/aa`, name), daysAgo(2), daysAgo(2));
  }
  await leave('.018f3c6a-1111-4000-8000-000000000001.tmp', daysAgo(2));
  await leave('.018f3c6a-2222-4000-8000-000000000002.tmp', new Date());
  await leave('.someone-elses.tmp', daysAgo(2));
  await leave('b.jpg.tmp', daysAgo(2));
  await makeDiskObjectStore(directory).put(KEY, new Uint8Array([1]), 'image/jpeg');
  await utimes(join(directory, KEY), daysAgo(9), daysAgo(9));
  const finished = (await files()).filter((name) => name.endsWith('.jpg'));

  const sweep = makeSweepUnfinished(directory);
  expect(await sweep(daysAgo(1), signal)).toBe(left.length + 1);
  expect(await files()).toEqual(
    [...finished, '.018f3c6a-2222-4000-8000-000000000002.tmp', '.someone-elses.tmp', 'b.jpg.tmp'].sort(),
  );
  expect(await sweep(daysAgo(1), signal)).toBe(0);
});

test('a link to elsewhere is not followed, and where nothing was stored there is nothing to do', async () => {
  const elsewhere = await mkdtemp(join(tmpdir(), 'softbox-else-'));
  const name = '.018f3c6a-1111-4000-8000-000000000001.tmp';
  await writeFile(join(elsewhere, name), 'not ours');
  await utimes(join(elsewhere, name), daysAgo(9), daysAgo(9));
  await symlink(elsewhere, join(directory, 'link'));
  expect(await makeSweepUnfinished(directory)(daysAgo(1), signal)).toBe(0);
  expect(await makeSweepUnfinished(join(directory, 'nothing'))(daysAgo(1), signal)).toBe(0);
  await rm(elsewhere, { recursive: true });
});
