import { monthOf } from '#app/domain/plan.ts';
import { Prisma } from '#app/generated/prisma/client.ts';
import type { Plans } from '#app/ports/repositories/plans.ts';
import type { Db } from './client.ts';
import { uuidV7 } from './image-job-moves.ts';

const SELECT = {
  name: true,
  monthlyCredit: true,
  grantedFor: true,
  granted: true,
  updatedBy: true,
  updatedAt: true,
} as const satisfies Prisma.StorePlanSelect;

/**
 * One statement: the plan's row is locked, says what was granted of the month, and is raised together with the entry. Whoever
 * waited for the lock reads the raised row and grants nothing. A clock that went back finds a later month and does the same.
 */
const grant = (db: Db, now: Date, which: Prisma.Sql) => {
  const month = monthOf(now);
  return db.$queryRaw<{ amount: bigint }[]>`
    WITH old AS (
      SELECT p.store_id, p.monthly_credit,
        CASE WHEN p.granted_for >= ${month}::timestamptz THEN p.granted ELSE 0 END AS had
      FROM store_plans p JOIN stores s ON s.id = p.store_id
      WHERE s.status = 'active'
        AND (p.granted_for IS NULL OR p.granted_for < ${month}::timestamptz OR p.granted < p.monthly_credit)
        AND ${which}
      FOR UPDATE OF p),
    raised AS (
      UPDATE store_plans p
      SET granted_for = greatest(p.granted_for, ${month}::timestamptz), granted = greatest(old.had, old.monthly_credit)
      FROM old WHERE p.store_id = old.store_id
      RETURNING p.store_id, greatest(old.monthly_credit - old.had, 0) AS amount)
    INSERT INTO ledger_entries (id, store_id, kind, amount, created_at)
    SELECT ${uuidV7(now)}, store_id, 'grant', amount, ${now}::timestamptz FROM raised WHERE amount > 0
    RETURNING amount`;
};

export const makePlans = (db: Db): Plans => ({
  get: (storeId) => db.storePlan.findUnique({ where: { storeId }, select: SELECT }),
  async put(storeId, { name, monthlyCredit, updatedBy, now }) {
    const row = { name, monthlyCredit, updatedBy, updatedAt: now };
    return db.storePlan.upsert({
      where: { storeId },
      create: { storeId, ...row },
      update: row,
      select: SELECT,
    });
  },
  async grantMonth(storeId, now) {
    const [granted] = await grant(db, now, Prisma.sql`p.store_id = ${storeId}::uuid`);
    return granted?.amount ?? 0n;
  },
  async grantDue(now, limit) {
    const month = monthOf(now);
    const due = Prisma.sql`p.store_id IN (
      SELECT d.store_id FROM store_plans d JOIN stores t ON t.id = d.store_id
      WHERE t.status = 'active' AND d.monthly_credit > 0
        AND (d.granted_for IS NULL OR d.granted_for < ${month}::timestamptz OR d.granted < d.monthly_credit)
      ORDER BY d.store_id LIMIT ${limit}::int)`;
    return (await grant(db, now, due)).length;
  },
  async accounts({ afterStoreId, limit }) {
    const rows = await db.store.findMany({
      where: afterStoreId === null ? {} : { id: { gt: afterStoreId } },
      orderBy: { id: 'asc' },
      take: limit,
      select: { id: true, platform: true, externalId: true, name: true, status: true },
    });
    const ids = rows.map((row) => row.id);
    const [sums, plans] = await Promise.all([
      db.ledgerEntry.groupBy({ by: ['storeId'], where: { storeId: { in: ids } }, _sum: { amount: true } }),
      db.storePlan.findMany({
        where: { storeId: { in: ids } },
        select: { storeId: true, name: true, monthlyCredit: true },
      }),
    ]);
    const balances = new Map(sums.map((sum) => [sum.storeId, sum._sum.amount ?? 0n]));
    const planOf = new Map(plans.map(({ storeId, ...plan }) => [storeId, plan]));
    return rows.map(({ id, status, ...row }) => ({
      ...row,
      storeId: id,
      isActive: status === 'active',
      balance: balances.get(id) ?? 0n,
      plan: planOf.get(id) ?? null,
    }));
  },
});
