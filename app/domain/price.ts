import { failure } from './failure.ts';
import type { Micros } from './ledger.ts';
import type { ModelImageSize } from './providers/capabilities.ts';
import { type CallMode, costBound, imageUsageBound, questionUsageBound } from './providers/cost.ts';
import { type ModelRef, modelName, refOf } from './providers/model-choice.ts';
import { type ModelPrice, priceAt } from './providers/prices.ts';
import { imageTaskOf, type ModelRecipe } from './recipe/model-options.ts';
import { isLocalRecipe, type Recipe } from './recipe/recipe.ts';
import { err, ok, type Result } from './result.ts';
import type { ImageTask } from './scene/composed-prompt.ts';

/**
 * Price of one picture, micro-USD, fixed when it is reserved. `at`: the day whose prices hold. `mode` batch: its draws wait for
 * the provider's batch mode; default now. Failures: unsupported-option (model), when none is known for the recipe's model;
 * unsupported-option (canWait), when the model has no price for batch mode.
 */
export type PriceOf = (recipe: Recipe, at: Date, mode?: CallMode) => Result<Micros>;

/** Most bytes of a request's wording by task: the longest scene, analysis, store text and corrections that there can be. */
export const WORDING_BYTES = { plate: 8_000, redraw: 20_000, edit: 12_000 } as const satisfies Record<
  ImageTask,
  number
>;

/** How often a model may draw for one picture: the first draw, and twice more when the fidelity gate says `fail`. */
export const MAX_DRAWS = { plate: 1, redraw: 3, edit: 3 } as const satisfies Record<ImageTask, number>;

/** A second look at one draw: two pictures side by side, a fixed rubric, a short answer. */
export const SECOND_LOOK = { textBytes: 8_000, images: 2, answerTokens: 600 } as const;

const CENT = 10_000n;
const upToCents = (amount: Micros): Micros => ((amount + CENT - 1n) / CENT) * CENT;

const noPrice = (model: string) =>
  err(
    failure('unsupported-option', `No price is known for ${model}, so it is not used.`, { field: 'model' }),
  );

/** Pictures shown to the model beside the words. */
const referencesOf = (recipe: ModelRecipe): number => {
  switch (recipe.kind) {
    case 'scene':
      return 0;
    case 'redraw':
      return recipe.references;
    case 'edit':
      return recipe.mask === null ? 1 : 2;
  }
};

const noBatchMode = (what: string) => {
  const why = `${what} cannot be ordered to wait: there is no cheaper run for it. Leave out canWait.`;
  return err(failure('unsupported-option', why, { field: 'canWait' }));
};

const drawBound = (recipe: ModelRecipe, price: ModelPrice, mode: CallMode): Micros => {
  const wording = 'x'.repeat(WORDING_BYTES[imageTaskOf(recipe)]);
  const size: ModelImageSize = recipe.modelSize;
  return costBound(price, imageUsageBound(price, { wording, references: referencesOf(recipe), size }), mode);
};

const lookBound = (price: ModelPrice): Micros =>
  costBound(
    price,
    questionUsageBound(price, {
      text: 'x'.repeat(SECOND_LOOK.textBytes),
      images: SECOND_LOOK.images,
      maxOutputTokens: SECOND_LOOK.answerTokens,
    }),
    'now',
  );

const hasSecondLook = (recipe: ModelRecipe): boolean => recipe.kind !== 'scene' && recipe.secondLook;

/**
 * The price of a recipe: nothing for what is made here; else the most that the calls of one whole try can cost, rounded up to a
 * cent. See docs/decisions/031-price-of-a-model-picture.md. In batch mode only the draws are cheaper: looks are not batched.
 * `judges`: who may give the second look, first choice first; every
 * one of them may be asked for the same draw, when the one before fails.
 */
export const makePriceOf =
  (judges: readonly ModelRef[]): PriceOf =>
  (recipe, at, mode = 'now') => {
    if (isLocalRecipe(recipe)) return ok(0n);
    const { provider, model } = refOf(recipe.model);
    const price = priceAt(provider, model, at);
    if (!price) return noPrice(recipe.model);
    if (mode === 'batch' && price.batchPercent === null) return noBatchMode(recipe.model);
    let oneDraw = drawBound(recipe, price, mode);
    for (const judge of hasSecondLook(recipe) ? judges : []) {
      const judgePrice = priceAt(judge.provider, judge.model, at);
      if (!judgePrice) return noPrice(modelName(judge));
      oneDraw += lookBound(judgePrice);
    }
    return ok(upToCents(oneDraw * BigInt(MAX_DRAWS[imageTaskOf(recipe)])));
  };
