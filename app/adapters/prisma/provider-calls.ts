import type { FailureKind } from '#app/domain/failure.ts';
import type { CallMode } from '#app/domain/providers/cost.ts';
import type { CallPurpose } from '#app/domain/providers/tasks.ts';
import { type ProviderUsage, tokensOf } from '#app/domain/providers/usage.ts';
import type { Prisma } from '#app/generated/prisma/client.ts';
import {
  PROVIDER_CALL_STATUSES,
  type ProviderCall,
  type ProviderCallEnd,
  type ProviderCallStatus,
  type ProviderCalls,
  type ReconcilableCall,
} from '#app/ports/repositories/provider-calls.ts';
import type { Db } from './client.ts';
import { pageOf, takeOf } from './page.ts';

const SELECT = {
  id: true,
  attemptId: true,
  provider: true,
  model: true,
  purpose: true,
  mode: true,
  status: true,
  usage: true,
  cost: true,
  costUpperBound: true,
  bytesIn: true,
  bytesOut: true,
  latencyMs: true,
  requestId: true,
  failureKind: true,
  startedAt: true,
  deadlineAt: true,
  finishedAt: true,
  reconciledAt: true,
} as const satisfies Prisma.ProviderCallSelect;

type Row = Prisma.ProviderCallGetPayload<{ select: typeof SELECT }>;

/** Purpose, mode, usage and failure kind were written from these types by `start` and `settle`. */
const toCall = (row: Row): ProviderCall => ({
  ...row,
  purpose: row.purpose as CallPurpose,
  mode: row.mode as CallMode,
  usage: row.usage as ProviderUsage | null,
  failureKind: row.failureKind as FailureKind | null,
  deadlineAt: row.deadlineAt ?? row.startedAt,
});

const endColumns = (end: ProviderCallEnd): Prisma.ProviderCallUpdateManyMutationInput => {
  const { usage } = end;
  return {
    status: end.status,
    cost: end.cost,
    bytesIn: end.bytesIn,
    bytesOut: end.bytesOut,
    latencyMs: end.latencyMs,
    requestId: end.requestId,
    failureKind: end.failureKind,
    finishedAt: end.finishedAt,
    ...(usage === null
      ? {}
      : {
          usage: { ...usage },
          inputTokens: tokensOf(usage) - usage.outputTextTokens - usage.outputImageTokens,
          outputTokens: usage.outputTextTokens + usage.outputImageTokens,
          images: usage.images,
        }),
  };
};

const costs: (db: Db) => ProviderCalls['costs'] =
  (db) =>
  async (storeId, { from, to }) => {
    const rows = await db.providerCall.groupBy({
      by: ['status'],
      where: { storeId, startedAt: { gte: from, lt: to } },
      _count: { _all: true },
      _sum: { cost: true },
    });
    const open = await db.providerCall.aggregate({
      where: { storeId, startedAt: { gte: from, lt: to }, cost: null },
      _sum: { costUpperBound: true },
    });
    const count = (status: ProviderCallStatus) => rows.find((r) => r.status === status)?._count._all ?? 0;
    const calls = Object.fromEntries(PROVIDER_CALL_STATUSES.map((s) => [s, count(s)]));
    return {
      calls: calls as Record<ProviderCallStatus, number>,
      cost: rows.reduce((sum, r) => sum + (r._sum.cost ?? 0n), 0n),
      atMost: open._sum.costUpperBound ?? 0n,
    };
  };

export const makeProviderCalls = (db: Db): ProviderCalls => ({
  async start(storeId, call) {
    await db.providerCall.create({ data: { ...call, storeId }, select: { id: true } });
  },
  async settle(storeId, id, end) {
    // a sweep may have been quicker than a slow reply; what it made unknown is now known, unless an export told already
    const { count } = await db.providerCall.updateMany({
      where: {
        storeId,
        id,
        OR: [{ status: 'started' }, { status: 'unknown', cost: null, requestId: null }],
      },
      data: endColumns(end),
    });
    return count === 1;
  },
  async get(storeId, id) {
    const row = await db.providerCall.findFirst({ where: { storeId, id }, select: SELECT });
    return row && toCall(row);
  },
  countSince: (storeId, purposes, since) =>
    db.providerCall.count({
      where: { storeId, purpose: { in: [...purposes] }, startedAt: { gte: since } },
    }),
  async list(storeId, page) {
    const rows = await db.providerCall.findMany({
      where: { storeId, ...(page.cursor ? { id: { lt: page.cursor } } : {}) },
      orderBy: { id: 'desc' },
      take: takeOf(page),
      select: SELECT,
    });
    return pageOf(rows.map(toCall), page);
  },
  costs: costs(db),
  markLost: (now, limit) => db.$executeRaw`
    UPDATE provider_calls SET status = 'unknown', failure_kind = 'provider-reply-lost', finished_at = ${now}::timestamptz
    WHERE id IN (
      SELECT id FROM provider_calls WHERE status = 'started' AND COALESCE(deadline_at, started_at) < ${now}::timestamptz
      ORDER BY started_at LIMIT ${limit} FOR UPDATE SKIP LOCKED)`,
  ended: (provider, { from, to }, limit) => db.$queryRaw<ReconcilableCall[]>`
    SELECT id, model, status::text AS status, cost, cost_upper_bound AS "costUpperBound", request_id AS "requestId",
      started_at AS "startedAt", finished_at AS "finishedAt", reconciled_at IS NOT NULL AS reconciled
    FROM provider_calls
    WHERE provider = ${provider} AND started_at >= ${from}::timestamptz AND started_at < ${to}::timestamptz
      AND status <> 'started'
    ORDER BY started_at, id LIMIT ${limit}`,
  async reconcile(found, now) {
    if (found.length === 0) return 0;
    return db.$executeRaw`
      UPDATE provider_calls c SET cost = u.cost, request_id = COALESCE(c.request_id, u.request_id),
        reconciled_at = ${now}::timestamptz
      FROM unnest(${found.map((f) => f.id)}::uuid[], ${found.map((f) => f.cost)}::bigint[],
        ${found.map((f) => f.requestId)}::text[]) AS u (id, cost, request_id)
      WHERE c.id = u.id AND c.reconciled_at IS NULL AND c.status <> 'started'`;
  },
});
