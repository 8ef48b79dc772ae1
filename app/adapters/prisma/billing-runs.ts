import type { BillingRuns } from '#app/ports/billing-runs.ts';
import type { Db } from './client.ts';

/** Turns by compare-and-set on the lease: a worker that dies holds a provider up until its lease ends, and no longer. */
export const openBillingRuns = (db: Db): BillingRuns => ({
  async claim(provider, { leaseId, now, leaseUntil }) {
    const [row] = await db.$queryRaw<{ reconciledUntil: Date | null }[]>`
      INSERT INTO billing_runs (provider, next_at, lease_id, lease_until, updated_at)
      VALUES (${provider}, ${now}::timestamptz, ${leaseId}::uuid, ${leaseUntil}::timestamptz, ${now}::timestamptz)
      ON CONFLICT (provider) DO UPDATE
        SET lease_id = excluded.lease_id, lease_until = excluded.lease_until, updated_at = excluded.updated_at
        WHERE billing_runs.next_at <= excluded.updated_at
          AND (billing_runs.lease_until IS NULL OR billing_runs.lease_until <= excluded.updated_at)
      RETURNING reconciled_until AS "reconciledUntil"`;
    return row ?? null;
  },
  async advance(provider, { leaseId, now, reconciledUntil, leaseUntil }) {
    const { count } = await db.billingRun.updateMany({
      where: { provider, leaseId },
      data: { reconciledUntil, leaseUntil, updatedAt: now },
    });
    return count === 1;
  },
  async finish(provider, { leaseId, now, nextAt }) {
    await db.billingRun.updateMany({
      where: { provider, leaseId },
      data: { nextAt, leaseId: null, leaseUntil: null, updatedAt: now },
    });
  },
});
