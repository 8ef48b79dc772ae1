import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chown, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { PostgresBinaries } from './binaries.ts';
import { isReachable, type RunAs } from './run-as.ts';

/** A PostgreSQL data folder of ours, and what one needs to talk to its server. */
export interface Cluster {
  readonly folder: string;
  readonly user: string;
  readonly password: string;
}

const MAJOR_VERSION = '16';
const SUPERUSER = 'softbox';
const accessFile = 'softbox-access.json';
const access = z.object({ user: z.string(), password: z.string() });

/** What a running (or killed) server has written into its data folder. */
export interface ServerRecord {
  readonly pid: number;
  readonly port: number;
  readonly isReady: boolean;
}

/** Reads postmaster.pid (https://www.postgresql.org/docs/16/storage-file-layout.html); null when there is none. */
export const readServerRecord = async (folder: string): Promise<ServerRecord | null> => {
  const text = await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!Number.isInteger(pid) || pid <= 0 || !Number.isInteger(port) || port <= 0) return null;
  return { pid, port, isReady: lines[7]?.trim() === 'ready' };
};

/**
 * Where things go that the server's user must be able to read, when `dataDir` lies where it cannot (under /root, or in a
 * private temporary folder). Derived from `dataDir`, so every process finds the same place.
 */
export const shelterFor = async (dataDir: string): Promise<string> => {
  const base = await mkdir('/var/lib/softbox-postgres', { recursive: true, mode: 0o755 }).then(
    () => '/var/lib/softbox-postgres',
    () => join(tmpdir(), 'softbox-postgres'),
  );
  return join(base, createHash('sha256').update(dataDir).digest('hex').slice(0, 12));
};

const OWNER_FILE = 'belongs-to.txt';

/**
 * Removes what tests and trials left: shelters of temporary folders that are gone. Others stay, for a data folder that is
 * not there may be on a disk that is not mounted.
 */
const forgetAbandoned = async (shelters: string): Promise<void> => {
  for (const name of await readdir(shelters).catch(() => [])) {
    const dataDir = await readFile(join(shelters, name, OWNER_FILE), 'utf8').catch(() => null);
    if (dataDir === null || !dataDir.startsWith(`${tmpdir()}/`)) continue;
    const isGone = (await stat(dataDir).catch(() => null)) === null;
    const runs = (await readServerRecord(join(shelters, name, 'cluster'))) !== null;
    if (isGone && !runs) await rm(join(shelters, name), { recursive: true, force: true });
  }
};

/** The folder of the cluster that belongs to `dataDir`; makes the folders above it. */
export const placeCluster = async (dataDir: string, runAs: RunAs | null): Promise<string> => {
  await mkdir(dataDir, { recursive: true });
  const usual = join(dataDir, 'cluster');
  if (runAs === null || (await isReachable(dataDir, runAs))) return usual;
  const shelter = await shelterFor(dataDir);
  await forgetAbandoned(dirname(shelter));
  await mkdir(shelter, { recursive: true, mode: 0o755 });
  await writeFile(join(shelter, OWNER_FILE), dataDir);
  await writeFile(
    join(dataDir, 'cluster-is-elsewhere.txt'),
    `The user that PostgreSQL runs as cannot enter this folder, so the database is in ${shelter}\n`,
  );
  return join(shelter, 'cluster');
};

/**
 * Opens the cluster, making it when there is none. It is made beside its place and moved there in one step, so two
 * processes that do it at once, or a kill in the middle, leave one whole cluster.
 */
export const openCluster = async (
  folder: string,
  binaries: PostgresBinaries,
  runAs: RunAs | null,
  options: { readonly sync: boolean },
): Promise<Cluster> => {
  if ((await stat(folder).catch(() => null)) === null)
    await initCluster(folder, binaries, runAs, options.sync);
  const version = (await readFile(join(folder, 'PG_VERSION'), 'utf8').catch(() => '')).trim();
  if (version !== MAJOR_VERSION) {
    throw new Error(
      version === ''
        ? `${folder} is not a PostgreSQL data folder. Remove it, or point SOFTBOX_DATA_DIR elsewhere.`
        : `${folder} was made by PostgreSQL ${version}, this is PostgreSQL ${MAJOR_VERSION}. Dump it with the old version first.`,
    );
  }
  const { user, password } = access.parse(JSON.parse(await readFile(join(folder, accessFile), 'utf8')));
  return { folder, user, password };
};

const initCluster = async (
  folder: string,
  binaries: PostgresBinaries,
  runAs: RunAs | null,
  sync: boolean,
): Promise<void> => {
  const half = await mkdtemp(`${folder}.making-`);
  const own = async (path: string) => (runAs === null ? undefined : chown(path, runAs.uid, runAs.gid));
  const password = randomBytes(24).toString('base64url');
  const passwordFile = `${half}.password`;
  try {
    await own(half);
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
    await own(passwordFile);
    // ICU, so that lower() and ILIKE know every alphabet whatever locales the machine has
    await runInitdb(binaries.initdb, runAs, [
      `--pgdata=${half}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=icu',
      '--icu-locale=und',
      '--data-checksums',
      ...(sync ? [] : ['--no-sync']),
    ]);
    await writeFile(join(half, accessFile), JSON.stringify({ user: SUPERUSER, password }), { mode: 0o600 });
    await rename(half, folder).catch((error: NodeJS.ErrnoException) => {
      // another process was first: its cluster is as good as ours
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(passwordFile, { force: true });
    await rm(half, { recursive: true, force: true });
  }
};

const runInitdb = (program: string, runAs: RunAs | null, args: readonly string[]): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, [...args], {
      ...(runAs ?? {}),
      cwd: dirname(program),
      env: childEnv(),
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 120_000,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output = (output + chunk.toString()).slice(-4_000);
      });
    }
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`PostgreSQL could not make its data folder: ${output}`)),
    );
  });

/** PostgreSQL gets none of our environment (it holds keys), only what a program needs to run. */
export const childEnv = (): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  NODE_ENV: process.env.NODE_ENV,
  LC_ALL: 'C',
  TZ: 'UTC',
});
