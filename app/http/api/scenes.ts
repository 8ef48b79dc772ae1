import { z } from 'zod';
import { MODEL_ASPECTS, MODEL_IMAGE_SIZES } from '#app/domain/providers/capabilities.ts';
import { IMAGE_TASKS } from '#app/domain/providers/tasks.ts';
import { ok } from '#app/domain/result.ts';
import { SEASONS, VERTICALS } from '#app/domain/scene/library/library-scene.ts';
import { productAnalysisSchema } from '#app/domain/scene/product-analysis.ts';
import { defineEndpoint } from './endpoint.ts';
import { FETCH_FAILURES, PICTURE_FAILURES, QUESTION_FAILURES } from './failure-lists.ts';
import { id, idParam } from './schemas/common.ts';
import { completeRecipe, explainRecipe, recipeInput } from './schemas/recipe.ts';
import {
  EXAMPLE_ANALYSIS,
  EXAMPLE_LIBRARY_SCENE,
  EXAMPLE_PHOTO_ANALYSIS,
  EXAMPLE_SCENE,
  librarySceneSchema,
  photoAnalysisSchema,
  toLibraryScene,
  toPhotoAnalysis,
} from './schemas/scene.ts';

export const listScenes = defineEndpoint({
  operationId: 'listScenes',
  method: 'GET',
  path: '/scenes',
  tag: 'Recipes',
  summary: 'Places that come with Softbox',
  description:
    'All of them in one answer. Take one as it is, or its description as a start of your own. Somebody who cannot show pictures from this server asks for them with `sketches=inline`.',
  query: z.strictObject({
    vertical: z.enum(VERTICALS).optional(),
    season: z.enum(SEASONS).optional(),
    sketches: z.enum(['link', 'inline']).optional().meta({
      description: 'inline: each scene carries its thumbnail in `sketch`; left out: as `link`',
    }),
  }),
  failures: [],
  reply: {
    kind: 'json',
    status: 200,
    description: 'the scenes',
    schema: z.object({ scenes: z.array(librarySceneSchema) }).meta({ id: 'SceneLibrary' }),
    example: { scenes: [EXAMPLE_LIBRARY_SCENE] },
  },
  async handle({ query }, { listScenes }) {
    const wish = { vertical: query.vertical ?? null, season: query.season ?? null };
    const found = await listScenes(wish, { withSketches: query.sketches === 'inline' });
    return ok({ body: { scenes: found.map(({ scene, sketch }) => toLibraryScene(scene, sketch)) } });
  },
});

const promptSchema = z
  .object({
    task: z.enum(IMAGE_TASKS),
    wording: z.string().meta({ description: 'the final text, as it would be sent' }),
    references: z.int().meta({ description: 'photos of the product that the model is shown' }),
    model: z.string(),
    modelDisplayName: z.string(),
    aspect: z.enum(MODEL_ASPECTS),
    size: z.enum(MODEL_IMAGE_SIZES),
    placeholder: z.boolean().meta({ description: 'true: a stand-in would answer' }),
    analysisVersion: z
      .int()
      .nullable()
      .meta({ description: 'version of what is known of the photo that is used; null: none' }),
  })
  .meta({ id: 'PromptPreview' });

const SCENE_INPUT = { kind: 'scene', scene: EXAMPLE_SCENE, libraryScene: 'sunlit-oak-kitchen' } as const;

export const previewPrompt = defineEndpoint({
  operationId: 'previewPrompt',
  method: 'POST',
  path: '/recipes/prompt',
  tag: 'Recipes',
  summary: 'What a model would be told for a scene or a redraw',
  description:
    "The final wording for the product's main photo, made by the same code as the run's. Nothing is sent to a model; it costs nothing. Every picture keeps the words it was made with (`provenance`).",
  body: z.strictObject({ productId: id('product'), recipe: recipeInput }),
  bodyExample: { productId: '019aac3d-1000-7aaa-8bbb-000000000001', recipe: SCENE_INPUT },
  completeBody: completeRecipe,
  explainBody: explainRecipe,
  failures: ['unsupported-option', 'not-found', 'image-missing', ...PICTURE_FAILURES, ...FETCH_FAILURES],
  reply: {
    kind: 'json',
    status: 200,
    description: 'the words',
    schema: promptSchema,
    example: {
      task: 'plate',
      wording: 'Photograph of an empty place …',
      references: 0,
      model: 'gemini/gemini-3.1-flash-image',
      modelDisplayName: 'Gemini 3.1 Flash Image',
      aspect: '1:1',
      size: '2K',
      placeholder: false,
      analysisVersion: 1,
    },
  },
  async handle({ caller, body, signal }, services) {
    const made = await services.previewPrompt(caller.storeId, body, { signal });
    return made.ok ? ok({ body: made.value }) : made;
  },
});

const photoParam = idParam('productImageId', 'photo of a product');
const analysisReply = {
  kind: 'json',
  status: 200,
  description: 'all that is known, by version',
  schema: photoAnalysisSchema,
  example: EXAMPLE_PHOTO_ANALYSIS,
} as const;

export const getAnalysis = defineEndpoint({
  operationId: 'getProductAnalysis',
  method: 'GET',
  path: '/product-images/{productImageId}/analysis',
  tag: 'Catalogue',
  summary: 'What is known of the product in a photo',
  params: photoParam,
  failures: ['not-found'],
  reply: analysisReply,
  async handle({ caller, params }, { analyseProduct }) {
    const found = await analyseProduct.get(caller.storeId, params.productImageId);
    return found.ok ? ok({ body: toPhotoAnalysis(found.value) }) : found;
  },
});

export const readAnalysis = defineEndpoint({
  operationId: 'readProductAnalysis',
  method: 'POST',
  path: '/product-images/{productImageId}/analysis',
  tag: 'Catalogue',
  summary: 'Have a photo read by a vision model',
  description:
    'One more version. Free for the merchant, up to a number a day; the call is in the book of provider calls. A photo that was read before is not read again unless `again` is true.',
  params: photoParam,
  body: z.strictObject({ again: z.boolean().default(false) }),
  bodyExample: { again: false },
  failures: ['not-found', 'unsupported-option', ...PICTURE_FAILURES, ...FETCH_FAILURES, ...QUESTION_FAILURES],
  reply: analysisReply,
  async handle({ caller, params, body, signal }, { analyseProduct }) {
    const by = { actor: caller.actor, again: body.again };
    const read = await analyseProduct.read(caller.storeId, params.productImageId, by, { signal });
    return read.ok ? ok({ body: toPhotoAnalysis(read.value) }) : read;
  },
});

export const putAnalysis = defineEndpoint({
  operationId: 'putProductAnalysis',
  method: 'PUT',
  path: '/product-images/{productImageId}/analysis',
  tag: 'Catalogue',
  summary: 'Write down what is known of the product in a photo',
  description: 'Kept as the version after `version`; 409 when that is not the newest one.',
  params: photoParam,
  body: z.strictObject({
    version: z.int().min(0).meta({ description: 'the newest version that was seen; 0: none yet' }),
    analysis: productAnalysisSchema,
  }),
  bodyExample: { version: 1, analysis: EXAMPLE_ANALYSIS },
  failures: ['not-found', 'conflict'],
  reply: analysisReply,
  async handle({ caller, params, body }, { analyseProduct }) {
    const change = { ...body, actor: caller.actor };
    const edited = await analyseProduct.edit(caller.storeId, params.productImageId, change);
    return edited.ok ? ok({ body: toPhotoAnalysis(edited.value) }) : edited;
  },
});
