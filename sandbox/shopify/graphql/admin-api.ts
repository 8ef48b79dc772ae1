import type { GraphQLError } from 'graphql';
import type { ShopState, TokenRecord } from '../state/types.ts';
import type { World } from '../world.ts';
import { expandScopes } from './access.ts';
import { type Bucket, makeBucket } from './bucket.ts';
import type { Context, View } from './context.ts';
import { queryCost } from './cost.ts';
import { topLevelError } from './errors.ts';
import { BULK_MUTATIONS } from './operations/bulk-mutations.ts';
import { FILE_MUTATIONS } from './operations/file-mutations.ts';
import { MEDIA_MUTATIONS } from './operations/media-mutations.ts';
import { PRODUCT_MUTATIONS } from './operations/product-mutations.ts';
import { queryRoot } from './operations/query-root.ts';
import { TRANSLATION_MUTATIONS } from './operations/translation-mutations.ts';
import { type GraphQLRequest, type Prepared, prepare, run } from './run.ts';
import type { Schemas } from './schema.ts';
import { nodeView } from './views/node-view.ts';
import { productView } from './views/product-view.ts';

/** https://shopify.dev/docs/api/usage/limits: no query may cost more, whatever the plan. */
const MAX_QUERY_COST = 1000;

export type AdminAnswer = { status: number; body: Record<string, unknown> };
type Token = Pick<TokenRecord, 'scopes' | 'userId'>;

export type AdminApi = {
  /** Validates and prices a request without running it. */
  prepare(version: string, request: GraphQLRequest): ReturnType<typeof prepare>;
  /** Runs a prepared request and pays for it. */
  answer(shop: ShopState, token: Token, version: string, prepared: Prepared): Promise<AdminAnswer>;
  /** The same with whole lists, without cost or bucket: for bulk operations. */
  runFree(
    shop: ShopState,
    token: Token,
    version: string,
    request: GraphQLRequest,
  ): Promise<{ data: unknown; errors: readonly GraphQLError[] }>;
  throttled(shop: ShopState, prepared: Prepared): AdminAnswer;
};

const MUTATIONS = {
  ...FILE_MUTATIONS,
  ...MEDIA_MUTATIONS,
  ...PRODUCT_MUTATIONS,
  ...TRANSLATION_MUTATIONS,
  ...BULK_MUTATIONS,
};

export function makeAdminApi(options: {
  world: World;
  schemas: Schemas;
  plan: { maximumAvailable: number; restoreRate: number };
}): AdminApi {
  const { world, schemas } = options;
  const buckets = new Map<string, Bucket>();
  const bucketOf = (shop: ShopState): Bucket => {
    const known = buckets.get(shop.record.domain) ?? makeBucket(world.clock, options.plan);
    buckets.set(shop.record.domain, known);
    return known;
  };
  const execute = async (
    shop: ShopState,
    token: Token,
    version: string,
    prepared: Prepared,
    unpaged = false,
  ) => {
    const { access } = schemas.get(version);
    const context: Context = {
      world,
      shop,
      token,
      version,
      unpaged,
      warnings: [],
      views: { product: productView, node: nodeView },
    };
    const rootValue =
      prepared.operation.operation === 'mutation' ? mutationRoot(context) : queryRoot(context);
    const scopes = expandScopes(token.scopes);
    const result = await run(prepared, { context, access, scopes, rootValue });
    world.flushEvents();
    return { ...result, warnings: context.warnings };
  };
  const cost = (shop: ShopState, requested: number, actual: number | null) => ({
    requestedQueryCost: requested,
    actualQueryCost: actual,
    throttleStatus: bucketOf(shop).status(),
  });
  const throttled = (shop: ShopState, prepared: Prepared): AdminAnswer => {
    const error = topLevelError('Throttled', 'THROTTLED', {
      documentation: 'https://shopify.dev/api/usage/rate-limits',
    });
    return {
      status: 200,
      body: { errors: [error.toJSON()], extensions: { cost: cost(shop, queryCost(prepared), null) } },
    };
  };
  return {
    throttled,
    prepare: (version, request) => prepare(schemas.get(version).schema, request),
    async answer(shop, token, version, prepared) {
      const requested = queryCost(prepared);
      if (requested > MAX_QUERY_COST) return tooDear(requested, cost(shop, requested, null));
      const bucket = bucketOf(shop);
      if (!bucket.take(requested)) return throttled(shop, prepared);
      const result = await execute(shop, token, version, prepared);
      const actual = Math.min(requested, queryCost(prepared, result.data ?? {}));
      bucket.giveBack(requested - actual);
      const search = result.warnings.map(({ query, ...warning }) => ({ query, warnings: [warning] }));
      return {
        status: 200,
        body: {
          data: result.data ?? null,
          ...(result.errors.length > 0 ? { errors: result.errors.map((error) => error.toJSON()) } : {}),
          extensions: { cost: cost(shop, requested, actual), ...(search.length > 0 ? { search } : {}) },
        },
      };
    },
    async runFree(shop, token, version, request) {
      const preparation = prepare(schemas.get(version).schema, request);
      if (!preparation.ok) return { data: null, errors: preparation.errors };
      return execute(shop, token, version, preparation.prepared, true);
    },
  };
}

function mutationRoot(context: Context): View {
  const fields = Object.entries(MUTATIONS).map(([name, mutate]) => [
    name,
    (args: Record<string, unknown>) => mutate(context, args),
  ]);
  return { __typename: 'Mutation', ...Object.fromEntries(fields) };
}

/** The words are the platform's; the code too. */
function tooDear(requested: number, cost: unknown): AdminAnswer {
  const message =
    `Query cost is ${requested}, which exceeds the single query max cost limit (${MAX_QUERY_COST}). ` +
    'See https://shopify.dev/concepts/about-apis/rate-limits for more information on how the cost of a query is calculated.';
  const error = topLevelError(message, 'MAX_COST_EXCEEDED', { cost: requested, maxCost: MAX_QUERY_COST });
  return { status: 200, body: { errors: [error.toJSON()], extensions: { cost } } };
}
