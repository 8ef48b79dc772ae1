import { v7 as newId } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeRepositories, type Repositories } from '#app/adapters/prisma/repositories.ts';
import { makeUnitOfWork } from '#app/adapters/prisma/unit-of-work.ts';
import { DEFAULT_BRAND_KIT } from '#app/domain/recipe/brand-kit.ts';
import { recipeSchema } from '#app/domain/recipe/recipe.ts';
import { type TestDatabase, withDatabase } from '#tests/support/database.ts';
import { seedStore } from '#tests/support/seed-store.ts';

const now = new Date('2026-11-22T10:00:00.000Z');
const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const recipe = recipeSchema.parse({ kind: 'packshot' });

let db: TestDatabase;
let r: Repositories;
beforeAll(async () => {
  db = await withDatabase();
  r = makeRepositories(db.database.prisma);
});
afterAll(() => db.close());

const install = (externalId: string) =>
  r.stores.install({
    id: newId(),
    platform: 'shopify',
    externalId,
    name: externalId,
    currency: 'EUR',
    isSandbox: true,
    now,
  });

describe('stores', () => {
  it('an install that arrives several times at once makes one store', async () => {
    const made = await Promise.all([1, 2, 3, 4].map(() => install('once.myshopify.com')));
    expect(new Set(made.map((store) => store.id)).size).toBe(1);
    expect(made[0]).toMatchObject({ status: 'active', currency: 'EUR', isSandbox: true, installedAt: now });
  });

  it('a reinstall finds the same store again', async () => {
    const { id } = await install('again.myshopify.com');
    expect(await r.stores.markUninstalled(id, at(5))).toBe(true);
    expect(await r.stores.markUninstalled(id, at(6))).toBe(false);
    expect(await r.stores.get(id)).toMatchObject({ status: 'uninstalled', uninstalledAt: at(5) });
    expect(await install('again.myshopify.com')).toMatchObject({ id, status: 'active', uninstalledAt: null });
  });

  it('are found by platform and name together', async () => {
    const { id } = await install('named.myshopify.com');
    expect((await r.stores.findByExternalId('shopify', 'named.myshopify.com'))?.id).toBe(id);
    expect(await r.stores.findByExternalId('woocommerce', 'named.myshopify.com')).toBeNull();
  });
});

describe('presets', () => {
  it('have a name of their own in their store', async () => {
    const [a, b] = [newId(), newId()];
    const make = (storeId: string, name: string) =>
      r.presets.create(storeId, { id: newId(), name, recipe, now });
    const first = await make(a, 'White');
    expect(first).toMatchObject({ ok: true, value: { name: 'White', recipe, createdAt: now } });
    expect(await make(a, 'White')).toMatchObject({ ok: false, error: { kind: 'conflict', field: 'name' } });
    expect((await make(b, 'White')).ok).toBe(true);

    const second = await make(a, 'Grey');
    if (!first.ok || !second.ok) throw new Error('not made');
    expect(await r.presets.update(a, second.value.id, { name: 'White', now })).toMatchObject({
      error: { kind: 'conflict' },
    });
    expect(await r.presets.update(a, second.value.id, { name: 'Grey', now: at(1) })).toMatchObject({
      ok: true,
      value: { updatedAt: at(1) },
    });
    expect(await r.presets.update(b, second.value.id, { name: 'Mine', now })).toMatchObject({
      error: { kind: 'not-found' },
    });
  });

  it('are listed newest first, page by page', async () => {
    const storeId = newId();
    for (const name of ['1', '2', '3']) await r.presets.create(storeId, { id: newId(), name, recipe, now });
    const first = await r.presets.list(storeId, { limit: 2 });
    expect(first.items.map((p) => p.name)).toEqual(['3', '2']);
    const rest = await r.presets.list(storeId, { limit: 2, cursor: first.nextCursor ?? '' });
    expect(rest.items.map((p) => p.name)).toEqual(['1']);
    expect(rest.nextCursor).toBeNull();
  });
});

describe('the brand kit', () => {
  it('is kept whole, and what an older version left out has its default', async () => {
    const storeId = newId();
    expect(await r.brandKits.get(storeId)).toBeNull();
    await r.brandKits.put(storeId, { ...DEFAULT_BRAND_KIT, primary: '#112233' }, now);
    await r.brandKits.put(storeId, { ...DEFAULT_BRAND_KIT, primary: '#445566' }, now);
    expect(await r.brandKits.get(storeId)).toEqual({ ...DEFAULT_BRAND_KIT, primary: '#445566' });
    await db.database.pool.query(`UPDATE brand_kits SET body = '{"primary":"#778899"}' WHERE store_id = $1`, [
      storeId,
    ]);
    expect(await r.brandKits.get(storeId)).toEqual({ ...DEFAULT_BRAND_KIT, primary: '#778899' });
  });
});

describe('the audit log', () => {
  it('grows, newest first', async () => {
    const storeId = newId();
    const entry = (action: string, details: Record<string, unknown> | null) => ({
      id: newId(),
      actor: 'system',
      action,
      subjectKind: 'asset',
      subjectId: 'x',
      details,
      at: now,
    });
    const [a, b] = [entry('approve', null), entry('publish', { placement: 'main' })];
    await r.auditLog.append(storeId, [a, b]);
    expect((await r.auditLog.list(storeId, { limit: 10 })).items).toEqual([b, a]);
  });
});

describe('the webhook inbox', () => {
  const delivery = (deliveryId: string, connection = 'inbox.myshopify.com') => ({
    id: newId(),
    platform: 'shopify' as const,
    connection,
    deliveryId,
    eventId: 'event',
    topic: 'products/update',
    payload: { id: 7 },
    triggeredAt: at(-1),
    now,
  });

  it('takes a delivery once, however often it is repeated', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, () => r.webhookInbox.insertOnce(delivery('same'))),
    );
    expect(outcomes.filter((o) => o === 'new')).toHaveLength(1);
    expect(outcomes.filter((o) => o === 'duplicate')).toHaveLength(5);
    expect(await r.webhookInbox.insertOnce(delivery('same', 'other.myshopify.com'))).toBe('new');
  });

  it('gives a delivery to one taker, and to the next when that one was killed', async () => {
    const d = delivery('taken');
    await r.webhookInbox.insertOnce(d);
    const claims = await Promise.all(
      Array.from({ length: 5 }, () => r.webhookInbox.claim(d.id, { until: at(1), now })),
    );
    const got = claims.filter((c) => c !== null);
    expect(got).toHaveLength(1);
    expect(got[0]).toMatchObject({ payload: { id: 7 }, attempt: 1, triggeredAt: at(-1) });

    const second = await r.webhookInbox.claim(d.id, { until: at(3), now: at(2) });
    expect(second?.attempt).toBe(2);
    expect(await r.webhookInbox.finish(d.id, 1, { outcome: 'late', now: at(2) })).toBe(false);
    expect(await r.webhookInbox.finish(d.id, 2, { outcome: 'synced', now: at(2) })).toBe(true);
    expect(await r.webhookInbox.claim(d.id, { until: at(9), now: at(8) })).toBeNull();
  });

  it('waits with a delivery that shall be tried again later', async () => {
    const d = delivery('later');
    await r.webhookInbox.insertOnce(d);
    await r.webhookInbox.claim(d.id, { until: at(1), now });
    expect(await r.webhookInbox.retry(d.id, 1, at(10))).toBe(true);
    expect(await r.webhookInbox.claim(d.id, { until: at(6), now: at(5) })).toBeNull();
    expect((await r.webhookInbox.claim(d.id, { until: at(11), now: at(10) }))?.attempt).toBe(2);
  });

  it('finds what nobody handles, and forgets what was handled long ago', async () => {
    const [lost, held, done] = [delivery('lost'), delivery('held'), delivery('done')];
    for (const d of [lost, held, done]) await r.webhookInbox.insertOnce(d);
    await r.webhookInbox.claim(held.id, { until: at(60), now });
    await r.webhookInbox.claim(done.id, { until: at(60), now });
    await r.webhookInbox.finish(done.id, 1, { outcome: 'ok', now });
    const found = await r.webhookInbox.unhandled({ now: at(5), receivedBefore: at(1), limit: 100 });
    expect(found.map((d) => d.id)).toContain(lost.id);
    expect(found.map((d) => d.id)).not.toContain(held.id);
    expect(found.map((d) => d.id)).not.toContain(done.id);
    expect(await r.webhookInbox.unhandled({ now: at(5), receivedBefore: now, limit: 100 })).toEqual([]);
    expect(await r.webhookInbox.forgetHandled(at(1), 100)).toBeGreaterThan(0);
    expect(await r.webhookInbox.insertOnce(done)).toBe('new');
    expect(await r.webhookInbox.insertOnce({ ...lost, id: newId() })).toBe('duplicate');
  });
});

describe('idempotency keys', () => {
  const answer = { status: 201, headers: { Location: '/x' }, body: { id: 1 } };
  const age = (storeId: string, minutes: number) =>
    db.database.pool.query(
      `UPDATE idempotency_keys SET created_at = created_at - $2 * interval '1 minute' WHERE store_id = $1`,
      [storeId, minutes],
    );

  it('let exactly one of many equal requests through', async () => {
    const storeId = newId();
    const starts = await Promise.all(
      Array.from({ length: 8 }, () => r.idempotencyKeys.begin(storeId, 'k', 'f')),
    );
    expect(starts.filter((x) => x.kind === 'fresh')).toHaveLength(1);
    expect(starts.filter((x) => x.kind === 'running')).toHaveLength(7);
  });

  it('give the answer of then again, and refuse the key for another request', async () => {
    const storeId = newId();
    await r.idempotencyKeys.begin(storeId, 'k', 'f');
    await r.idempotencyKeys.finish(storeId, 'k', answer);
    expect(await r.idempotencyKeys.begin(storeId, 'k', 'f')).toEqual({ kind: 'replay', answer });
    expect(await r.idempotencyKeys.begin(storeId, 'k', 'g')).toEqual({ kind: 'mismatch' });
    expect(await r.idempotencyKeys.begin(newId(), 'k', 'g')).toEqual({ kind: 'fresh' });
    await r.idempotencyKeys.abandon(storeId, 'k');
    expect((await r.idempotencyKeys.begin(storeId, 'k', 'f')).kind).toBe('replay');
  });

  it('are free again when the request came to nothing', async () => {
    const storeId = newId();
    await r.idempotencyKeys.begin(storeId, 'k', 'f');
    await r.idempotencyKeys.abandon(storeId, 'k');
    expect(await r.idempotencyKeys.begin(storeId, 'k', 'g')).toEqual({ kind: 'fresh' });
  });

  it('pass to the same request when the first was killed, never to another one', async () => {
    const storeId = newId();
    await r.idempotencyKeys.begin(storeId, 'k', 'f');
    await age(storeId, 3);
    expect(await r.idempotencyKeys.begin(storeId, 'k', 'g')).toEqual({ kind: 'mismatch' });
    const starts = await Promise.all(
      Array.from({ length: 4 }, () => r.idempotencyKeys.begin(storeId, 'k', 'f')),
    );
    expect(starts.filter((x) => x.kind === 'fresh')).toHaveLength(1);
  });

  it('are forgotten after a day', async () => {
    const storeId = newId();
    await r.idempotencyKeys.begin(storeId, 'k', 'f');
    await r.idempotencyKeys.finish(storeId, 'k', answer);
    await age(storeId, 24 * 60 - 1);
    expect((await r.idempotencyKeys.begin(storeId, 'k', 'f')).kind).toBe('replay');
    expect(await r.idempotencyKeys.forgetExpired(100)).toBe(0);
    await age(storeId, 2);
    expect(await r.idempotencyKeys.begin(storeId, 'k', 'g')).toEqual({ kind: 'fresh' });
    await age(storeId, 24 * 60 + 1);
    expect(await r.idempotencyKeys.forgetExpired(100)).toBe(1);
  });
});

describe('bridge keys', () => {
  const secret = { keyId: 'k1', ciphertext: Uint8Array.of(1, 2, 3) };

  it('are found until they are revoked or their store is uninstalled', async () => {
    const { id: storeId } = await install('bridge.myshopify.com');
    const [a, b] = [newId(), newId()];
    for (const id of [a, b]) await r.bridgeKeys.create(storeId, { id, secret, now });
    const found = await r.bridgeKeys.findForSignature(a);
    expect(found).toMatchObject({ id: a, storeId });
    expect([found?.secret.keyId, ...(found?.secret.ciphertext ?? [])]).toEqual(['k1', 1, 2, 3]);
    expect(await r.bridgeKeys.revoke(storeId, a, at(1))).toBe(true);
    expect(await r.bridgeKeys.revoke(storeId, a, at(2))).toBe(false);
    expect(await r.bridgeKeys.findForSignature(a)).toBeNull();
    expect(await r.bridgeKeys.list(storeId)).toEqual([
      { id: b, createdAt: now, revokedAt: null },
      { id: a, createdAt: now, revokedAt: at(1) },
    ]);
    await r.stores.markUninstalled(storeId, now);
    expect(await r.bridgeKeys.findForSignature(b)).toBeNull();
  });

  it('answer to anything that is no id with null, not with an error', async () => {
    for (const id of ['', 'x', "'; DROP TABLE stores; --", '\u0000']) {
      expect(await r.bridgeKeys.findForSignature(id)).toBeNull();
    }
  });

  it('take each nonce once', async () => {
    const id = newId();
    const seen = await Promise.all(Array.from({ length: 5 }, () => r.bridgeKeys.rememberNonce(id, 'n', now)));
    expect(seen.filter(Boolean)).toHaveLength(1);
    expect(await r.bridgeKeys.rememberNonce(newId(), 'n', now)).toBe(true);
    expect(await r.bridgeKeys.forgetNonces(at(1), 100)).toBe(2);
    expect(await r.bridgeKeys.rememberNonce(id, 'n', now)).toBe(true);
  });
});

describe('the erasure of a store', () => {
  it('leaves no row of it in any table, and every row of the others', async () => {
    const prisma = db.database.prisma;
    const [gone, stays] = [await seedStore(prisma, 'erased'), await seedStore(prisma, 'remains')];
    const { rows: tables } = await db.database.pool.query<{ t: string }>(
      `SELECT table_name AS t FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'store_id'`,
    );
    const count = async (storeId: string) => {
      const counts: Record<string, number> = {};
      for (const { t } of tables) {
        const { rows } = await db.database.pool.query<{ n: number }>(
          `SELECT count(*)::int AS n FROM "${t}" WHERE store_id = $1`,
          [storeId],
        );
        counts[t] = rows[0]?.n ?? 0;
      }
      return counts;
    };
    const before = await count(stays.storeId);

    // outside a transaction it refuses, and nothing is gone
    await expect(r.erasure.eraseStore(gone.storeId)).rejects.toThrow('ledgerEntry.deleteMany');
    expect(await count(gone.storeId)).toEqual(before);

    const unit = makeUnitOfWork(db.database, makeRepositories);
    expect(await unit.transact(({ erasure }) => erasure.eraseStore(gone.storeId))).toBe(true);
    expect(new Set(Object.values(await count(gone.storeId)))).toEqual(new Set([0]));
    expect(await count(stays.storeId)).toEqual(before);

    const dump = await db.database.pool.query<{ text: string }>(
      `SELECT (SELECT coalesce(string_agg(to_jsonb(s)::text, ''), '') FROM sessions s)
        || (SELECT coalesce(string_agg(payload::text, ''), '') FROM webhook_deliveries)
        || (SELECT coalesce(string_agg(nonce, ''), '') FROM bridge_nonces)
        || (SELECT coalesce(string_agg(to_jsonb(s)::text, ''), '') FROM stores s) AS text`,
    );
    expect(dump.rows[0]?.text).toContain(stays.marker);
    expect(dump.rows[0]?.text).not.toContain(gone.marker);
    expect(await unit.transact(({ erasure }) => erasure.eraseStore(gone.storeId))).toBe(false);
  });
});

describe('a unit of work', () => {
  it('changes everything or nothing', async () => {
    const unit = makeUnitOfWork(db.database, makeRepositories);
    const storeId = newId();
    const work = unit.transact(async ({ ledger, brandKits }) => {
      await ledger.grant(storeId, { id: newId(), amount: 5n, now });
      await brandKits.put(storeId, DEFAULT_BRAND_KIT, now);
      throw new Error('killed in the middle');
    });
    await expect(work).rejects.toThrow('killed in the middle');
    expect(await r.ledger.balance(storeId)).toBe(0n);
    expect(await r.brandKits.get(storeId)).toBeNull();
  });
});
