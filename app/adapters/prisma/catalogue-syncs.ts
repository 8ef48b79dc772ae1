import type { Prisma } from '#app/generated/prisma/client.ts';
import type { CatalogueSync, CatalogueSyncs } from '#app/ports/repositories/catalogue-syncs.ts';
import type { Db } from './client.ts';
import { failureColumns, failureOf } from './failure-columns.ts';
import { freeAt, NO_LEASE } from './leases.ts';

const SELECT = {
  id: true,
  storeId: true,
  state: true,
  updatedSince: true,
  cursor: true,
  productsSeen: true,
  failureKind: true,
  failureMessage: true,
  createdAt: true,
  finishedAt: true,
} as const satisfies Prisma.CatalogueSyncSelect;

type Row = Prisma.CatalogueSyncGetPayload<{ select: typeof SELECT }>;

const toSync = ({ failureKind, failureMessage, ...row }: Row): CatalogueSync => ({
  ...row,
  failure: failureOf({ failureKind, failureMessage }),
});

const UNFINISHED: Prisma.EnumSyncStateFilter = { in: ['queued', 'running'] };

export const makeCatalogueSyncs = (db: Db): CatalogueSyncs => ({
  async start(storeId, { id, updatedSince, now }) {
    // two that ask at the very same moment may both get one; that costs calls, but nothing else (see markUnseenDeleted)
    await db.$executeRaw`
      INSERT INTO catalogue_syncs (id, store_id, updated_since, created_at)
      SELECT ${id}::uuid, ${storeId}::uuid, ${updatedSince}::timestamptz, ${now}::timestamptz
      WHERE NOT EXISTS (
        SELECT 1 FROM catalogue_syncs WHERE store_id = ${storeId}::uuid AND state IN ('queued', 'running'))`;
    const row = await db.catalogueSync.findFirst({
      where: { storeId, state: UNFINISHED },
      orderBy: { createdAt: 'asc' },
      select: SELECT,
    });
    if (row) return toSync(row);
    // it was there a moment ago and is finished by now
    const made = await db.catalogueSync.create({
      data: { id, storeId, updatedSince, createdAt: now },
      select: SELECT,
    });
    return toSync(made);
  },
  async get(storeId, id) {
    const row = await db.catalogueSync.findFirst({ where: { storeId, id }, select: SELECT });
    return row && toSync(row);
  },
  async latest(storeId) {
    const row = await db.catalogueSync.findFirst({
      where: { storeId },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      select: SELECT,
    });
    return row && toSync(row);
  },
  async lastDoneStart(storeId) {
    const row = await db.catalogueSync.findFirst({
      where: { storeId, state: 'done' },
      orderBy: { createdAt: 'desc' },
      select: { createdAt: true },
    });
    return row?.createdAt ?? null;
  },
  async claim(storeId, id, { leaseId, until, now }) {
    const [row] = await db.catalogueSync.updateManyAndReturn({
      where: { storeId, id, state: UNFINISHED, ...freeAt(now) },
      data: { state: 'running', leaseId, leaseUntil: until },
      select: SELECT,
    });
    return row ? toSync(row) : null;
  },
  async advance(storeId, id, { cursor, seen, lease }) {
    const { count } = await db.catalogueSync.updateMany({
      where: { storeId, id, state: 'running', leaseId: lease.leaseId },
      data: { cursor, productsSeen: { increment: seen }, leaseUntil: lease.until },
    });
    return count > 0;
  },
  async release(storeId, id, leaseId) {
    await db.catalogueSync.updateMany({
      where: { storeId, id, leaseId },
      data: NO_LEASE,
    });
  },
  async finish(storeId, id, { leaseId, seen, failure, now }) {
    const { count } = await db.catalogueSync.updateMany({
      where: { storeId, id, state: 'running', leaseId },
      data: {
        state: failure ? 'failed' : 'done',
        ...failureColumns(failure),
        productsSeen: { increment: seen },
        finishedAt: now,
        ...NO_LEASE,
      },
    });
    return count > 0;
  },
  stranded: (now, olderThan, limit) =>
    db.catalogueSync.findMany({
      where: { state: UNFINISHED, createdAt: { lt: olderThan }, ...freeAt(now) },
      orderBy: { createdAt: 'asc' },
      take: limit,
      select: { storeId: true, id: true },
    }),
});
