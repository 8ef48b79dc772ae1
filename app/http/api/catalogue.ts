import { z } from 'zod';
import { ok } from '#app/domain/result.ts';
import { defineEndpoint } from './endpoint.ts';
import { idParam, listQuery, pageOf, pageRequest, pageSchema, queryFlag } from './schemas/common.ts';
import {
  EXAMPLE_PRODUCT,
  EXAMPLE_SUMMARY,
  EXAMPLE_SYNC,
  productSchema,
  productSummarySchema,
  syncSchema,
  toProduct,
  toProductSummary,
  toSync,
} from './schemas/product.ts';

const word = z.string().trim().min(1).max(200).optional();

const ids = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(z.uuid()).max(100))
  .meta({
    description: 'ids of ours, separated by commas; at most 100',
    override: { type: 'string', example: '019aac3e-5a10-7c44-9d0e-6f2b8a1c4d55' },
  });

const externalIds = z
  .string()
  .regex(/^[^,]{1,200}(,[^,]{1,200}){0,99}$/, 'must be 1 to 100 ids, separated by commas')
  .transform((text) => text.split(','))
  .meta({
    description: "the platform's own ids, separated by commas; at most 100",
    override: { type: 'string', example: '12,57' },
  });

export const listProducts = defineEndpoint({
  operationId: 'listProducts',
  method: 'GET',
  path: '/products',
  tag: 'Catalogue',
  summary: 'Products of the store',
  description: 'Products that were deleted in the store are left out. Filters given together must all hold.',
  query: listQuery({
    search: word.meta({ description: 'part of the title, the SKU or the handle; case does not matter' }),
    collection: word.meta({ description: 'title of a collection' }),
    tag: word,
    vendor: word,
    status: word.meta({ description: 'as the platform calls it, for example active or draft' }),
    hasImages: queryFlag.optional(),
    ids: ids.optional(),
    externalIds: externalIds.optional(),
  }),
  failures: [],
  reply: {
    kind: 'json',
    status: 200,
    description: 'a page of products',
    schema: pageSchema(productSummarySchema, 'ProductPage'),
    example: { items: [EXAMPLE_SUMMARY], nextCursor: null },
  },
  async handle({ caller, query }, { readProducts }) {
    const page = pageRequest(query);
    if (!page.ok) return page;
    const { limit: _limit, cursor: _cursor, ...filter } = query;
    return ok({
      body: pageOf(await readProducts.list(caller.storeId, filter, page.value), toProductSummary),
    });
  },
});

const facetsSchema = z
  .object({ collections: z.array(z.string()), tags: z.array(z.string()), vendors: z.array(z.string()) })
  .meta({ id: 'ProductFacets' });

export const productFacets = defineEndpoint({
  operationId: 'listProductFacets',
  method: 'GET',
  path: '/products/facets',
  tag: 'Catalogue',
  summary: 'Values that the filters of the product list offer',
  failures: [],
  reply: {
    kind: 'json',
    status: 200,
    description: 'at most 250 values each',
    schema: facetsSchema,
    example: { collections: ['Autumn'], tags: ['kitchen'], vendors: ['Mug House'] },
  },
  async handle({ caller }, { readProducts }) {
    const { collections, tags, vendors } = await readProducts.facets(caller.storeId);
    return ok({ body: { collections: [...collections], tags: [...tags], vendors: [...vendors] } });
  },
});

export const getProduct = defineEndpoint({
  operationId: 'getProduct',
  method: 'GET',
  path: '/products/{productId}',
  tag: 'Catalogue',
  summary: 'One product with its variants and pictures',
  params: idParam('productId', 'product'),
  failures: ['not-found'],
  reply: {
    kind: 'json',
    status: 200,
    description: 'the product',
    schema: productSchema,
    example: EXAMPLE_PRODUCT,
  },
  async handle({ caller, params }, { readProducts }) {
    const product = await readProducts.get(caller.storeId, params.productId);
    return product.ok ? ok({ body: toProduct(product.value) }) : product;
  },
});

export const startSync = defineEndpoint({
  operationId: 'startSync',
  method: 'POST',
  path: '/syncs',
  tag: 'Catalogue',
  summary: 'Bring the catalogue up to date',
  description: 'While a sync is at work it is returned instead of starting another one.',
  body: z.strictObject({
    full: z
      .boolean()
      .default(false)
      .meta({ description: 'true reads every product again, false only what changed since the last sync' }),
  }),
  bodyExample: { full: false },
  failures: ['store-disconnected'],
  reply: { kind: 'json', status: 202, description: 'the sync', schema: syncSchema, example: EXAMPLE_SYNC },
  async handle({ caller, body }, { startSync: start }) {
    const sync = await start(caller.storeId, { mode: body.full ? 'whole' : 'changes' });
    return sync.ok ? ok({ body: toSync(sync.value) }) : sync;
  },
});

export const getSync = defineEndpoint({
  operationId: 'getSync',
  method: 'GET',
  path: '/syncs/{syncId}',
  tag: 'Catalogue',
  summary: 'How far a sync is',
  params: idParam('syncId', 'sync'),
  failures: ['not-found'],
  reply: { kind: 'json', status: 200, description: 'the sync', schema: syncSchema, example: EXAMPLE_SYNC },
  async handle({ caller, params }, { readSyncs }) {
    const sync = await readSyncs.get(caller.storeId, params.syncId);
    return sync.ok ? ok({ body: toSync(sync.value) }) : sync;
  },
});

export const latestSync = defineEndpoint({
  operationId: 'getLatestSync',
  method: 'GET',
  path: '/syncs/latest',
  tag: 'Catalogue',
  summary: 'How the last sync stands',
  failures: ['not-found'],
  reply: { kind: 'json', status: 200, description: 'the sync', schema: syncSchema, example: EXAMPLE_SYNC },
  async handle({ caller }, { readSyncs }) {
    const sync = await readSyncs.latest(caller.storeId);
    return sync.ok ? ok({ body: toSync(sync.value) }) : sync;
  },
});
