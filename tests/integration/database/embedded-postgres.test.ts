import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readServerRecord } from '#app/adapters/embedded-postgres/cluster.ts';
import { ensureEmbeddedPostgres } from '#app/adapters/embedded-postgres/ensure-embedded-postgres.ts';

const PROGRAM = join(import.meta.dirname, 'embedded-postgres-process.ts');
const isRoot = process.getuid?.() === 0;

interface Running {
  readonly child: ChildProcess;
  readonly url: string;
  readonly startedHere: boolean;
}

describe('the embedded PostgreSQL', () => {
  let dataDir: string;
  let children: ChildProcess[];

  beforeEach(async () => {
    children = [];
    dataDir = await mkdtemp(join(tmpdir(), 'softbox-pg-'));
    await chmod(dataDir, 0o755);
  });
  afterEach(async () => {
    for (const child of children) child.kill('SIGKILL');
    const record = await readServerRecord(join(dataDir, 'cluster'));
    if (record !== null && isAlive(record.pid)) {
      process.kill(record.pid, 'SIGQUIT');
      while (isAlive(record.pid)) await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await rm(dataDir, { recursive: true, force: true });
  });

  const isAlive = (pid: number): boolean => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  const start = async (speed: 'fast' | 'durable' = 'fast'): Promise<Running> => {
    const child = spawn(process.execPath, [PROGRAM, dataDir, speed], { stdio: ['pipe', 'pipe', 'inherit'] });
    children.push(child);
    const died = once(child, 'exit').then(([code]) => {
      throw new Error(`the process ended with ${code} before it said anything`);
    });
    const [line] = (await Promise.race([once(child.stdout, 'data'), died])) as [Buffer];
    died.catch(() => undefined);
    return { child, ...JSON.parse(line.toString()) };
  };
  const finish = async ({ child }: Running) => {
    const exited = once(child, 'exit');
    child.stdin?.end();
    expect((await exited)[0]).toBe(0);
  };
  const kill = async ({ child }: Running) => {
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  };
  const query = async (url: string, sql: string): Promise<unknown[]> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query(sql)).rows;
    } finally {
      await client.end();
    }
  };
  const pidOf = async () => (await readServerRecord(join(dataDir, 'cluster')))?.pid ?? 0;

  it('is one server for all processes that start at the same moment in an empty folder', async () => {
    const all = await Promise.all([start(), start(), start()]);
    expect(new Set(all.map((p) => p.url)).size).toBe(1);
    expect(all.filter((p) => p.startedHere)).toHaveLength(1);
    expect(await query(all[0]?.url ?? '', 'SHOW server_version_num')).toEqual([
      { server_version_num: expect.stringMatching(/^16/) },
    ]);

    const pid = await pidOf();
    for (const user of all.filter((p) => !p.startedHere)) await finish(user);
    expect(isAlive(pid)).toBe(true);
    for (const starter of all.filter((p) => p.startedHere)) await finish(starter);
    expect(isAlive(pid)).toBe(false);
  });

  it('outlives the process that started it; the next one takes care of it', async () => {
    const first = await start();
    await query(first.url, 'CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)');
    await kill(first);
    const second = await start();
    expect(second).toMatchObject({ url: first.url, startedHere: false });
    expect(await query(second.url, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
    const pid = await pidOf();
    await finish(second);
    expect(isAlive(pid)).toBe(false);
  });

  it('comes back on the same port, with everything committed, after it was killed itself', async () => {
    const first = await start('durable');
    await query(first.url, 'CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)');
    const pid = await pidOf();
    process.kill(pid, 'SIGKILL');
    while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 20));
    const second = await start('durable');
    expect(second).toMatchObject({ url: first.url, startedHere: true });
    expect(await query(second.url, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
    await kill(first);
    await finish(second);
  });

  it('lets nobody in without its password, and listens on loopback only', async () => {
    const running = await start();
    const wrong = new URL(running.url);
    wrong.password = 'guess';
    await expect(query(wrong.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
    expect(await query(running.url, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    await finish(running);
  });

  it('knows every alphabet, whatever locales the machine has', async () => {
    const running = await start();
    expect(await query(running.url, "SELECT lower('ÄÖЖΔ') AS l, 'Ελαία' ILIKE 'ελα%' AS found")).toEqual([
      { l: 'äöжδ', found: true },
    ]);
    await finish(running);
  });

  it('names a port that is taken', async () => {
    const rival = createServer();
    await new Promise<void>((resolve) => rival.listen(0, '127.0.0.1', resolve));
    const address = rival.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await expect(ensureEmbeddedPostgres({ dataDir, port })).rejects.toThrow(
      `Port ${port} for PostgreSQL is taken by another program.`,
    );
    rival.close();
  });

  it('refuses a folder that is no cluster, or one of another version, in words', async () => {
    await mkdir(join(dataDir, 'cluster'));
    await expect(ensureEmbeddedPostgres({ dataDir })).rejects.toThrow('is not a PostgreSQL data folder');
    await writeFile(join(dataDir, 'cluster', 'PG_VERSION'), '14\n');
    await expect(ensureEmbeddedPostgres({ dataDir })).rejects.toThrow('made by PostgreSQL 14');
  });

  it('says why it does not start, with the end of its log', async () => {
    const running = await start();
    await finish(running);
    await writeFile(join(dataDir, 'cluster', 'postgresql.conf'), 'no_such_setting = 1\n');
    await expect(ensureEmbeddedPostgres({ dataDir })).rejects.toThrow(/did not start.*no_such_setting/s);
  });

  it.runIf(isRoot)('goes elsewhere when its user may not enter the folder, and says where', async () => {
    await chmod(dataDir, 0o700);
    const running = await start();
    expect(await query(running.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    const note = await readFile(join(dataDir, 'cluster-is-elsewhere.txt'), 'utf8');
    await finish(running);
    const [elsewhere] = /\/\S+/.exec(note.slice(note.indexOf('is in '))) ?? [];
    expect(elsewhere).toMatch(/softbox-postgres\/[0-9a-f]{12}$/);
    if (elsewhere) await rm(elsewhere, { recursive: true });
  });
});
