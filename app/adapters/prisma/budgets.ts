import { type Budget, type BudgetView, budgetPeriods, budgetView, NO_BUDGET } from '#app/domain/budget.ts';
import type { Micros } from '#app/domain/ledger.ts';
import type { Budgets } from '#app/ports/repositories/budgets.ts';
import type { Db } from './client.ts';

const SELECT = { day: true, month: true, batch: true, updatedBy: true, updatedAt: true } as const;

/**
 * What was reserved in each span and not refunded since. A refund belongs to the day of its reserve, so giving back
 * yesterday's money does not make room today.
 */
const spentOf = async (
  db: Db,
  storeId: string,
  now: Date,
  batchId: string | null,
): Promise<Record<'day' | 'month' | 'batch', Micros>> => {
  const { day, month } = budgetPeriods(now);
  const rows = await db.$queryRaw<{ day: bigint; month: bigint; batch: bigint }[]>`
    WITH taken AS (
      SELECT r.created_at, j.batch_id, -r.amount - COALESCE(f.amount, 0) AS net
      FROM ledger_entries r
      JOIN image_jobs j ON j.id = r.job_id
      LEFT JOIN ledger_entries f ON f.job_id = r.job_id AND f.kind = 'refund'
      WHERE r.store_id = ${storeId}::uuid AND r.kind = 'reserve'
        AND (r.created_at >= ${month}::timestamptz OR j.batch_id = ${batchId}::uuid))
    SELECT COALESCE(sum(net) FILTER (WHERE created_at >= ${day}::timestamptz), 0)::bigint AS day,
      COALESCE(sum(net) FILTER (WHERE created_at >= ${month}::timestamptz), 0)::bigint AS month,
      COALESCE(sum(net) FILTER (WHERE batch_id = ${batchId}::uuid), 0)::bigint AS batch
    FROM taken`;
  return rows[0] ?? { day: 0n, month: 0n, batch: 0n };
};

/**
 * The store's limits and what is spent of them. For a decision it has to be read under the lock of the store's account
 * (`lockAccount`); `batchId` names the batch that grows, null for a new one.
 */
export const readBudget = async (
  db: Db,
  storeId: string,
  now: Date,
  batchId: string | null,
): Promise<BudgetView> => {
  const budget: Budget | null = await db.storeBudget.findUnique({ where: { storeId }, select: SELECT });
  if (budget === null) return budgetView(NO_BUDGET, { day: 0n, month: 0n, batch: 0n });
  return budgetView(budget, await spentOf(db, storeId, now, batchId));
};

export const makeBudgets = (db: Db): Budgets => ({
  get: (storeId) => db.storeBudget.findUnique({ where: { storeId }, select: SELECT }),
  async put(storeId, { day, month, batch, updatedBy, now }) {
    const row = { day, month, batch, updatedBy, updatedAt: now };
    return db.storeBudget.upsert({
      where: { storeId },
      create: { storeId, ...row },
      update: row,
      select: SELECT,
    });
  },
  view: (storeId, now) => readBudget(db, storeId, now, null),
});
