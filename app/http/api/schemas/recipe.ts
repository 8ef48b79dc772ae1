import { z } from 'zod';
import type { Failure } from '#app/domain/failure.ts';
import { brandKitSchema } from '#app/domain/recipe/brand-kit.ts';
import { parseRecipe } from '#app/domain/recipe/parse-recipe.ts';
import { type LocalRecipe, packshotSchema, recipeSchema } from '#app/domain/recipe/recipe.ts';
import type { ApiServices } from '../services.ts';
import { id, time } from './common.ts';

/** A recipe in a body: options with a default may be left out. Its own words for faults come from `explainRecipe`. */
export const recipeInput = recipeSchema;

/** A body whose recipe names no model gets the one that recipes of its kind have here. */
export const completeRecipe = (body: unknown, { recipes }: Pick<ApiServices, 'recipes'>): unknown =>
  typeof body === 'object' && body !== null && 'recipe' in body
    ? { ...body, recipe: recipes.complete(body.recipe) }
    : body;

/** What is wrong with `body.recipe`, in the words of the domain, with the option's path in the body. */
export const explainRecipe = (body: unknown): Failure | null => {
  if (typeof body !== 'object' || body === null || !('recipe' in body)) return null;
  const parsed = parseRecipe(body.recipe);
  if (parsed.ok) return null;
  const { field } = parsed.error;
  const path = field === undefined || field === 'recipe' ? 'recipe' : `recipe.${field}`;
  return { ...parsed.error, field: path };
};

/** A failure about the recipe of a body, found where it was used: with the option's path in the body. */
export const inRecipe = (failure: Failure): Failure =>
  failure.kind === 'unsupported-option' && (failure.field === 'kind' || failure.field === 'model')
    ? { ...failure, field: `recipe.${failure.field}` }
    : failure;

export const EXAMPLE_RECIPE_INPUT = { kind: 'packshot', background: '#ffffff', fill: 0.85 } as const;
export const EXAMPLE_RECIPE: LocalRecipe = packshotSchema.parse(EXAMPLE_RECIPE_INPUT);
export const EXAMPLE_BRAND_KIT = brandKitSchema.parse({ name: 'Mug House', primary: '#2f3a4a' });

export const presetSchema = z
  .object({
    id: id('preset'),
    name: z.string(),
    recipe: recipeSchema
      .nullable()
      .meta({ description: 'null when it was saved by a version whose options are no longer known' }),
    createdAt: time,
    updatedAt: time,
  })
  .meta({ id: 'Preset' });

/** Without control characters: the database keeps no NUL, and no screen shows the others. */
export const presetName = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .refine((name) => !/\p{Cc}/u.test(name), 'a name has no control characters');

export const presetInput = z
  .strictObject({ name: presetName, recipe: recipeInput })
  .meta({ id: 'PresetInput' });
