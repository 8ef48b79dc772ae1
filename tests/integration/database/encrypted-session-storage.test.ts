import { randomBytes } from 'node:crypto';
import { Session } from '@shopify/shopify-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSessionRows } from '#app/adapters/prisma/session-rows.ts';
import { CannotOpen, makeKeyring } from '#app/adapters/secrets/keyring.ts';
import { makeEncryptedSessionStorage } from '#app/adapters/shopify-sessions/encrypted-session-storage.ts';
import { type TestDatabase, withDatabase } from '#tests/support/database.ts';

const k1 = { id: 'k1', key: randomBytes(32) };
const k2 = { id: 'k2', key: randomBytes(32) };
const keyring = makeKeyring({ keys: [k1], activeId: 'k1' });

const offline = (shop: string, more: Partial<ConstructorParameters<typeof Session>[0]> = {}) =>
  new Session({
    id: `offline_${shop}`,
    shop,
    state: 'state',
    isOnline: false,
    scope: 'read_products,write_files',
    accessToken: 'shpat_access',
    expires: new Date('2026-11-22T11:00:00.000Z'),
    refreshToken: 'shprt_refresh',
    refreshTokenExpires: new Date('2027-02-20T10:00:00.000Z'),
    ...more,
  });

const online = (shop: string, userId: number) =>
  new Session({
    id: `${shop}_${userId}`,
    shop,
    state: '',
    isOnline: true,
    scope: 'read_products',
    accessToken: `shpua_${userId}`,
    expires: new Date('2026-11-23T10:00:00.000Z'),
    onlineAccessInfo: {
      expires_in: 86_399,
      associated_user_scope: 'read_products',
      associated_user: {
        id: userId,
        first_name: 'Zoë',
        last_name: 'O’Neill',
        email: 'zoe@example.com',
        account_owner: true,
        locale: 'en',
        collaborator: false,
        email_verified: true,
      },
    },
  });

describe('the encrypted session storage', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await withDatabase();
  });
  afterAll(() => db.close());
  const storage = (ring = keyring) => makeEncryptedSessionStorage(makeSessionRows(db.database.prisma), ring);

  it('gives an offline session back as it was stored, tokens and times included', async () => {
    const session = offline('a.myshopify.com');
    expect(await storage().storeSession(session)).toBe(true);
    const loaded = await storage().loadSession(session.id);
    expect(loaded).toBeInstanceOf(Session);
    expect(loaded?.toObject()).toEqual(session.toObject());
    expect(loaded?.equals(session)).toBe(true);
  });

  it('gives an online session back with its user', async () => {
    const session = online('a.myshopify.com', 7);
    await storage().storeSession(session);
    const loaded = await storage().loadSession(session.id);
    expect(loaded?.onlineAccessInfo).toEqual(session.onlineAccessInfo);
    expect(loaded?.equals(session)).toBe(true);
  });

  it('stores a session of the authorization step, which has no token yet', async () => {
    const bare = new Session({ id: 'bare', shop: 'b.myshopify.com', state: '123', isOnline: false });
    await storage().storeSession(bare);
    expect((await storage().loadSession('bare'))?.toObject()).toEqual(bare.toObject());
  });

  it('knows nothing of a session that was never stored', async () => {
    expect(await storage().loadSession('never')).toBeUndefined();
  });

  it('replaces access and refresh token together, whoever wins a race', async () => {
    const rotations = Array.from({ length: 12 }, (_, i) =>
      offline('race.myshopify.com', { accessToken: `access-${i}`, refreshToken: `refresh-${i}` }),
    );
    await Promise.all(rotations.map((session) => storage().storeSession(session)));
    const loaded = await storage().loadSession('offline_race.myshopify.com');
    expect(loaded?.accessToken?.replace('access-', '')).toBe(loaded?.refreshToken?.replace('refresh-', ''));
  });

  it('takes a token away when the new session has none', async () => {
    await storage().storeSession(offline('c.myshopify.com'));
    await storage().storeSession(
      offline('c.myshopify.com', { refreshToken: undefined, refreshTokenExpires: undefined }),
    );
    expect((await storage().loadSession('offline_c.myshopify.com'))?.refreshToken).toBeUndefined();
  });

  it('finds the sessions of a shop, and of no other', async () => {
    await storage().storeSession(offline('many.myshopify.com'));
    await storage().storeSession(online('many.myshopify.com', 1));
    await storage().storeSession(online('many.myshopify.com', 2));
    await storage().storeSession(online('other.myshopify.com', 3));
    const ids = (await storage().findSessionsByShop('many.myshopify.com')).map((s) => s.id);
    expect(ids.sort()).toEqual([
      'many.myshopify.com_1',
      'many.myshopify.com_2',
      'offline_many.myshopify.com',
    ]);
    expect(await storage().findSessionsByShop('nobody.myshopify.com')).toEqual([]);
  });

  it('deletes one session, and several at once; what is not there is fine', async () => {
    for (const user of [1, 2, 3]) await storage().storeSession(online('del.myshopify.com', user));
    expect(await storage().deleteSession('del.myshopify.com_1')).toBe(true);
    expect(await storage().loadSession('del.myshopify.com_1')).toBeUndefined();
    expect(await storage().deleteSessions(['del.myshopify.com_2', 'del.myshopify.com_3', 'not-there'])).toBe(
      true,
    );
    expect(await storage().findSessionsByShop('del.myshopify.com')).toEqual([]);
    expect(await storage().deleteSession('not-there')).toBe(true);
    expect(await storage().deleteSessions([])).toBe(true);
  });

  it('keeps no token in the clear anywhere in its table', async () => {
    await storage().storeSession(offline('clear.myshopify.com'));
    await storage().storeSession(online('clear.myshopify.com', 9));
    const { rows } = await db.database.pool.query<{ all: string }>(
      "SELECT to_jsonb(s)::text || encode(ciphertext, 'escape') AS all FROM sessions s",
    );
    const text = rows.map((row) => row.all).join('\n');
    expect(text).toContain('clear.myshopify.com');
    for (const secret of ['shpat_access', 'shprt_refresh', 'shpua_9', 'zoe@example.com']) {
      expect(text).not.toContain(secret);
    }
  });

  it('opens sessions of the old key after a rotation, and stores with the new one', async () => {
    const session = offline('rotate.myshopify.com');
    await storage().storeSession(session);
    const rotated = storage(makeKeyring({ keys: [k2, k1], activeId: 'k2' }));
    const loaded = await rotated.loadSession(session.id);
    expect(loaded?.accessToken).toBe('shpat_access');
    if (loaded) await rotated.storeSession(loaded);
    const row = await makeSessionRows(db.database.prisma).get(session.id);
    expect(row?.sealed.keyId).toBe('k2');
    await expect(storage().loadSession(session.id)).rejects.toThrow(CannotOpen);
  });

  it('refuses a row that was copied from another session', async () => {
    await storage().storeSession(offline('victim.myshopify.com'));
    await storage().storeSession(offline('thief.myshopify.com'));
    await db.database.pool.query(
      `UPDATE sessions SET ciphertext = (SELECT ciphertext FROM sessions WHERE id = 'offline_victim.myshopify.com')
       WHERE id = 'offline_thief.myshopify.com'`,
    );
    await expect(storage().loadSession('offline_thief.myshopify.com')).rejects.toThrow(CannotOpen);
  });

  it('never reports a delete as done that the database refused', async () => {
    const broken = await withDatabase();
    const lost = makeEncryptedSessionStorage(makeSessionRows(broken.database.prisma), keyring);
    await broken.database.pool.query('DROP TABLE sessions');
    await expect(lost.deleteSession('x')).rejects.toThrow();
    await expect(lost.deleteSessions(['x', 'y'])).rejects.toThrow();
    await expect(lost.storeSession(offline('x.myshopify.com'))).rejects.toThrow();
    await broken.close();
  });
});
