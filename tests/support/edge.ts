import { createHmac } from 'node:crypto';
import { expect } from 'vitest';
import { z } from 'zod';
import { makeTokenBucketLimiter } from '#app/adapters/memory/token-bucket.ts';
import { failure } from '#app/domain/failure.ts';
import { err, ok } from '#app/domain/result.ts';
import { defineEndpoint } from '#app/http/api/endpoint.ts';
import { type ApiDeps, handleApi } from '#app/http/api/handle-api.ts';
import { makeRouteTable } from '#app/http/api/route-table.ts';
import type { ApiServices } from '#app/http/api/services.ts';
import type { IdempotencyStart, KeptAnswer } from '#app/ports/repositories/idempotency-keys.ts';

export const NOW = new Date('2026-11-22T12:00:00Z');
export const SECONDS = NOW.getTime() / 1000;
export const STORE = '019aac3e-5a10-7c44-9d0e-6f2b8a1c4d55';
export const SECRET_HEX = 'ab'.repeat(32);

/** Answers to writes, kept in memory by the rules of the port. */
const makeRecords = (): ApiDeps['idempotency'] => {
  const rows = new Map<string, { fingerprint: string; answer: KeptAnswer | null }>();
  return {
    begin: async (storeId, key, fingerprint): Promise<IdempotencyStart> => {
      const row = rows.get(`${storeId} ${key}`);
      if (!row) {
        rows.set(`${storeId} ${key}`, { fingerprint, answer: null });
        return { kind: 'fresh' };
      }
      if (row.fingerprint !== fingerprint) return { kind: 'mismatch' };
      return row.answer ? { kind: 'replay', answer: row.answer } : { kind: 'running' };
    },
    finish: async (storeId, key, answer) => {
      const row = rows.get(`${storeId} ${key}`);
      if (row) row.answer = answer;
    },
    abandon: async (storeId, key) => {
      rows.delete(`${storeId} ${key}`);
    },
  };
};

/** An API of four endpoints that note what reaches them. */
export const setUp = () => {
  const calls: unknown[] = [];
  const logged: unknown[] = [];
  const nonces = new Set<string>();
  let outcome: 'ok' | 'refuse' | 'wait' | 'crash' | Promise<void> = 'ok';
  const thing = defineEndpoint({
    operationId: 'makeThing',
    method: 'POST',
    path: '/things/{thingId}',
    tag: 'Batches',
    summary: 'Makes a thing',
    params: z.object({ thingId: z.uuid() }),
    body: z.strictObject({ name: z.string(), size: z.int().default(1) }),
    failures: [],
    reply: { kind: 'json', status: 201, description: '', schema: z.unknown(), example: {} },
    async handle({ caller, params, body }) {
      calls.push({ caller, params, body });
      if (outcome instanceof Promise) await outcome;
      if (outcome === 'crash') throw new Error('a bug with secrets in it');
      if (outcome === 'refuse') return err(failure('image-missing', 'No picture.'));
      if (outcome === 'wait') return err(failure('store-throttled', 'Wait.', { retryAfterMs: 4_000 }));
      return ok({ body: { made: calls.length }, headers: { Location: '/api/v1/things/1' } });
    },
  });
  const list = defineEndpoint({
    operationId: 'listThings',
    method: 'GET',
    path: '/things',
    tag: 'Batches',
    summary: 'Lists things',
    query: z.strictObject({ search: z.string().optional() }),
    failures: [],
    reply: { kind: 'json', status: 200, description: '', schema: z.unknown(), example: {} },
    handle: async ({ caller, query }) => ok({ body: { storeId: caller.storeId, query } }),
  });
  const picture = defineEndpoint({
    operationId: 'makePicture',
    method: 'POST',
    path: '/pictures',
    tag: 'Batches',
    summary: 'Takes a picture',
    rawBody: { contentType: 'image/png', maxBytes: 2_000_000, description: 'a picture' },
    failures: [],
    reply: { kind: 'json', status: 201, description: '', schema: z.unknown(), example: {} },
    async handle({ bytes }) {
      calls.push({ bytes: bytes.byteLength });
      return ok({ body: {} });
    },
  });
  const latest = defineEndpoint({
    operationId: 'latestThing',
    method: 'GET',
    path: '/things/latest',
    tag: 'Batches',
    summary: 'The latest thing',
    failures: [],
    reply: { kind: 'json', status: 200, description: '', schema: z.unknown(), example: {} },
    handle: async () => ok({ body: 'latest' }),
  });
  const deps: ApiDeps = {
    auth: {
      now: () => NOW,
      sessionTokens: { clientId: 'client', clientSecrets: ['secret'] },
      findShop: async (shop) => (shop === 'mugs.myshopify.com' ? { id: STORE } : null),
      findBridgeKey: async (id) => (id === 'bridge-1' ? { id, storeId: STORE, secret: SECRET_HEX } : null),
      rememberNonce: async (id, nonce) => {
        const isNew = !nonces.has(`${id} ${nonce}`);
        nonces.add(`${id} ${nonce}`);
        return isNew;
      },
    },
    rateLimiter: makeTokenBucketLimiter({ burst: 20, perSecond: 1 }, { now: () => NOW }),
    idempotency: makeRecords(),
    services: {} as ApiServices,
    log: { info: () => {}, warn: () => {}, error: (facts) => void logged.push(facts) },
  };
  const find = makeRouteTable([list, thing, latest, picture]);
  return {
    calls,
    logged,
    nonces,
    next: (o: typeof outcome) => {
      outcome = o;
    },
    send: (method: string, path: string, init: RequestInit & { duplex?: 'half' } = {}) => {
      const headers = new Headers(init.headers);
      if (!headers.has('Authorization')) headers.set('Authorization', `Bearer ${token()}`);
      if (init.body && !headers.has('Content-Type')) headers.set('Content-Type', 'application/json');
      return handleApi(
        new Request(`https://api.test/api/v1${path}`, { ...init, method, headers }),
        deps,
        find,
      );
    },
  };
};

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
export const token = (shop = 'mugs.myshopify.com', exp = SECONDS + 60) => {
  const claims = {
    iss: `https://${shop}/admin`,
    dest: `https://${shop}`,
    aud: 'client',
    sub: '7',
    exp,
    nbf: SECONDS,
  };
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  return `${signed}.${createHmac('sha256', 'secret').update(signed).digest('base64url')}`;
};

export const THING = `/things/${STORE}`;
export const BODY = JSON.stringify({ name: 'a' });
export const problemOf = async (response: Response) => {
  expect(response.headers.get('Content-Type')).toContain('application/problem+json');
  return (await response.json()) as {
    type: string;
    status: number;
    detail: string;
    field?: string;
    errors?: unknown[];
  };
};
