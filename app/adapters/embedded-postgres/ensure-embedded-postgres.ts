import { resolve } from 'node:path';
import { prepareBinaries } from './binaries.ts';
import { type Cluster, openCluster, placeCluster, shelterFor } from './cluster.ts';
import { chooseUser } from './run-as.ts';
import { answers, createDatabase, ownsServer, startServer, stopServer, takeOwnership } from './server.ts';

export interface EmbeddedPostgresOptions {
  /** A folder of ours; the cluster, its log and its password live in it. */
  readonly dataDir: string;
  /** Default: the port of the last run when it is free, else any free one. */
  readonly port?: number;
  /** For tests only: no fsync, so a power cut can lose or damage everything. */
  readonly fast?: boolean;
  /** How long a start may take, crash recovery included. Default 60 000 ms. */
  readonly startTimeoutMs?: number;
  /** Made when it is missing. Default `softbox`. */
  readonly database?: string;
}

export interface EmbeddedPostgres {
  readonly url: string;
  readonly pid: number;
  /** False when a server of this data folder was running already (another process of ours started it). */
  readonly startedHere: boolean;
  /**
   * Stops the server when it is this process's: the one that started it, or that found it after its starter had died.
   * Otherwise does nothing. Open connections are ended; what was committed stays.
   */
  stop(): Promise<void>;
}

const urlOf = (cluster: Cluster, port: number, database: string): string =>
  `postgresql://${cluster.user}:${encodeURIComponent(cluster.password)}@127.0.0.1:${port}/${database}`;

/**
 * Real PostgreSQL 16 from npm, on loopback, shared by every process that names the same `dataDir`: the first one makes
 * and starts it, the others find it. Any number may call this at the same time. Runs as root too (the server itself then
 * runs as `postgres`). Rejects with words when it cannot start, and names the log.
 */
export const ensureEmbeddedPostgres = async (options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> => {
  const dataDir = resolve(options.dataDir);
  const database = options.database ?? 'softbox';
  const runAs = await chooseUser();
  const folder = await placeCluster(dataDir, runAs);
  const binaries = await prepareBinaries(runAs, () => shelterFor('binaries'));
  const cluster = await openCluster(folder, binaries, runAs, { sync: !options.fast });
  const running = await answers(cluster);
  const server =
    running ??
    (await startServer({
      cluster,
      binaries,
      runAs,
      logFile: `${dataDir}/postgres.log`,
      port: options.port,
      fast: options.fast ?? false,
      timeoutMs: options.startTimeoutMs ?? 60_000,
    }));
  if (options.port !== undefined && server.port !== options.port) {
    throw new Error(
      `PostgreSQL of ${dataDir} is already running on port ${server.port}, not on ${options.port}. Stop it first, or leave the port out.`,
    );
  }
  await takeOwnership(cluster, server);
  await createDatabase(urlOf(cluster, server.port, 'postgres'), database);
  return {
    url: urlOf(cluster, server.port, database),
    pid: server.pid,
    startedHere: running === null && server.startedHere,
    stop: async () => {
      if (await ownsServer(cluster, server)) await stopServer(cluster, server);
    },
  };
};
