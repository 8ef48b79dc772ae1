import type { Prisma } from '#app/generated/prisma/client.ts';
import {
  IDEMPOTENCY_KEPT_MS,
  IDEMPOTENCY_RUN_MS,
  type IdempotencyKeys,
  type IdempotencyStart,
  type KeptAnswer,
} from '#app/ports/repositories/idempotency-keys.ts';
import type { Db } from './client.ts';

/**
 * One statement decides who goes first: it inserts the key, or takes over one that has expired or whose request was killed
 * (same fingerprint only). Otherwise it changes nothing.
 */
const take = async (db: Db, storeId: string, key: string, fingerprint: string): Promise<boolean> => {
  const taken = await db.$executeRaw`
    INSERT INTO idempotency_keys AS k (store_id, key, fingerprint, created_at)
    VALUES (${storeId}::uuid, ${key}, ${fingerprint}, clock_timestamp())
    ON CONFLICT (store_id, key) DO UPDATE
    SET fingerprint = EXCLUDED.fingerprint, status = NULL, body = NULL, finished_at = NULL, created_at = EXCLUDED.created_at
    WHERE k.created_at < clock_timestamp() - ${IDEMPOTENCY_KEPT_MS} * interval '1 millisecond'
       OR (k.finished_at IS NULL AND k.fingerprint = EXCLUDED.fingerprint
           AND k.created_at < clock_timestamp() - ${IDEMPOTENCY_RUN_MS} * interval '1 millisecond')`;
  return taken === 1;
};

const begin = async (
  db: Db,
  storeId: string,
  key: string,
  fingerprint: string,
): Promise<IdempotencyStart> => {
  // a second round only when the key was abandoned between our two statements
  for (let round = 0; round < 5; round += 1) {
    if (await take(db, storeId, key, fingerprint)) return { kind: 'fresh' };
    const row = await db.idempotencyKey.findUnique({
      where: { storeId_key: { storeId, key } },
      select: { fingerprint: true, status: true, body: true },
    });
    if (row === null) continue;
    if (row.fingerprint !== fingerprint) return { kind: 'mismatch' };
    if (row.status === null) return { kind: 'running' };
    const { headers, body } = row.body as unknown as Pick<KeptAnswer, 'headers' | 'body'>;
    return { kind: 'replay', answer: { status: row.status, headers, body } };
  }
  return { kind: 'running' };
};

export const makeIdempotencyKeys = (db: Db): IdempotencyKeys => ({
  begin: (storeId, key, fingerprint) => begin(db, storeId, key, fingerprint),
  async finish(storeId, key, { status, headers, body }) {
    const kept = { headers, body: body ?? null } as Prisma.InputJsonObject;
    await db.idempotencyKey.updateMany({
      where: { storeId, key, finishedAt: null },
      data: { status, body: kept, finishedAt: new Date() },
    });
  },
  async abandon(storeId, key) {
    await db.idempotencyKey.deleteMany({ where: { storeId, key, finishedAt: null } });
  },
  forgetExpired: (limit) => db.$executeRaw`
    DELETE FROM idempotency_keys WHERE (store_id, key) IN (
      SELECT store_id, key FROM idempotency_keys
      WHERE created_at < clock_timestamp() - ${IDEMPOTENCY_KEPT_MS} * interval '1 millisecond'
      ORDER BY created_at LIMIT ${limit})`,
});
