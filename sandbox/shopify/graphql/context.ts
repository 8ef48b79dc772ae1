import type { GraphQLResolveInfo } from 'graphql';
import type { ProductRecord, ShopState, TokenRecord } from '../state/types.ts';
import type { World } from '../world.ts';
import type { SearchWarning } from './search.ts';

/** What a resolver is given: the shop the request came to and the token it came with. */
export type Context = {
  world: World;
  shop: ShopState;
  token: Pick<TokenRecord, 'scopes' | 'userId'>;
  /** The API version that answers. */
  version: string;
  /** Bulk operations read whole lists. */
  unpaged: boolean;
  /** Views that lead back to where others start; handed along so that the view files need no circle. */
  views: {
    product(context: Context, product: ProductRecord): View;
    node(context: Context, globalId: unknown): View | null;
  };
  /** Search terms that were passed over; they end in `extensions.search`. */
  warnings: SearchWarning[];
};

/**
 * An object as GraphQL sees it. A field is a value or a function of its arguments; null means "there is none". A field
 * that is missing here is one the sandbox does not have, and asking for it is an error, never a silent null.
 */
export type View = { __typename: string } & Record<string, unknown>;

export type Arguments = Record<string, unknown>;
export type FieldFunction = (args: Arguments, context: Context, info: GraphQLResolveInfo) => unknown;
