import { randomBytes } from 'node:crypto';
import { Session } from '@shopify/shopify-api';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '#app/adapters/node/new-id.ts';
import { systemClock } from '#app/adapters/node/system-clock.ts';
import { makeRepositories, type Repositories } from '#app/adapters/prisma/repositories.ts';
import { type EncryptionKey, makeKeyring } from '#app/adapters/secrets/keyring.ts';
import { makeEncryptedSessionStorage } from '#app/adapters/shopify-sessions/encrypted-session-storage.ts';
import type { Keyring } from '#app/ports/keyring.ts';
import type { SealedSecrets } from '#app/ports/repositories/sealed-secrets.ts';
import { makeFindBridgeKey, makeIssueBridgeKey } from '#app/use-cases/bridge-keys.ts';
import { makeRotateKeys } from '#app/use-cases/rotate-keys.ts';
import { makeTestStore } from '#tests/support/catalogue.ts';
import { type TestDatabase, withDatabase } from '#tests/support/database.ts';
import { runScript } from '#tests/support/operator-command.ts';

let db: TestDatabase;
let rows: Repositories;
beforeAll(async () => {
  db = await withDatabase();
  rows = makeRepositories(db.database.prisma);
});
afterAll(() => db.close());
beforeEach(async () => {
  await db.database.prisma.session.deleteMany();
  await db.database.prisma.bridgeKey.deleteMany();
});

const keyNamed = (id: string): EncryptionKey => ({ id, key: randomBytes(32) });
const [k1, k2, k3] = [keyNamed('k1'), keyNamed('k2'), keyNamed('k3')];
/** A ring whose first key seals. */
const ring = (...keys: EncryptionKey[]): Keyring => makeKeyring({ keys, activeId: keys[0]?.id ?? '' });

const sessionOf = (shop: string, accessToken = `token of ${shop}`) =>
  new Session({ id: `offline_${shop}`, shop, state: '', isOnline: false, accessToken });
const keep = (keyring: Keyring, session: Session) =>
  makeEncryptedSessionStorage(rows.sessionRows, keyring).storeSession(session);
const tokenOf = async (keyring: Keyring, shop: string) =>
  (await makeEncryptedSessionStorage(rows.sessionRows, keyring).loadSession(`offline_${shop}`))?.accessToken;
const shops = (count: number) => Array.from({ length: count }, (_, i) => `shop-${i}.myshopify.com`);
const keepAll = async (keyring: Keyring, names: readonly string[]) => {
  for (const shop of names) await keep(keyring, sessionOf(shop));
};
const issue = async (keyring: Keyring) => {
  const { storeId } = await makeTestStore(db.database, 0);
  const randomHex32 = () => randomBytes(32).toString('hex');
  const deps = { bridgeKeys: rows.bridgeKeys, keyring, clock: systemClock, newId, randomHex32 };
  return makeIssueBridgeKey(deps)(storeId);
};
const secretOf = async (keyring: Keyring, keyId: string) =>
  (await makeFindBridgeKey({ bridgeKeys: rows.bridgeKeys, keyring })(keyId))?.secret;

const rotate = (keyring: Keyring, sessionHome: SealedSecrets = rows.sessionRows) =>
  makeRotateKeys({
    homes: {
      'shopify-session': sessionHome,
      'bridge-key': rows.bridgeKeys,
      'woo-connection': rows.wooConnections,
    },
    keyring,
    pageSize: 3,
  })();
const NOTHING = { resealed: 0, overtaken: 0, unreadable: {} };

describe('changing the encryption key', () => {
  it('seals every secret anew, over several pages, so that the old key is not needed any more', async () => {
    const names = shops(7);
    await keepAll(ring(k1), names);
    const issued = await issue(ring(k1));
    const both = ring(k2, k1);
    expect(await rotate(both)).toEqual({
      'shopify-session': { ...NOTHING, resealed: 7 },
      'bridge-key': { ...NOTHING, resealed: 1 },
      'woo-connection': NOTHING,
    });
    for (const shop of names) expect(await tokenOf(ring(k2), shop)).toBe(`token of ${shop}`);
    expect(await secretOf(ring(k2), issued.keyId)).toBe(issued.secret);
    expect(await rotate(both)).toEqual({
      'shopify-session': NOTHING,
      'bridge-key': NOTHING,
      'woo-connection': NOTHING,
    });
  });

  it('goes on where it was killed', async () => {
    const names = shops(7);
    await keepAll(ring(k1), names);
    let left = 4;
    const killed: SealedSecrets = {
      sealedOtherwise: rows.sessionRows.sealedOtherwise,
      reseal: (...call) => {
        if (left-- === 0) throw new Error('killed');
        return rows.sessionRows.reseal(...call);
      },
    };
    await expect(rotate(ring(k2, k1), killed)).rejects.toThrow('killed');
    // half way everything is readable by those who have both keys
    for (const shop of names) expect(await tokenOf(ring(k1, k2), shop)).toBe(`token of ${shop}`);
    expect(await rotate(ring(k2, k1))).toMatchObject({ 'shopify-session': { resealed: 3 } });
    for (const shop of names) expect(await tokenOf(ring(k2), shop)).toBe(`token of ${shop}`);
  });

  it('never puts an old token back over one that was renewed meanwhile', async () => {
    const [shop = ''] = shops(1);
    await keep(ring(k1), sessionOf(shop, 'old'));
    const renewing: SealedSecrets = {
      sealedOtherwise: rows.sessionRows.sealedOtherwise,
      reseal: async (...call) => {
        await keep(ring(k1), sessionOf(shop, 'renewed'));
        return rows.sessionRows.reseal(...call);
      },
    };
    expect(await rotate(ring(k2, k1), renewing)).toMatchObject({
      'shopify-session': { resealed: 0, overtaken: 1 },
    });
    expect(await tokenOf(ring(k1), shop)).toBe('renewed');
  });

  it('counts what no key opens by the key it needs, leaves it as it is, and goes on with the others', async () => {
    await keepAll(ring(k3), ['lost-0.myshopify.com', 'lost-1.myshopify.com']);
    await keepAll(ring(k1), shops(4));
    expect(await rotate(ring(k2, k1))).toMatchObject({
      'shopify-session': { resealed: 4, unreadable: { k3: 2 } },
    });
    expect(await tokenOf(ring(k3), 'lost-0.myshopify.com')).toBe('token of lost-0.myshopify.com');
  });
});

describe('npm run keys:rotate', () => {
  const npmRun = async (keys: readonly EncryptionKey[]) => {
    const entries = keys.map(({ id, key }) => `${id}:${Buffer.from(key).toString('base64')}`);
    const { code, out, err } = await runScript('scripts/keys-rotate.ts', [], {
      DATABASE_URL: db.url,
      SOFTBOX_ENCRYPTION_KEYS: entries.join(','),
    });
    return { code, said: out + err };
  };

  it('says what it did, and fails as long as something needs a key that is not there', async () => {
    await keepAll(ring(k1), shops(2));
    await keep(ring(k3), sessionOf('lost.myshopify.com'));
    const first = await npmRun([k2, k1]);
    expect(first.code).toBe(1);
    expect(first.said).toContain('store tokens: 2 sealed anew');
    expect(first.said).toContain('1 cannot be opened; they were sealed with the key k3');
    const second = await npmRun([k2, k3]);
    expect(second.code).toBe(0);
    expect(second.said).toContain('Everything is sealed with k2.');
    expect(first.said + second.said).not.toContain('token of');
  });
});
