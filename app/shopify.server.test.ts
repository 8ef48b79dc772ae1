import { createHmac, randomUUID } from 'node:crypto';
import type { Session } from '@shopify/shopify-api';
import { describe, expect, it } from 'vitest';
import type { Lock } from './ports/lock.ts';
import type { Store } from './ports/repositories/stores.ts';
import { makeShopify } from './shopify.server.ts';

const SHOP = 'tea.myshopify.com';
const SECRET = 'the secret of the app';
const STORE: Store = {
  id: '019aac3e-5a10-7c44-9d0e-6f2b8a1c4d55',
  platform: 'shopify',
  externalId: SHOP,
  name: 'Tea',
  status: 'active',
  isSandbox: false,
  currency: 'USD',
  grantedScopes: [],
  installedAt: new Date(0),
  uninstalledAt: null,
  lastSyncedAt: null,
};
const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

const sessionToken = (): string => {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: `https://${SHOP}/admin`,
    dest: `https://${SHOP}`,
    aud: 'app-key',
    sub: '7',
    exp: now + 60,
    nbf: now,
    iat: now,
    jti: randomUUID(),
    sid: 'x',
  };
  const signed = `${base64url({ alg: 'HS256', typ: 'JWT' })}.${base64url(claims)}`;
  return `${signed}.${createHmac('sha256', SECRET).update(signed).digest('base64url')}`;
};

/** A lock of one process: who comes waits for those before. */
const makeQueueLock = (): Lock => {
  let last: Promise<unknown> = Promise.resolve();
  return {
    withLock: (_name, work) => {
      const mine = last.then(work, work);
      last = mine.catch(() => undefined);
      return mine;
    },
  };
};

/** The app with the real Shopify behind it, as `answer` plays it. */
const withShopify = (answer: typeof fetch) => {
  const kept = new Map<string, Session>();
  const logged: unknown[] = [];
  const shopify = makeShopify(
    { apiKey: 'app-key', apiSecret: SECRET, appUrl: 'https://app.example', scopes: ['x'], sandbox: null },
    {
      fetch: answer,
      callBounds: { timeoutMs: 100, maxBytes: 10_000 },
      sessionStorage: {
        storeSession: async (session) => Boolean(kept.set(session.id, session)),
        loadSession: async (id) => kept.get(id),
        deleteSession: async (id) => kept.delete(id),
        deleteSessions: async () => true,
        findSessionsByShop: async () => [...kept.values()],
      },
      storeOf: async () => STORE,
      onInstalled: async () => undefined,
      lock: makeQueueLock(),
      log: { info: () => {}, warn: (facts) => void logged.push(facts), error: () => {} },
    },
  );
  const open = () =>
    shopify.authenticateAdmin(
      new Request('https://app.example/app', { headers: { Authorization: `Bearer ${sessionToken()}` } }),
    );
  return { open, kept };
};

const TOKEN_REPLY = {
  access_token: 'shpat_1',
  scope: 'x',
  expires_in: 3_600,
  refresh_token: 'shprt_1',
  refresh_token_expires_in: 7_776_000,
};

describe('the token exchange with the real Shopify', () => {
  it('goes to the shop, through the fetch that it was given', async () => {
    const asked: string[] = [];
    const { open, kept } = withShopify(async (input) => {
      asked.push(String(input));
      return Response.json(TOKEN_REPLY);
    });
    expect(await open()).toEqual({ store: STORE, actor: 'shopify-user:7' });
    expect(asked).toEqual([`https://${SHOP}/admin/oauth/access_token`]);
    expect(kept.get(`offline_${SHOP}`)?.accessToken).toBe('shpat_1');
  });

  it('is done once, however many requests of a page come at the same moment', async () => {
    let exchanges = 0;
    const { open, kept } = withShopify(async () => {
      exchanges += 1;
      const mine = exchanges;
      await new Promise((resolve) => setTimeout(resolve, 20));
      return Response.json({ ...TOKEN_REPLY, access_token: `shpat_${mine}` });
    });
    expect(await Promise.all([open(), open(), open()])).toHaveLength(3);
    expect(exchanges).toBe(1);
    expect(kept.get(`offline_${SHOP}`)?.accessToken).toBe('shpat_1');
  });

  it('is given up when Shopify does not answer, and nothing is kept', async () => {
    const { open, kept } = withShopify(
      (_input, init) =>
        new Promise((_resolve, reject) => {
          init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
        }),
    );
    const started = Date.now();
    await expect(open()).rejects.toMatchObject({ status: 500 });
    expect(Date.now() - started).toBeLessThan(5_000);
    expect(kept.size).toBe(0);
  }, 6_000);

  it('takes no reply without end', async () => {
    const { open, kept } = withShopify(async () =>
      Response.json({ ...TOKEN_REPLY, associated_user: 'x'.repeat(20_000) }),
    );
    await expect(open()).rejects.toMatchObject({ status: 500 });
    expect(kept.size).toBe(0);
  });
});
