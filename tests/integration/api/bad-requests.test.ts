import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#app/adapters/node/new-id.ts';
import type { TestStore } from '#tests/support/catalogue.ts';
import { everythingIn, rowsAdded } from '#tests/support/everything.ts';
import { sessionTokenFor } from './api-server.ts';
import { type ApiWorld, batchOf, RECIPE, shopOf, startApiWorld } from './api-world.ts';

let world: ApiWorld;
let mine: TestStore;
let theirs: TestStore;
let bridgeKey: { readonly keyId: string; readonly secret: string };

beforeAll(async () => {
  world = await startApiWorld();
  mine = await world.storeOf(1);
  theirs = await world.storeOf(1);
  bridgeKey = await world.api.issueBridgeKey(mine.storeId);
});
afterAll(() => world.close());

interface Answer {
  readonly status: number;
  readonly kind: unknown;
  readonly field: unknown;
}
const answerOf = async (response: Response): Promise<Answer> => {
  const { type, field } = (await response.json()) as { type: string; field?: string };
  return { status: response.status, kind: type.replace('/problems/', ''), field };
};

const seconds = () => Math.floor(Date.now() / 1000);
const good = () => JSON.stringify(batchOf(mine));
/** Asks for a batch that would be made, were it not for what `over` changes. */
const ask = async (over: { token?: string; type?: string; body?: string } = {}): Promise<Answer> => {
  const response = await fetch(`${world.api.origin}/api/v1/batches`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${over.token ?? sessionTokenFor(shopOf(mine))}`,
      'Content-Type': over.type ?? 'application/json',
    },
    body: over.body ?? good(),
  });
  return answerOf(response);
};
const asToken = (over: Parameters<typeof sessionTokenFor>[1]) =>
  ask({ token: sessionTokenFor(shopOf(mine), over) });
const asking = (change: object) => ask({ body: JSON.stringify({ ...batchOf(mine), ...change }) });
const withRecipe = (recipe: object) => asking({ recipe: { ...RECIPE, ...recipe } });
const bySelection = (of: TestStore) => asking({ selection: { kind: 'products', productIds: of.productIds } });
const signed = async (...how: Parameters<ReturnType<ApiWorld['api']['bridge']>>) =>
  answerOf(await world.api.bridge(bridgeKey.keyId, bridgeKey.secret)(...how));

/** Announces two gigabytes and sends none of them. */
const announceTwoGigabytes = () =>
  new Promise<Answer>((resolve, reject) => {
    const asked = request(`${world.api.origin}/api/v1/batches`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${sessionTokenFor(shopOf(mine))}`,
        'Content-Type': 'application/json',
        'Content-Length': 2 * 1024 ** 3,
      },
    });
    asked.on('response', (response) => {
      let text = '';
      response.on('data', (data) => {
        text += data;
      });
      response.on('end', () => {
        asked.destroy();
        resolve(answerOf(new Response(text, { status: response.statusCode ?? 0 })));
      });
    });
    asked.on('error', reject);
    asked.flushHeaders();
  });

const BAD: readonly (readonly [what: string, expected: Partial<Answer>, send: () => Promise<Answer>])[] = [
  [
    'a session token forged with another secret',
    { status: 401, kind: 'unauthenticated' },
    () => asToken({ secret: 'guess' }),
  ],
  [
    'an expired session token',
    { status: 401, kind: 'unauthenticated' },
    () => asToken({ claims: { exp: seconds() - 30 } }),
  ],
  [
    'a session token for another app',
    { status: 401, kind: 'unauthenticated' },
    () => asToken({ claims: { aud: 'another-app' } }),
  ],
  [
    'a session token of a shop without the app',
    { status: 403, kind: 'forbidden' },
    () => ask({ token: sessionTokenFor('nobody.myshopify.com') }),
  ],
  [
    'a forged HMAC',
    { status: 401, kind: 'unauthenticated' },
    async () =>
      answerOf(await world.api.bridge(bridgeKey.keyId, '00'.repeat(32))('POST', '/batches', good())),
  ],
  [
    'an HMAC by a key that nobody has',
    { status: 401, kind: 'unauthenticated' },
    async () => answerOf(await world.api.bridge(newId(), bridgeKey.secret)('POST', '/batches', good())),
  ],
  [
    'an HMAC that is too old',
    { status: 401, kind: 'unauthenticated' },
    () => signed('POST', '/batches', good(), undefined, 301),
  ],
  [
    'another content type',
    { status: 415, kind: 'unsupported-media-type' },
    () => ask({ type: 'text/plain' }),
  ],
  ['half a JSON', { status: 400, kind: 'invalid-input', field: 'body' }, () => ask({ body: '{"recipe":' })],
  ['two gigabytes', { status: 413, kind: 'payload-too-large' }, announceTwoGigabytes],
  [
    'an unknown recipe option',
    { status: 422, kind: 'unsupported-option', field: 'recipe.glow' },
    () => withRecipe({ glow: true }),
  ],
  [
    'a recipe option out of its range',
    { status: 422, kind: 'unsupported-option', field: 'recipe.fill' },
    () => withRecipe({ fill: 7 }),
  ],
  [
    'a kind of recipe that there is not',
    { status: 422, kind: 'unsupported-option', field: 'recipe.kind' },
    () => withRecipe({ kind: 'hologram' }),
  ],
  ["another store's product", { status: 404, kind: 'not-found' }, () => bySelection(theirs)],
];

describe('a request for a batch', () => {
  it.each(BAD)('with %s is refused and leaves nothing behind', async (_what, expected, send) => {
    const before = await everythingIn(world.database);
    expect(await send()).toMatchObject(expected);
    expect(await everythingIn(world.database)).toEqual(before);
    expect(world.api.queued).toEqual([]);
    expect([...world.api.objects.all.keys()]).toEqual([]);
  });

  it('with an HMAC that was used before is refused, and the second time leaves nothing behind', async () => {
    const send = () => world.api.bridge(bridgeKey.keyId, bridgeKey.secret)('POST', '/batches', good(), nonce);
    const nonce = 'the-nonce-of-this-request';
    const before = await everythingIn(world.database);
    expect((await send()).status).toBe(201);
    const once = await everythingIn(world.database);
    expect(rowsAdded(before, once)).toMatchObject({ batches: 1, image_jobs: 1, bridge_nonces: 1 });
    expect(await answerOf(await send())).toMatchObject({ status: 401, kind: 'unauthenticated' });
    expect(await everythingIn(world.database)).toEqual(once);
  });
});
