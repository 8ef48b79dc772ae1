import { z } from 'zod';
import { MODEL_ASPECTS, MODEL_IMAGE_SIZES } from '#app/domain/providers/capabilities.ts';
import { DIGITAL_SOURCE_TYPES, digitalSourceType } from '#app/domain/recipe/digital-source-type.ts';
import { frameSize } from '#app/domain/recipe/frame.ts';
import { MODEL_KINDS } from '#app/domain/recipe/model-options.ts';
import { type Recipe, type RecipeKind, recipeSchema } from '#app/domain/recipe/recipe.ts';
import { err, ok } from '#app/domain/result.ts';
import type { ImageModelOption } from '#app/use-cases/list-image-models.ts';
import { defineEndpoint } from './endpoint.ts';
import { SECURITY_HEADERS } from './respond.ts';
import { id, micros, microsOf } from './schemas/common.ts';
import {
  completeRecipe,
  EXAMPLE_RECIPE,
  EXAMPLE_RECIPE_INPUT,
  explainRecipe,
  inRecipe,
  recipeInput,
} from './schemas/recipe.ts';

const validated = z
  .object({
    recipe: recipeSchema.meta({ description: 'complete: every option has its value' }),
    width: z.int().nullable().meta({ description: 'null for an edit: that of the picture it starts from' }),
    height: z.int().nullable(),
    priceEachMicros: micros,
    digitalSourceType: z.enum(DIGITAL_SOURCE_TYPES).nullable().meta({
      description:
        'label that the file will carry; null for an edit: it depends on the picture it starts from',
    }),
  })
  .meta({ id: 'ValidatedRecipe' });

/** What a recipe says of its picture by itself. */
const known = (recipe: Recipe) =>
  recipe.kind === 'edit'
    ? { width: null, height: null, digitalSourceType: null }
    : { ...frameSize(recipe.frame), digitalSourceType: digitalSourceType(recipe) };

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
  completeBody: completeRecipe,
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
  async handle({ body }, { recipes }) {
    const recipe = recipes.read(body.recipe);
    if (!recipe.ok) return err(inRecipe(recipe.error));
    const price = recipes.price(recipe.value);
    if (!price.ok) return err(inRecipe(price.error));
    return ok({
      body: {
        recipe: recipe.value,
        ...known(recipe.value),
        priceEachMicros: microsOf(price.value),
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
  completeBody: completeRecipe,
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
        available: z
          .boolean()
          .meta({ description: 'false: it needs an image provider that is not set up here' }),
        defaults: recipeSchema
          .nullable()
          .meta({ description: 'null where something has no default: the scene, the picture to edit' }),
      }),
    ),
    models: z
      .array(
        z.object({
          name: z.string().meta({ description: 'provider/model, as a recipe names it' }),
          displayName: z.string(),
          aspects: z.array(z.enum(MODEL_ASPECTS)),
          sizes: z.array(z.enum(MODEL_IMAGE_SIZES)),
          maxReferences: z.int().meta({ description: 'photos that one request can show it' }),
          placeholder: z.boolean().meta({ description: 'true: a stand-in draws in its place' }),
          defaultOf: z
            .array(z.enum(MODEL_KINDS))
            .meta({ description: 'kinds of recipes that get it when they name no model' }),
        }),
      )
      .meta({ description: 'image models that can be chosen here; none where no provider is set up' }),
  })
  .meta({ id: 'RecipeOptions' });

/** What may be written of a kind, as JSON Schema, with the model that it gets here by default. */
const schemaOf = (kind: z.ZodType, model: string | undefined) =>
  z.toJSONSchema(kind, {
    io: 'input',
    override: ({ jsonSchema, path }) => {
      if (model !== undefined && path.at(-1) === 'model') jsonSchema.default = model;
    },
  }) as Record<string, unknown>;

/** Every kind there is, as its schema and as the recipe one gets by naming nothing but the kind. */
const optionsOfKinds = (available: readonly RecipeKind[], models: readonly ImageModelOption[]) =>
  recipeSchema.options.map((kind) => {
    const name = kind.shape.kind.value;
    const defaults = recipeSchema.safeParse({ kind: name });
    return {
      kind: name,
      schema: schemaOf(kind, models.find((one) => one.defaultOf.some((of) => of === name))?.name),
      available: available.includes(name),
      defaults: defaults.success ? defaults.data : null,
    };
  });

export const recipeOptions = defineEndpoint({
  operationId: 'listRecipeOptions',
  method: 'GET',
  path: '/recipes/options',
  tag: 'Recipes',
  summary: 'Kinds of recipes, their options, limits and defaults, and the models that can be chosen',
  failures: [],
  reply: {
    kind: 'json',
    status: 200,
    description: 'one entry a kind',
    schema: optionsSchema,
    example: {
      kinds: [{ kind: 'packshot', schema: { type: 'object' }, available: true, defaults: EXAMPLE_RECIPE }],
      models: [
        {
          name: 'gemini/gemini-3.1-flash-image',
          displayName: 'Gemini 3.1 Flash Image',
          aspects: ['1:1', '4:5'],
          sizes: ['1K', '2K'],
          maxReferences: 14,
          placeholder: false,
          defaultOf: ['scene'],
        },
      ],
    },
  },
  async handle(_request, { recipes, models }) {
    const offered = models.listImageModels();
    return ok({
      body: {
        kinds: optionsOfKinds(recipes.kinds, offered),
        models: offered.map(({ isPlaceholder, aspects, sizes, defaultOf, ...model }) => ({
          ...model,
          aspects: [...aspects],
          sizes: [...sizes],
          placeholder: isPlaceholder,
          defaultOf: [...defaultOf],
        })),
      },
    });
  },
});
