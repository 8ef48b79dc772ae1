import { v7 as newId } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, withDatabase } from '#tests/support/database.ts';
import { type SeededStore, seedStore } from '#tests/support/seed-store.ts';

describe('rules that the database itself holds', () => {
  let db: TestDatabase;
  let s: SeededStore;
  beforeAll(async () => {
    db = await withDatabase();
    s = await seedStore(db.database.prisma, 'rules');
  });
  afterAll(() => db.close());

  const run = (sql: string, values: unknown[] = []) => db.database.pool.query(sql, values);
  const refused = (sql: string, rule: string, values: unknown[] = []) =>
    expect(run(sql, values)).rejects.toThrow(rule);
  const entry = (kind: string, amount: bigint, jobId: string | null): [string, unknown[]] => [
    'INSERT INTO ledger_entries (id, store_id, job_id, kind, amount) VALUES ($1, $2, $3, $4::"LedgerEntryKind", $5)',
    [newId(), s.storeId, jobId, kind, amount],
  ];
  const publish = (assetId: string, state: string, before: string | null): [string, unknown[]] => [
    `INSERT INTO publications (id, store_id, asset_id, product_id, product_external_id, placement, filename, created_by, state, before, failure_kind, failure_message)
       VALUES ($1, $2, $3, $2, 'p', 'append', $4, 'me', $5::"PublicationState", $6::jsonb, 'media-failed', 'Refused.')`,
    [newId(), s.storeId, assetId, newId(), state, before],
  ];

  it('a reserve is closed once, by settle or refund, never both', async () => {
    const job = newId();
    await run(...entry('reserve', -5n, job));
    await run(...entry('settle', 0n, job));
    await expect(run(...entry('refund', 5n, job))).rejects.toThrow('ledger_entries_one_closing_per_job');
    await expect(run(...entry('settle', 0n, job))).rejects.toThrow(/unique/);
  });

  it('an amount fits its kind', async () => {
    for (const [kind, amount, job] of [
      ['reserve', 1n, newId()],
      ['settle', -1n, newId()],
      ['refund', -1n, newId()],
      ['reserve', -1n, null],
      ['grant', 1n, newId()],
    ] as const) {
      await expect(run(...entry(kind, amount, job)), `${kind} ${amount}`).rejects.toThrow(
        'ledger_entries_amount_fits_kind',
      );
    }
  });

  it.each(['ledger_entries', 'audit_entries'])('%s only grows', async (table) => {
    await refused(`UPDATE ${table} SET store_id = store_id WHERE store_id = $1`, 'append-only', [s.storeId]);
    await refused(`DELETE FROM ${table} WHERE store_id = $1`, 'append-only', [s.storeId]);
    await refused(`TRUNCATE ${table}`, 'append-only');
  });

  it('naming a store for erasure lets go of that store only, and only in that transaction', async () => {
    const other = await seedStore(db.database.prisma, 'bystander');
    const client = await db.database.pool.connect();
    await client.query('BEGIN');
    await client.query("SELECT set_config('softbox.erase_store', $1, true)", [other.storeId]);
    await client.query('SAVEPOINT before');
    await expect(client.query('DELETE FROM ledger_entries WHERE store_id = $1', [s.storeId])).rejects.toThrow(
      'append-only',
    );
    await client.query('ROLLBACK TO before');
    await expect(
      client.query('UPDATE ledger_entries SET amount = 0 WHERE store_id = $1', [other.storeId]),
    ).rejects.toThrow('append-only');
    await client.query('ROLLBACK TO before');
    await client.query('DELETE FROM ledger_entries WHERE store_id = $1', [other.storeId]);
    await client.query('COMMIT');
    await expect(
      client.query('DELETE FROM audit_entries WHERE store_id = $1', [other.storeId]),
    ).rejects.toThrow('append-only');
    client.release();
  });

  it('a picture has one live publication, and a new one after that has failed or was reverted', async () => {
    const asset = newId();
    await run(...publish(asset, 'failed', null));
    await run(...publish(asset, 'reverted', '{}'));
    await run(...publish(asset, 'planned', null));
    await expect(run(...publish(asset, 'published', '{}'))).rejects.toThrow(
      'publications_one_live_per_asset',
    );
  });

  it('no gallery is changed before its snapshot is stored', async () => {
    for (const state of ['placing', 'verifying', 'published', 'reverting', 'reverted']) {
      await expect(run(...publish(newId(), state, null)), state).rejects.toThrow(
        'publications_snapshot_before_change',
      );
      await expect(run(...publish(newId(), state, 'null')), state).rejects.toThrow(
        'publications_snapshot_before_change',
      );
    }
  });

  it('what ends badly says why, and a lease is whole', async () => {
    const job = s.jobs.queued;
    await refused(`UPDATE image_jobs SET state = 'failed' WHERE id = $1`, 'image_jobs_end_says_why', [job]);
    await refused(`UPDATE image_jobs SET lease_id = 'x' WHERE id = $1`, 'image_jobs_whole_lease', [job]);
    await refused(`UPDATE image_jobs SET price = -1 WHERE id = $1`, 'image_jobs_price_not_negative', [job]);
    await refused(
      `UPDATE publications SET placement = 'replace' WHERE id = $1`,
      'publications_replace_names_medium',
      [s.publicationId],
    );
    await refused(`UPDATE publications SET alt = repeat('x', 513) WHERE id = $1`, 'publications_alt_length', [
      s.publicationId,
    ]);
    await refused(
      `UPDATE provider_calls SET status = 'succeeded', finished_at = now()`,
      'provider_calls_success_has_cost',
    );
    await refused(`UPDATE provider_calls SET status = 'unknown'`, 'provider_calls_end_has_time');
    await refused(`UPDATE provider_calls SET reconciled_at = now()`, 'provider_calls_reconciled_has_cost');
    await refused(`UPDATE store_budgets SET month = -1`, 'store_budgets_not_negative');
  });
});
