import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  bottle,
  exchangeFields,
  gidOf,
  type Json,
  pick,
  SHOP,
  type TrySandbox,
  trySandbox,
} from '../testing/try-sandbox.ts';

let it: TrySandbox;
let ids: number[];
beforeAll(async () => {
  it = await trySandbox();
  ids = [];
  for (const title of ['Bottle', 'Candle', 'Kettle', 'Lamp', 'Mug']) {
    ids.push(
      (await it.sandbox.merchant.createProduct(SHOP, { ...(await bottle(title)), tags: ['glass', title] }))
        .id,
    );
    await it.advance(60_000);
  }
  await it.sandbox.merchant.createCollection(SHOP, {
    title: 'Home',
    handle: 'home',
    productIds: ids.slice(0, 2),
  });
  await it.advance(60_000);
}, 60_000);
afterAll(() => it.close());

async function titles(args: string): Promise<unknown> {
  const { data, errors } = await it.graphql(`{ products(${args}) { nodes { title } } }`);
  if (errors) throw new Error(JSON.stringify(errors));
  return pick<{ nodes: { title: string }[] }>(data, 'products').nodes.map((node) => node.title);
}

describe('the schema is the real one', () => {
  test('a field that does not exist is refused by name', async () => {
    const { data, errors } = await it.graphql('{ shop { colour } }');
    expect(data).toBeNull();
    expect(errors?.[0]).toMatchObject({
      message: "Field 'colour' doesn't exist on type 'Shop'",
      extensions: { code: 'undefinedField' },
    });
  });

  test('a field the sandbox lacks is an error, never a silent null', async () => {
    const { errors } = await it.graphql('{ shop { name resourceLimits { maxProductVariants } } }');
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'SANDBOX_NOT_IMPLEMENTED' } });
    expect(String(errors?.[0]?.message)).toContain('Shop.resourceLimits');
  });

  test('variables are coerced by the schema', async () => {
    const query =
      'mutation ($files: [FileUpdateInput!]!) { fileUpdate(files: $files) { userErrors { code } } }';
    const { errors } = await it.graphql(query, { files: [{ alt: 'no id' }] });
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'INVALID_VARIABLE' } });
  });

  test('more than 250 inputs are refused before anything runs', async () => {
    const query = 'mutation ($ids: [ID!]!) { fileDelete(fileIds: $ids) { deletedFileIds } }';
    const { data, errors } = await it.graphql(query, {
      ids: Array.from({ length: 251 }, (_, n) => gidOf('MediaImage', n)),
    });
    expect(data).toBeNull();
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'MAX_INPUT_SIZE_EXCEEDED' } });
  });

  test('an older version falls forward to the oldest that is supported, an unknown one is not found', async () => {
    expect((await it.graphql('{ shop { id } }', {}, { version: '2024-01' })).status).toBe(200);
    expect((await it.graphql('{ shop { id } }', {}, { version: 'yesterday' })).status).toBe(404);
    expect((await it.graphql('{ shop { id } }', {}, { version: '2031-01' })).status).toBe(404);
  }, 60_000);
});

describe('lists', () => {
  test('are sorted, reversed and paged by cursor in both directions', async () => {
    expect(await titles('first: 2, sortKey: TITLE')).toEqual(['Bottle', 'Candle']);
    expect(await titles('first: 2, sortKey: TITLE, reverse: true')).toEqual(['Mug', 'Lamp']);
    expect(await titles('last: 2, sortKey: TITLE')).toEqual(['Lamp', 'Mug']);
    const seen: string[] = [];
    let after: string | null = null;
    for (let page = 0; page < 5; page += 1) {
      const answer = await it.graphql(
        'query ($after: String) { products(first: 2, after: $after, sortKey: UPDATED_AT) { nodes { title } pageInfo { hasNextPage endCursor } } }',
        { after },
      );
      const { nodes, pageInfo } = pick<{
        nodes: { title: string }[];
        pageInfo: { hasNextPage: boolean; endCursor: string };
      }>(answer.data, 'products');
      seen.push(...nodes.map((node) => node.title));
      if (!pageInfo.hasNextPage) break;
      after = pageInfo.endCursor;
    }
    expect(seen).toEqual(['Bottle', 'Candle', 'Kettle', 'Lamp', 'Mug']);
  });

  test('a page goes on where it stopped although the row of its cursor has gone', async () => {
    const { id } = await it.sandbox.merchant.createProduct(SHOP, { title: 'Short-lived' });
    const first = await it.graphql('{ products(first: 6) { pageInfo { endCursor } } }');
    const after = pick<{ pageInfo: Json }>(first.data, 'products').pageInfo.endCursor;
    await it.sandbox.merchant.deleteProduct(SHOP, id);
    const newcomer = await it.sandbox.merchant.createProduct(SHOP, { title: 'Newcomer' });
    const next = await it.graphql(
      'query ($after: String) { products(first: 6, after: $after) { nodes { title } } }',
      { after },
    );
    expect(next.data?.products).toEqual({ nodes: [{ title: 'Newcomer' }] });
    await it.sandbox.merchant.deleteProduct(SHOP, newcomer.id);
  });

  test('need first or last, not both, and readable cursors', async () => {
    const code = async (args: string) =>
      (await it.graphql(`{ products${args} { nodes { id } } }`)).errors?.[0];
    expect(await code('')).toMatchObject({ message: 'you must provide one of first or last' });
    expect(await code('(first: 1, last: 1)')).toMatchObject({
      message: 'providing both first and last is not supported',
    });
    expect(await code('(first: 251)')).toMatchObject({ extensions: { code: 'BAD_REQUEST' } });
    expect(await code('(first: 1, after: "nonsense")')).toMatchObject({
      message: 'Invalid cursor for current pagination sort.',
    });
  });

  test('are searched by id, status, tag and time', async () => {
    await it.sandbox.merchant.updateProduct(SHOP, ids[1] ?? 0, { status: 'DRAFT' });
    await it.advance(5000);
    expect(await titles(`first: 9, query: "id:${ids[0]}"`)).toEqual(['Bottle']);
    expect(await titles('first: 9, query: "status:draft"')).toEqual(['Candle']);
    expect(await titles('first: 9, query: "tag:glass AND (tag:Lamp OR tag:Mug)"')).toEqual(['Lamp', 'Mug']);
    const since = new Date(it.now() - 10_000).toISOString();
    expect(await titles(`first: 9, query: "updated_at:>'${since}'"`)).toEqual(['Candle']);
  });

  test('search hears of a write only after a while', async () => {
    await it.sandbox.merchant.createProduct(SHOP, { title: 'Brand new' });
    expect(await titles('first: 9, query: "title:brand*"')).toEqual([]);
    expect(await titles('first: 1, reverse: true')).toEqual(['Brand new']);
    await it.advance(2000);
    expect(await titles('first: 9, query: "title:brand*"')).toEqual(['Brand new']);
  });

  test('a search field that is none is passed over with a warning', async () => {
    const { data, extensions } = await it.graphql(
      '{ productsCount(query: "colour:red") { count precision } }',
    );
    expect(pick<Json>(data, 'productsCount').count).toBeGreaterThan(4);
    expect(extensions?.search).toMatchObject([{ warnings: [{ field: 'colour', code: 'invalid_field' }] }]);
  });
});

describe('single objects', () => {
  test('are found by id and handle, and null when there is none', async () => {
    const query = `query ($id: ID!, $none: ID!) { product(id: $id) { title collections(first: 5) { nodes { title } } }
      none: product(id: $none) { id } byHandle: productByIdentifier(identifier: { handle: "kettle" }) { title }
      nodes(ids: [$id, $none]) { id } }`;
    const id = gidOf('Product', ids[0] ?? 0);
    const { data, errors } = await it.graphql(query, { id, none: gidOf('Product', 1) });
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      product: { title: 'Bottle', collections: { nodes: [{ title: 'Home' }] } },
      none: null,
      byHandle: { title: 'Kettle' },
      nodes: [{ id }, null],
    });
  });

  test('an id that is none, or of another kind, is an error', async () => {
    expect((await it.graphql('{ product(id: "7") { id } }')).errors?.[0]).toMatchObject({
      message: "Invalid global id '7'",
    });
    const other = await it.graphql('{ product(id: "gid://shopify/Collection/7") { id } }');
    expect(other.errors?.[0]).toMatchObject({ extensions: { code: 'RESOURCE_NOT_FOUND' } });
  });

  test('times have whole seconds, big numbers are text', async () => {
    const { data } = await it.graphql(
      `{ product(id: "${gidOf('Product', ids[0] ?? 0)}") { createdAt legacyResourceId } }`,
    );
    expect(data?.product).toEqual({ createdAt: '2026-11-22T10:00:00Z', legacyResourceId: String(ids[0]) });
  });

  test('the app sees its own scopes, and its toml subscriptions not in the list of those made by the API', async () => {
    const { data } = await it.graphql(
      '{ currentAppInstallation { accessScopes { handle } app { apiKey } } webhookSubscriptions(first: 5) { nodes { id } } }',
    );
    expect(data).toEqual({
      currentAppInstallation: {
        accessScopes: [{ handle: 'read_products' }, { handle: 'write_files' }, { handle: 'write_products' }],
        app: { apiKey: 'client-id' },
      },
      webhookSubscriptions: { nodes: [] },
    });
  });
});

describe('scopes', () => {
  test('a token without the scope is told which one it lacks', async () => {
    const poor = await trySandbox({ scopes: ['read_products'] });
    const denied = await poor.graphql(
      '{ products(first: 1) { nodes { id } } files(first: 1) { nodes { id } } }',
    );
    expect(denied.errors).toMatchObject([{ path: ['files'], extensions: { code: 'ACCESS_DENIED' } }]);
    expect(String(denied.errors?.[0]?.message)).toMatch(
      /^Access denied for files field\. Required access: .*`read_files`/,
    );
    const write = await poor.graphql(
      'mutation { productReorderMedia(id: "gid://shopify/Product/1", moves: []) { job { id } } }',
    );
    expect(write.errors).toMatchObject([{ extensions: { code: 'ACCESS_DENIED' } }]);
    await poor.close();
  });

  test('attaching a file to a product needs the right to manage products', async () => {
    const poor = await trySandbox({ scopes: ['read_products', 'write_files'] });
    const { errors } = await poor.graphql(
      'mutation { fileUpdate(files: [{ id: "gid://shopify/MediaImage/1", referencesToAdd: ["gid://shopify/Product/1"] }]) { userErrors { code } } }',
    );
    expect(errors).toMatchObject([
      {
        message: 'Access denied: Missing permission to manage products.',
        extensions: { code: 'ACCESS_DENIED' },
      },
    ]);
    await poor.close();
  });
});

describe('the throttle', () => {
  test('takes the points asked for, gives back what was not used, and fills again by time', async () => {
    const tight = await trySandbox({ throttle: { maximumAvailable: 100, restoreRate: 10 } });
    const query = '{ products(first: 250) { nodes { id media(first: 5) { nodes { id } } } } }';
    const cost = (answer: { extensions: Json | undefined }) => answer.extensions?.cost as Json;
    const first = cost(await tight.graphql(query));
    expect(first).toMatchObject({ requestedQueryCost: 68, actualQueryCost: 2 });
    expect(first.throttleStatus).toEqual({ maximumAvailable: 100, currentlyAvailable: 98, restoreRate: 10 });
    for (let spent = 98; spent >= 68; spent -= 10) {
      await tight.graphql(
        'mutation { fileDelete(fileIds: ["gid://shopify/MediaImage/1"]) { deletedFileIds } }',
      );
    }
    const refused = await tight.graphql(query);
    expect(refused.status).toBe(200);
    expect(refused.data).toBeNull();
    expect(refused.errors).toMatchObject([{ message: 'Throttled', extensions: { code: 'THROTTLED' } }]);
    expect(cost(refused)).toMatchObject({ requestedQueryCost: 68, actualQueryCost: null });
    await tight.advance(1000);
    expect((await tight.graphql(query)).data).not.toBeNull();
    await tight.close();
  });

  test('a single query may not cost more than 1000 points', async () => {
    const { data, errors } = await it.graphql(
      '{ products(first: 250) { nodes { variants(first: 250) { nodes { media(first: 100) { nodes { id } } } } } } }',
    );
    expect(data).toBeNull();
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'MAX_COST_EXCEEDED' } });
  });
});

describe('a bulk query', () => {
  test('ends in a file of lines, inner rows with the id of their parent', async () => {
    const query = '{ products { edges { node { id title media { edges { node { id } } } } } } }';
    const start = await it.graphql(
      'mutation ($query: String!) { bulkOperationRunQuery(query: $query) { bulkOperation { id status } userErrors { code message } } }',
      { query },
    );
    const { bulkOperation } = pick<{
      bulkOperation: { id: string; status: string };
    }>(start.data, 'bulkOperationRunQuery');
    expect(bulkOperation.status).toBe('CREATED');
    await it.advance(5000);
    const done = await it.graphql(
      'query ($id: ID!) { bulkOperation(id: $id) { status url objectCount rootObjectCount } }',
      {
        id: bulkOperation.id,
      },
    );
    const result = pick<{ status: string; url: string; rootObjectCount: string }>(done.data, 'bulkOperation');
    expect(result.status).toBe('COMPLETED');
    const lines = (await (await fetch(result.url)).text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Json);
    expect(lines[0]).toEqual({ id: gidOf('Product', ids[0] ?? 0), title: 'Bottle' });
    expect(lines.filter((line) => line.__parentId === lines[0]?.id)).toHaveLength(3);
  });

  test('a query too deep or without a list is refused', async () => {
    const run = async (query: string) => {
      const answer = await it.graphql(
        'mutation ($query: String!) { bulkOperationRunQuery(query: $query) { userErrors { message } } }',
        { query },
      );
      return pick<{ userErrors: Json[] }>(answer.data, 'bulkOperationRunQuery').userErrors.length;
    };
    expect(await run('{ shop { id } }')).toBe(1);
    expect(
      await run(
        '{ products { edges { node { id variants { edges { node { id media { edges { node { id } } } } } } } } } }',
      ),
    ).toBe(1);
  });
});

test('a second shop does not see the first one’s products', async () => {
  const two = await trySandbox({ shops: [SHOP, 'other.myshopify.com'] });
  await two.sandbox.merchant.createProduct(SHOP, { title: 'Mine' });
  await two.sandbox.install('other.myshopify.com');
  const login = await fetch(`${two.sandbox.origin}/shops/other.myshopify.com/admin/oauth/access_token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      client_id: 'client-id',
      client_secret: 'client-secret',
      ...exchangeFields(two.sandbox.sessionToken('other.myshopify.com')),
    }),
  });
  const { access_token: token } = (await login.json()) as { access_token: string };
  const response = await fetch(
    `${two.sandbox.origin}/shops/other.myshopify.com/admin/api/2026-10/graphql.json`,
    {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-shopify-access-token': token },
      body: JSON.stringify({ query: '{ products(first: 5) { nodes { id } } }' }),
    },
  );
  expect(await response.json()).toMatchObject({ data: { products: { nodes: [] } } });
  expect((await two.graphql('{ shop { id } }', {}, { token })).status).toBe(401);
  await two.close();
});
