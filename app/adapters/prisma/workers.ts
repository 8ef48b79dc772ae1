import type { WorkerProcesses } from '#app/ports/repositories/workers.ts';
import type { Db } from './client.ts';

export const makeWorkers = (db: Db): WorkerProcesses => ({
  async beat({ id, concurrency, now, forgetBefore }) {
    await db.$executeRaw`
      WITH forgotten AS (DELETE FROM worker_processes WHERE heartbeat_at < ${forgetBefore}::timestamptz AND id <> ${id}::uuid)
      INSERT INTO worker_processes (id, concurrency, started_at, heartbeat_at)
      VALUES (${id}::uuid, ${concurrency}::int, ${now}::timestamptz, ${now}::timestamptz)
      ON CONFLICT (id) DO UPDATE SET concurrency = excluded.concurrency, heartbeat_at = excluded.heartbeat_at`;
  },
  async leave(id) {
    await db.workerProcess.deleteMany({ where: { id } });
  },
});
