import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#app/adapters/node/new-id.ts';
import { makePinoLog } from '#app/adapters/node/pino-log.ts';
import { makeRepositories, type Repositories } from '#app/adapters/prisma/repositories.ts';
import { makeUnitOfWork } from '#app/adapters/prisma/unit-of-work.ts';
import { makeKeyring } from '#app/adapters/secrets/keyring.ts';
import {
  KEPT_AFTER_DISCONNECT_MS,
  makeEraseDisconnectedStores,
} from '#app/use-cases/erase-disconnected-stores.ts';
import { sealWooSecrets } from '#app/use-cases/open-woo-connection.ts';
import { type TestDatabase, withDatabase } from '#tests/support/database.ts';
import { runScript } from '#tests/support/operator-command.ts';

let db: TestDatabase;
let repositories: Repositories;
beforeAll(async () => {
  db = await withDatabase();
  repositories = makeRepositories(db.database.prisma);
});
afterAll(() => db.close());

const NOW = new Date('2031-05-14T12:00:00Z');
const ago = (ms: number) => new Date(NOW.getTime() - ms);
const LONG_AGO = ago(KEPT_AFTER_DISCONNECT_MS + 1);
const install = (site: string, platform: 'shopify' | 'woocommerce' = 'woocommerce') =>
  repositories.stores.install({
    id: newId(),
    platform,
    externalId: site,
    name: site,
    currency: 'EUR',
    isSandbox: false,
    now: ago(2 * KEPT_AFTER_DISCONNECT_MS),
  });
const key = { id: 'k1', key: Buffer.alloc(32, 7) };
const keyring = makeKeyring({ keys: [key], activeId: key.id });
const connect = (storeId: string, site: string) => {
  const id = newId();
  return repositories.wooConnections.connect(storeId, {
    id,
    siteUrl: `https://${site}`,
    restUrl: `https://${site}/wp-json/`,
    siteId: newId(),
    pluginVersion: '0.1.0',
    startedBy: 'Sam',
    secrets: sealWooSecrets(keyring, id, { consumerKey: 'ck', consumerSecret: 'cs', webhookSecret: 'w' }),
    bridgeKeyId: newId(),
    now: ago(2 * KEPT_AFTER_DISCONNECT_MS),
  });
};

/** The sweep, and whose pictures it deleted. */
const sweep = async (fails: (storeId: string) => boolean = () => false) => {
  const deleted: string[] = [];
  const erased = await makeEraseDisconnectedStores({
    stores: repositories.stores,
    objects: {
      deleteStore: async (storeId) => {
        if (fails(storeId)) throw new Error('the folder is locked');
        deleted.push(storeId);
      },
    },
    unitOfWork: makeUnitOfWork(db.database, makeRepositories),
    clock: { now: () => NOW },
    log: makePinoLog({ level: 'silent', process: 'worker' }),
  })();
  return { erased, deleted };
};

describe('a WooCommerce store that was disconnected for good', () => {
  it('is erased with its pictures, its webhooks and its connection; stores beside it stay', async () => {
    const gone = await install('gone.example/shop');
    const connection = await connect(gone.id, 'gone.example/shop');
    await repositories.webhookInbox.insertOnce({
      id: newId(),
      platform: 'woocommerce',
      connection: connection.id,
      deliveryId: newId(),
      eventId: null,
      topic: 'product.updated',
      payload: { name: 'A secret product' },
      triggeredAt: null,
      now: NOW,
    });
    const others = [
      await install('active.example'),
      await install('fresh.example'),
      await install('old.myshopify.com', 'shopify'),
    ];
    await repositories.stores.markUninstalled(gone.id, LONG_AGO);
    await repositories.stores.markUninstalled(others[1]?.id ?? '', ago(KEPT_AFTER_DISCONNECT_MS - 60_000));
    // Shopify says itself when a shop is to be erased
    await repositories.stores.markUninstalled(others[2]?.id ?? '', LONG_AGO);
    expect(await sweep()).toEqual({ erased: 1, deleted: [gone.id] });
    expect(await repositories.stores.get(gone.id)).toBeNull();
    expect(await repositories.wooConnections.get(gone.id)).toBeNull();
    for (const other of others) expect(await repositories.stores.get(other.id)).not.toBeNull();
    const { rows } = await db.database.pool.query('SELECT payload::text AS text FROM webhook_deliveries');
    expect(rows).toEqual([{ text: '{}' }]);
    expect(await sweep()).toEqual({ erased: 0, deleted: [] });
  });

  it('is a new store when its owner comes back after that, and itself when he comes back before', async () => {
    const early = await install('early.example');
    await repositories.stores.markUninstalled(early.id, LONG_AGO);
    expect((await install('early.example')).id).toBe(early.id);
    expect(await repositories.stores.retire(early.id, NOW)).toBe(false);
    expect((await sweep()).erased).toBe(0);

    const late = await install('late.example');
    await repositories.stores.markUninstalled(late.id, LONG_AGO);
    // killed between the name and the rows: nobody comes back to half of it, and the next turn finishes
    expect(await repositories.stores.retire(late.id, NOW)).toBe(true);
    const again = await install('late.example');
    expect(again.id).not.toBe(late.id);
    expect(await sweep()).toEqual({ erased: 1, deleted: [late.id] });
    expect(await repositories.stores.get(late.id)).toBeNull();
    expect(await repositories.stores.get(again.id)).not.toBeNull();
  });

  it('keeps no other waiting when its folder cannot be deleted, and is tried again', async () => {
    const [first, second] = [await install('first.example'), await install('second.example')];
    await repositories.stores.markUninstalled(first.id, ago(KEPT_AFTER_DISCONNECT_MS * 1.5));
    await repositories.stores.markUninstalled(second.id, LONG_AGO);
    expect(await sweep((id) => id === first.id)).toEqual({ erased: 1, deleted: [second.id] });
    expect(await sweep()).toEqual({ erased: 1, deleted: [first.id] });
  });
});

describe('npm run woo:disconnect', () => {
  it('ends the connection of the named site only, and says where its key is revoked when the plugin is gone', async () => {
    const [mine, beside] = [await install('127.0.0.1:9/shop'), await install('127.0.0.1:9/other')];
    await connect(mine.id, '127.0.0.1:9/shop');
    await connect(beside.id, '127.0.0.1:9/other');
    const variables = { DATABASE_URL: db.url, SOFTBOX_ENCRYPTION_KEYS: `k1:${key.key.toString('base64')}` };
    const done = await runScript('scripts/woo-disconnect.ts', ['https://127.0.0.1:9/shop/'], variables);
    expect(done).toMatchObject({
      code: 0,
      out: expect.stringContaining(
        'https://127.0.0.1:9/shop/wp-admin/admin.php?page=wc-settings&tab=advanced&section=keys',
      ),
    });
    expect(await repositories.stores.get(mine.id)).toMatchObject({ status: 'uninstalled' });
    expect((await repositories.wooConnections.get(mine.id))?.secrets).toBeNull();
    expect(await repositories.stores.get(beside.id)).toMatchObject({ status: 'active' });
    expect((await repositories.wooConnections.get(beside.id))?.secrets).not.toBeNull();
  });

  it('ends a connection whose secrets nobody can read any more', async () => {
    const { id } = await install('127.0.0.1:9/lost');
    await connect(id, '127.0.0.1:9/lost');
    const variables = {
      DATABASE_URL: db.url,
      SOFTBOX_ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    };
    const done = await runScript('scripts/woo-disconnect.ts', [id], variables);
    expect(done).toMatchObject({ code: 0, out: expect.stringContaining('/lost/wp-admin/') });
    expect((await repositories.wooConnections.get(id))?.secrets).toBeNull();
    expect(await repositories.stores.get(id)).toMatchObject({ status: 'uninstalled' });
  });
});
