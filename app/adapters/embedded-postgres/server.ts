import { spawn } from 'node:child_process';
import { open, readFile, rename, stat, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { z } from 'zod';
import type { PostgresBinaries } from './binaries.ts';
import { type Cluster, childEnv, readServerRecord } from './cluster.ts';
import type { RunAs } from './run-as.ts';

export interface Server {
  readonly pid: number;
  readonly port: number;
  readonly startedHere: boolean;
}

export interface StartServer {
  readonly cluster: Cluster;
  readonly binaries: PostgresBinaries;
  readonly runAs: RunAs | null;
  readonly logFile: string;
  readonly port: number | undefined;
  readonly fast: boolean;
  readonly timeoutMs: number;
}

const LOG_LIMIT_BYTES = 5_000_000;
const POLL_MS = 50;
const STOP_TIMEOUT_MS = 30_000;

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

const withClient = async <T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    query_timeout: 10_000,
  });
  client.on('error', () => undefined); // an ended connection also rejects the query in hand
  try {
    await client.connect();
    return await use(client);
  } finally {
    await client.end().catch(() => undefined);
  }
};

const adminUrl = ({ user, password }: Cluster, port: number): string =>
  `postgresql://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;

/** The running server of this very cluster, or null. A live pid is not enough: it must answer and name our folder. */
export const answers = async (cluster: Cluster): Promise<Server | null> => {
  const record = await readServerRecord(cluster.folder);
  if (record === null || !isAlive(record.pid)) return null;
  const folder = await withClient(adminUrl(cluster, record.port), async (client) => {
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
    return rows[0]?.data_directory;
  }).catch(() => null);
  return folder === cluster.folder ? { pid: record.pid, port: record.port, startedHere: false } : null;
};

const portIsFree = (port: number): Promise<number | null> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(null));
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : null));
    });
  });

const choosePort = async (cluster: Cluster, asked: number | undefined): Promise<number> => {
  if (asked !== undefined) {
    if ((await portIsFree(asked)) === null)
      throw new Error(`Port ${asked} for PostgreSQL is taken by another program.`);
    return asked;
  }
  // the port of last time, so that processes that outlived the server find it again
  const last = Number(await readFile(join(cluster.folder, 'softbox-port'), 'utf8').catch(() => '0'));
  const port = (last > 0 ? await portIsFree(last) : null) ?? (await portIsFree(0));
  if (port === null) throw new Error('No free port for PostgreSQL on 127.0.0.1.');
  return port;
};

const settings = (port: number, fast: boolean): string[] =>
  Object.entries({
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port: String(port),
    max_connections: fast ? '200' : '100',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_messages: 'warning',
    log_line_prefix: '%m [%p] ',
    ...(fast ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);

const spawnServer = async (options: StartServer, port: number) => {
  const { cluster, binaries, runAs, logFile, fast } = options;
  const size = await stat(logFile).then(
    (s) => s.size,
    () => 0,
  );
  if (size > LOG_LIMIT_BYTES) await truncate(logFile, 0);
  const log = await open(logFile, 'a');
  try {
    const child = spawn(binaries.postgres, ['-D', cluster.folder, ...settings(port, fast)], {
      ...(runAs ?? {}),
      cwd: dirname(binaries.postgres),
      env: childEnv(),
      stdio: ['ignore', log.fd, log.fd],
      // a session of its own: Ctrl-C in our terminal must not take the database away from a worker that drains
      detached: true,
    });
    child.unref();
    let ended: string | null = null;
    child.on('error', (error) => {
      ended = error.message;
    });
    child.on('exit', (code, signal) => {
      ended = `it ended with ${signal ?? `code ${code}`}`;
    });
    return { pid: child.pid, ended: () => ended };
  } finally {
    await log.close();
  }
};

const tail = async (file: string): Promise<string> =>
  (await readFile(file, 'utf8').catch(() => '')).trim().split('\n').slice(-8).join('\n');

/**
 * Starts the server and waits until it answers. PostgreSQL's own postmaster.pid lets only one of several starters win; the
 * losers find the winner's server.
 */
export const startServer = async (options: StartServer): Promise<Server> => {
  const { cluster, logFile, timeoutMs } = options;
  const deadline = Date.now() + timeoutMs;
  for (let tries = 1; ; tries += 1) {
    const port = await choosePort(cluster, options.port);
    const child = await spawnServer(options, port);
    while (Date.now() < deadline) {
      const server = await answers(cluster);
      if (server !== null) {
        const startedHere = server.pid === child.pid;
        if (startedHere) await writeFile(join(cluster.folder, 'softbox-port'), String(server.port));
        return { ...server, startedHere };
      }
      const winner = await readServerRecord(cluster.folder);
      const someoneElseStarts = winner !== null && winner.pid !== child.pid && isAlive(winner.pid);
      if (child.ended() !== null && !someoneElseStarts) break;
      await sleep(POLL_MS);
    }
    const why = child.ended() ?? `it did not answer within ${Math.round(timeoutMs / 1000)} s`;
    // a port taken between our look and its start, or a rival that failed: once more
    if (child.ended() !== null && tries < 3 && Date.now() < deadline) continue;
    throw new Error(`PostgreSQL did not start: ${why}. From ${logFile}:\n${await tail(logFile)}`);
  }
};

const ownerFile = (cluster: Cluster): string => join(cluster.folder, 'softbox-owner.json');
const owner = z.object({ serverPid: z.number(), ownerPid: z.number() });

const readOwner = async (cluster: Cluster) => {
  const text = await readFile(ownerFile(cluster), 'utf8').catch(() => 'null');
  return owner.nullable().parse(JSON.parse(text));
};

/** The starter owns the server. Of a server whose owner was killed the next process takes care. */
export const takeOwnership = async (cluster: Cluster, server: Server): Promise<void> => {
  const now = await readOwner(cluster);
  const isOrphan = now === null || now.serverPid !== server.pid || !isAlive(now.ownerPid);
  if (!server.startedHere && !isOrphan) return;
  if (!server.startedHere && now?.serverPid !== server.pid) return; // just started; its starter is about to sign
  const half = `${ownerFile(cluster)}.${process.pid}`;
  await writeFile(half, JSON.stringify({ serverPid: server.pid, ownerPid: process.pid }));
  await rename(half, ownerFile(cluster));
};

export const ownsServer = async (cluster: Cluster, server: Server): Promise<boolean> => {
  const now = await readOwner(cluster);
  return now !== null && now.serverPid === server.pid && now.ownerPid === process.pid;
};

/** Fast shutdown (SIGINT): ends connections, writes everything down. */
export const stopServer = async (cluster: Cluster, server: Server): Promise<void> => {
  const record = await readServerRecord(cluster.folder);
  if (record?.pid !== server.pid || !isAlive(server.pid)) return;
  process.kill(server.pid, 'SIGINT');
  const deadline = Date.now() + STOP_TIMEOUT_MS;
  while (isAlive(server.pid)) {
    if (Date.now() > deadline)
      throw new Error(`PostgreSQL (pid ${server.pid}) did not stop within ${STOP_TIMEOUT_MS / 1000} s.`);
    await sleep(POLL_MS);
  }
};

export const createDatabase = (url: string, name: string): Promise<void> =>
  withClient(url, async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount !== 0) return;
    await client
      .query(`CREATE DATABASE ${client.escapeIdentifier(name)}`)
      .catch((error: { code?: string }) => {
        // another process made it at the same moment
        if (error.code !== '42P04' && error.code !== '23505') throw error;
      });
  });
