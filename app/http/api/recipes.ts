import { z } from 'zod';
import { priceOf } from '#app/domain/price.ts';
import { DIGITAL_SOURCE_TYPES, digitalSourceType } from '#app/domain/recipe/digital-source-type.ts';
import { frameSize } from '#app/domain/recipe/frame.ts';
import { recipeSchema } from '#app/domain/recipe/recipe.ts';
import { ok } from '#app/domain/result.ts';
import { defineEndpoint } from './endpoint.ts';
import { SECURITY_HEADERS } from './respond.ts';
import { id, micros, microsOf } from './schemas/common.ts';
import { EXAMPLE_RECIPE, EXAMPLE_RECIPE_INPUT, explainRecipe, recipeInput } from './schemas/recipe.ts';

const validated = z
  .object({
    recipe: recipeSchema.meta({ description: 'complete: every option has its value' }),
    width: z.int(),
    height: z.int(),
    priceEachMicros: micros,
    digitalSourceType: z.enum(DIGITAL_SOURCE_TYPES).meta({ description: 'label that the file will carry' }),
  })
  .meta({ id: 'ValidatedRecipe' });

export const validateRecipe = defineEndpoint({
  operationId: 'validateRecipe',
  method: 'POST',
  path: '/recipes/validate',
  tag: 'Recipes',
  summary: 'Check a recipe and see it complete',
  description:
    'Answers with every option filled in, the size, the price of one picture and the label. An option that cannot be honoured is refused by its name.',
  body: z.strictObject({ recipe: recipeInput }),
  bodyExample: { recipe: EXAMPLE_RECIPE_INPUT },
  explainBody: explainRecipe,
  failures: ['unsupported-option'],
  reply: {
    kind: 'json',
    status: 200,
    description: 'the complete recipe',
    schema: validated,
    example: {
      recipe: EXAMPLE_RECIPE,
      width: 2048,
      height: 2048,
      priceEachMicros: 0,
      digitalSourceType: digitalSourceType(EXAMPLE_RECIPE),
    },
  },
  async handle({ body: { recipe } }) {
    return ok({
      body: {
        recipe,
        ...frameSize(recipe.frame),
        priceEachMicros: microsOf(priceOf(recipe)),
        digitalSourceType: digitalSourceType(recipe),
      },
    });
  },
});

export const previewRecipe = defineEndpoint({
  operationId: 'previewRecipe',
  method: 'POST',
  path: '/recipes/preview',
  tag: 'Recipes',
  summary: "A small picture of a product's main photo by a recipe",
  description:
    'Drawn by the renderer of the real run, at most 900 px on its longest side. Costs nothing and is not kept.',
  body: z.strictObject({ productId: id('product'), recipe: recipeInput }),
  bodyExample: { productId: '019aac3d-1000-7aaa-8bbb-000000000001', recipe: EXAMPLE_RECIPE_INPUT },
  explainBody: explainRecipe,
  failures: [
    'unsupported-option',
    'not-found',
    'image-missing',
    'image-corrupt',
    'image-too-large',
    'image-too-small',
    'image-type-unsupported',
    'mask-empty',
    'url-forbidden',
    'fetch-failed',
    'fetch-timeout',
  ],
  reply: {
    kind: 'raw',
    status: 200,
    description: 'the picture',
    contentTypes: ['image/jpeg', 'image/webp', 'image/png'],
  },
  async handle({ caller, body, signal }, services) {
    const made = await services.previewRecipe(caller.storeId, body, { signal });
    if (!made.ok) return made;
    const headers = { ...SECURITY_HEADERS, 'Content-Type': made.value.contentType };
    return ok(new Response(new Uint8Array(made.value.bytes), { headers }));
  },
});

const optionsSchema = z
  .object({
    kinds: z.array(
      z.object({
        kind: z.string(),
        schema: z
          .record(z.string(), z.unknown())
          .meta({ description: 'JSON Schema (2020-12) of what may be written, with defaults' }),
        defaults: recipeSchema,
      }),
    ),
  })
  .meta({ id: 'RecipeOptions' });

/** Every kind there is, as its schema and as the recipe one gets by naming nothing but the kind. */
const optionsOfKinds = () =>
  recipeSchema.options.map((kind) => ({
    kind: kind.shape.kind.value,
    schema: z.toJSONSchema(kind, { io: 'input' }) as Record<string, unknown>,
    defaults: recipeSchema.parse({ kind: kind.shape.kind.value }),
  }));

export const recipeOptions = defineEndpoint({
  operationId: 'listRecipeOptions',
  method: 'GET',
  path: '/recipes/options',
  tag: 'Recipes',
  summary: 'Kinds of recipes, their options, limits and defaults',
  failures: [],
  reply: {
    kind: 'json',
    status: 200,
    description: 'one entry a kind',
    schema: optionsSchema,
    example: { kinds: [{ kind: 'packshot', schema: { type: 'object' }, defaults: EXAMPLE_RECIPE }] },
  },
  async handle() {
    return ok({ body: { kinds: optionsOfKinds() } });
  },
});
