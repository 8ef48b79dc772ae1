import type { Prisma } from '#app/generated/prisma/client.ts';
import type { WordsRun, WordsRuns } from '#app/ports/repositories/words-runs.ts';
import type { Db } from './client.ts';
import { failureColumns, failureOf } from './failure-columns.ts';
import { dueAt, freeAt, givenBack, NO_LEASE } from './leases.ts';

const SELECT = {
  id: true,
  storeId: true,
  batchId: true,
  languages: true,
  state: true,
  cursor: true,
  written: true,
  skipped: true,
  refused: true,
  attempt: true,
  failureKind: true,
  failureMessage: true,
  createdBy: true,
  createdAt: true,
  finishedAt: true,
} as const satisfies Prisma.WordsRunSelect;

type Row = Prisma.WordsRunGetPayload<{ select: typeof SELECT }>;

const toRun = ({ failureKind, failureMessage, ...row }: Row): WordsRun => ({
  ...row,
  failure: failureOf({ failureKind, failureMessage }),
});

const UNFINISHED: Prisma.EnumWordsRunStateFilter = { in: ['queued', 'running'] };

export const makeWordsRuns = (db: Db): WordsRuns => ({
  async start(storeId, { id, batchId, languages, createdBy, now }) {
    // two that ask at the very same moment may both get one; the second finds the words of the first and passes them over
    const running = await db.wordsRun.findFirst({
      where: { storeId, batchId, state: UNFINISHED },
      orderBy: { createdAt: 'asc' },
      select: SELECT,
    });
    if (running) return toRun(running);
    const made = await db.wordsRun.create({
      data: { id, storeId, batchId, languages: [...languages], createdBy, createdAt: now },
      select: SELECT,
    });
    return toRun(made);
  },
  async get(storeId, id) {
    const row = await db.wordsRun.findFirst({ where: { storeId, id }, select: SELECT });
    return row && toRun(row);
  },
  async latestOf(storeId, batchId) {
    const row = await db.wordsRun.findFirst({
      where: { storeId, batchId },
      orderBy: { id: 'desc' },
      select: SELECT,
    });
    return row && toRun(row);
  },
  async claim(storeId, id, { leaseId, until, now }) {
    const [row] = await db.wordsRun.updateManyAndReturn({
      where: { storeId, id, state: UNFINISHED, ...freeAt(now) },
      data: { state: 'running', leaseId, leaseUntil: until, attempt: { increment: 1 } },
      select: SELECT,
    });
    return row ? toRun(row) : null;
  },
  async advance(storeId, id, { cursor, outcome, failure, lease }) {
    const { count } = await db.wordsRun.updateMany({
      where: { storeId, id, state: 'running', leaseId: lease.leaseId },
      data: {
        cursor,
        [outcome]: { increment: 1 },
        attempt: 1,
        leaseUntil: lease.until,
        ...failureColumns(failure ?? undefined),
      },
    });
    return count > 0;
  },
  async release(storeId, id, { leaseId, notBefore, countsAsTry }) {
    await db.wordsRun.updateMany({
      where: { storeId, id, leaseId },
      data: givenBack({ notBefore, countsAsTry }),
    });
  },
  async finish(storeId, id, { leaseId, failure, now }) {
    const { count } = await db.wordsRun.updateMany({
      where: { storeId, id, state: 'running', leaseId },
      data: {
        state: failure ? 'failed' : 'done',
        ...failureColumns(failure ?? undefined),
        finishedAt: now,
        ...NO_LEASE,
        notBefore: null,
      },
    });
    return count > 0;
  },
  stranded: (now, olderThan, limit) =>
    db.wordsRun.findMany({
      where: {
        state: UNFINISHED,
        createdAt: { lt: olderThan },
        ...dueAt(now),
      },
      orderBy: { createdAt: 'asc' },
      take: limit,
      select: { storeId: true, id: true },
    }),
});
