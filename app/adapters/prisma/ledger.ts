import { budgetFailure } from '#app/domain/budget.ts';
import type { Micros } from '#app/domain/ledger.ts';
import { creditFailure } from '#app/domain/plan.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import type { Ledger } from '#app/ports/repositories/ledger.ts';
import { readBudget } from './budgets.ts';
import type { Db } from './client.ts';
import { pageOf, takeOf } from './page.ts';

const balanceOf = async (db: Db, storeId: string): Promise<Micros> => {
  const { _sum } = await db.ledgerEntry.aggregate({ where: { storeId }, _sum: { amount: true } });
  return _sum.amount ?? 0n;
};

/** What is to be reserved. */
export interface Spending {
  readonly price: Micros;
  /** The batch that grows (a picture made again); null for a new one. */
  readonly batchId: string | null;
  readonly now: Date;
}

/**
 * Makes sure that a price may be reserved now: locks the store's row, so that two requests cannot both spend the last of the
 * balance or of a budget, and compares. What costs nothing takes no lock. Inside a transaction only. Failure: budget-exceeded,
 * naming the limit.
 */
export const lockAccount = async (
  db: Db,
  storeId: string,
  { price, batchId, now }: Spending,
): Promise<Result<void>> => {
  if (price === 0n) return ok(undefined);
  await db.$queryRaw`SELECT 1 FROM stores WHERE id = ${storeId}::uuid FOR UPDATE`;
  const balance = await balanceOf(db, storeId);
  if (balance < price) {
    const plan = await db.storePlan.findUnique({
      where: { storeId },
      select: { name: true, monthlyCredit: true },
    });
    return err(creditFailure({ price, balance, plan, now }));
  }
  const over = budgetFailure(await readBudget(db, storeId, now, batchId), price);
  return over ? err(over) : ok(undefined);
};

export const makeLedger = (db: Db): Ledger => ({
  balance: (storeId) => balanceOf(db, storeId),
  async grant(storeId, { id, amount, now }) {
    await db.ledgerEntry.create({ data: { id, storeId, kind: 'grant', amount, createdAt: now } });
  },
  async entries(storeId, page) {
    const rows = await db.ledgerEntry.findMany({
      where: { storeId, ...(page.cursor ? { id: { lt: page.cursor } } : {}) },
      orderBy: { id: 'desc' },
      take: takeOf(page),
      select: { id: true, kind: true, amount: true, jobId: true, createdAt: true },
    });
    return pageOf(rows, page);
  },
});
