import type { Micros } from '#app/domain/ledger.ts';
import { ok } from '#app/domain/result.ts';
import { makeRecipeDesk } from '#app/use-cases/recipe-desk.ts';

/** A desk without any provider, where each picture costs the same. */
export const makeLocalDesk = (price: Micros = 0n) =>
  makeRecipeDesk({ imageProviders: [], priceOf: () => ok(price), clock: { now: () => new Date() } });
