import type { RateAllowances } from '#app/ports/repositories/rate-allowances.ts';
import type { Db } from './client.ts';

interface Taken {
  readonly allowed: boolean;
  /** Milliseconds until the allowance was whole, before this request; null: it was never used. */
  readonly whole_in_ms: number | null;
}

export const makeRateAllowances = (db: Db): RateAllowances => ({
  async take(key, { costMs, burstMs }) {
    // Of the proposed row `full_at - cost` is now; a refusal writes nothing.
    const rows = await db.$queryRaw<Taken[]>`
      WITH taken AS (
        INSERT INTO rate_allowances AS a (key, full_at)
        VALUES (${key}, clock_timestamp() + ${costMs}::float8 * interval '1 millisecond')
        ON CONFLICT (key) DO UPDATE
        SET full_at = greatest(a.full_at, EXCLUDED.full_at - ${costMs}::float8 * interval '1 millisecond')
                      + ${costMs}::float8 * interval '1 millisecond'
        WHERE greatest(a.full_at, EXCLUDED.full_at - ${costMs}::float8 * interval '1 millisecond')
              <= EXCLUDED.full_at + (${burstMs}::float8 - 2 * ${costMs}::float8) * interval '1 millisecond'
        RETURNING 1
      )
      SELECT EXISTS (SELECT 1 FROM taken) AS allowed,
             (SELECT extract(epoch FROM full_at - clock_timestamp())::float8 * 1000
              FROM rate_allowances WHERE key = ${key}) AS whole_in_ms`;
    const [taken] = rows;
    if (!taken) throw new Error('a statement that always answers gave no row');
    if (taken.allowed) return { allowed: true };
    // what others took while this statement waited is not seen here, so a millisecond is the least
    const wait = (taken.whole_in_ms ?? 0) + costMs - burstMs;
    return { allowed: false, retryAfterMs: Math.max(1, Math.ceil(wait)) };
  },
  forgetWhole: (limit) => db.$executeRaw`
    DELETE FROM rate_allowances WHERE key IN (
      SELECT key FROM rate_allowances WHERE full_at < clock_timestamp() LIMIT ${limit})
    AND full_at < clock_timestamp()`,
});
