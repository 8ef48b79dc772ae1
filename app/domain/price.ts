import type { Micros } from './ledger.ts';
import type { RecipeKind } from './recipe/recipe.ts';

/** Price of one picture by kind of recipe. Local recipes cost nothing: they need no provider. */
export const PRICE_TABLE = {
  packshot: 0n,
  studio: 0n,
} as const satisfies Record<RecipeKind, Micros>;

/** Price of one picture, fixed when it is reserved. */
export type PriceOf = (recipe: { readonly kind: RecipeKind }) => Micros;

export const priceOf: PriceOf = (recipe) => PRICE_TABLE[recipe.kind];
