import { z } from 'zod';
import { failure } from '#app/domain/failure.ts';
import { brandKitSchema } from '#app/domain/recipe/brand-kit.ts';
import { CHANNEL_PRESETS } from '#app/domain/recipe/channel-presets.ts';
import { recipeSchema } from '#app/domain/recipe/recipe.ts';
import { err, ok } from '#app/domain/result.ts';
import type { PresetView } from '#app/use-cases/manage-presets.ts';
import { defineEndpoint } from './endpoint.ts';
import { idParam, listQuery, pageOf, pageRequest, pageSchema } from './schemas/common.ts';
import {
  completeRecipe,
  EXAMPLE_BRAND_KIT,
  EXAMPLE_RECIPE,
  EXAMPLE_RECIPE_INPUT,
  explainRecipe,
  presetInput,
  presetSchema,
} from './schemas/recipe.ts';

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
  completeBody: completeRecipe,
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
  completeBody: completeRecipe,
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
