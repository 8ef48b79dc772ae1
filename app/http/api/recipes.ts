import { z } from 'zod';
import { failure } from '#app/domain/failure.ts';
import { priceOf } from '#app/domain/price.ts';
import { brandKitSchema } from '#app/domain/recipe/brand-kit.ts';
import { CHANNEL_PRESETS } from '#app/domain/recipe/channel-presets.ts';
import { DIGITAL_SOURCE_TYPES, digitalSourceType } from '#app/domain/recipe/digital-source-type.ts';
import { frameSize } from '#app/domain/recipe/frame.ts';
import { recipeSchema } from '#app/domain/recipe/recipe.ts';
import { err, ok } from '#app/domain/result.ts';
import type { PresetView } from '#app/use-cases/manage-presets.ts';
import { defineEndpoint } from './endpoint.ts';
import { SECURITY_HEADERS } from './respond.ts';
import {
  id,
  idParam,
  listQuery,
  micros,
  microsOf,
  pageOf,
  pageRequest,
  pageSchema,
} from './schemas/common.ts';
import {
  EXAMPLE_BRAND_KIT,
  EXAMPLE_RECIPE,
  EXAMPLE_RECIPE_INPUT,
  explainRecipe,
  presetInput,
  presetSchema,
  recipeInput,
} from './schemas/recipe.ts';

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

const channelPresetSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    rules: z.array(z.object({ rule: z.string(), source: z.string() })),
    recipe: recipeSchema,
  })
  .meta({ id: 'ChannelPreset' });

const channelPresets = CHANNEL_PRESETS.map(({ id, name, rules, recipe }) => ({
  id,
  name,
  rules: rules.map(({ rule, source }) => ({ rule, source })),
  recipe,
}));

export const listChannelPresets = defineEndpoint({
  operationId: 'listChannelPresets',
  method: 'GET',
  path: '/presets/built-in',
  tag: 'Recipes',
  summary: 'Ready-made recipes that meet the rules of a channel',
  failures: [],
  reply: {
    kind: 'json',
    status: 200,
    description: 'all of them',
    schema: z.object({ items: z.array(channelPresetSchema) }),
    example: { items: channelPresets.slice(0, 1) },
  },
  async handle() {
    return ok({ body: { items: channelPresets } });
  },
});

const toPreset = (p: PresetView): z.infer<typeof presetSchema> => ({
  id: p.id,
  name: p.name,
  recipe: p.recipe,
  createdAt: p.createdAt.toISOString(),
  updatedAt: p.updatedAt.toISOString(),
});
const presetParam = idParam('presetId', 'preset');
const EXAMPLE_PRESET: z.infer<typeof presetSchema> = {
  id: '019aac3b-0000-7ddd-8eee-000000000001',
  name: 'White, square',
  recipe: EXAMPLE_RECIPE,
  createdAt: '2026-11-20T09:00:00.000Z',
  updatedAt: '2026-11-20T09:00:00.000Z',
};
const EXAMPLE_PRESET_INPUT = { name: 'White, square', recipe: EXAMPLE_RECIPE_INPUT };
const presetReply = {
  kind: 'json',
  description: 'the preset',
  schema: presetSchema,
  example: EXAMPLE_PRESET,
} as const;

export const listPresets = defineEndpoint({
  operationId: 'listPresets',
  method: 'GET',
  path: '/presets',
  tag: 'Recipes',
  summary: 'Saved presets of the store',
  query: listQuery({}),
  failures: [],
  reply: {
    kind: 'json',
    status: 200,
    description: 'a page of presets',
    schema: pageSchema(presetSchema, 'PresetPage'),
    example: { items: [EXAMPLE_PRESET], nextCursor: null },
  },
  async handle({ caller, query }, { managePresets }) {
    const page = pageRequest(query);
    if (!page.ok) return page;
    return ok({ body: pageOf(await managePresets.list(caller.storeId, page.value), toPreset) });
  },
});

export const createPreset = defineEndpoint({
  operationId: 'createPreset',
  method: 'POST',
  path: '/presets',
  tag: 'Recipes',
  summary: 'Save a recipe under a name',
  body: presetInput,
  bodyExample: EXAMPLE_PRESET_INPUT,
  explainBody: explainRecipe,
  failures: ['unsupported-option', 'conflict'],
  reply: { ...presetReply, status: 201 },
  async handle({ caller, body }, { managePresets }) {
    const preset = await managePresets.create(caller.storeId, body);
    if (!preset.ok) return preset;
    return ok({ body: toPreset(preset.value), headers: { Location: `/api/v1/presets/${preset.value.id}` } });
  },
});

export const getPreset = defineEndpoint({
  operationId: 'getPreset',
  method: 'GET',
  path: '/presets/{presetId}',
  tag: 'Recipes',
  summary: 'One saved preset',
  params: presetParam,
  failures: ['not-found'],
  reply: { ...presetReply, status: 200 },
  async handle({ caller, params }, { managePresets }) {
    const preset = await managePresets.get(caller.storeId, params.presetId);
    return preset.ok ? ok({ body: toPreset(preset.value) }) : preset;
  },
});

export const replacePreset = defineEndpoint({
  operationId: 'replacePreset',
  method: 'PUT',
  path: '/presets/{presetId}',
  tag: 'Recipes',
  summary: 'Change a saved preset',
  params: presetParam,
  body: presetInput,
  bodyExample: EXAMPLE_PRESET_INPUT,
  explainBody: explainRecipe,
  failures: ['unsupported-option', 'not-found', 'conflict'],
  reply: { ...presetReply, status: 200 },
  async handle({ caller, params, body }, { managePresets }) {
    const preset = await managePresets.replace(caller.storeId, params.presetId, body);
    return preset.ok ? ok({ body: toPreset(preset.value) }) : preset;
  },
});

export const deletePreset = defineEndpoint({
  operationId: 'deletePreset',
  method: 'DELETE',
  path: '/presets/{presetId}',
  tag: 'Recipes',
  summary: 'Delete a saved preset',
  description: 'Batches and pictures made with it keep their recipe.',
  params: presetParam,
  failures: ['not-found'],
  reply: {
    kind: 'json',
    status: 200,
    description: 'the id that is gone',
    schema: z.object({ id: z.uuid(), deleted: z.literal(true) }),
    example: { id: EXAMPLE_PRESET.id, deleted: true },
  },
  async handle({ caller, params }, { managePresets }) {
    const removed = await managePresets.remove(caller.storeId, params.presetId);
    return removed.ok ? ok({ body: { id: params.presetId, deleted: true as const } }) : removed;
  },
});

const brandKitReply = {
  kind: 'json',
  status: 200,
  description: 'the brand kit',
  schema: brandKitSchema,
  example: EXAMPLE_BRAND_KIT,
} as const;

export const getBrandKit = defineEndpoint({
  operationId: 'getBrandKit',
  method: 'GET',
  path: '/brand-kit',
  tag: 'Recipes',
  summary: 'Colours and defaults of the store',
  description: 'A store that saved none has the default kit.',
  failures: [],
  reply: brandKitReply,
  async handle({ caller }, { manageBrandKit }) {
    return ok({ body: await manageBrandKit.get(caller.storeId) });
  },
});

export const putBrandKit = defineEndpoint({
  operationId: 'putBrandKit',
  method: 'PUT',
  path: '/brand-kit',
  tag: 'Recipes',
  summary: 'Replace the brand kit',
  description: 'Fields left out get their default. Recipes made before stay as they are.',
  body: brandKitSchema,
  bodyExample: { name: 'Mug House', primary: '#2f3a4a' },
  failures: ['not-found'],
  reply: brandKitReply,
  async handle({ caller, body }, { manageBrandKit }) {
    if (body.logoKey !== null && !body.logoKey.startsWith(`stores/${caller.storeId}/`)) {
      return err(failure('not-found', 'There is no logo with this key.', { field: 'logoKey' }));
    }
    return ok({ body: await manageBrandKit.put(caller.storeId, body) });
  },
});
