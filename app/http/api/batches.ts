import { z } from 'zod';
import { recipeSchema } from '#app/domain/recipe/recipe.ts';
import { err, ok } from '#app/domain/result.ts';
import type { LibraryMatch } from '#app/ports/repositories/library.ts';
import type { WayPrice } from '#app/use-cases/estimate-batch.ts';
import { sha256Hex } from '../bridge-signature.ts';
import { defineEndpoint } from './endpoint.ts';
import {
  batchSchema,
  EXAMPLE_BATCH,
  EXAMPLE_PROGRESS,
  progressSchema,
  toBatch,
  toProgress,
} from './schemas/batch.ts';
import { budgetViewSchema, libraryMatchSchema, NO_LIMITS, toBudgetView } from './schemas/budget.ts';
import { idParam, listQuery, micros, microsOf, pageOf, pageRequest, pageSchema } from './schemas/common.ts';
import {
  completeRecipe,
  EXAMPLE_RECIPE,
  EXAMPLE_RECIPE_INPUT,
  explainRecipe,
  inRecipe,
  recipeInput,
} from './schemas/recipe.ts';
import { EXAMPLE_SELECTION, refusedProductSchema, selectionSchema, toRefused } from './schemas/selection.ts';

const reuseField = z.boolean().default(false).meta({
  description:
    'true: pictures that the store has already, made from the same photo by the same recipe and model, are not made and paid for again',
});
const canWaitField = z.boolean().default(false).meta({
  description:
    "true: its pictures wait for the provider's batch mode, usually for less than a day and at most for two, and cost less (`ways` of an estimate); refused where there is none",
});
const wayPriceSchema = z.object({
  priceEachMicros: micros,
  priceTotalMicros: micros,
  affordable: z.boolean(),
});
const toWay = ({ pricePerPicture, priceTotal, affordable }: WayPrice) => ({
  priceEachMicros: microsOf(pricePerPicture),
  priceTotalMicros: microsOf(priceTotal),
  affordable,
});
const toMatch = ({ productId, productImageId, assetId }: LibraryMatch) => ({
  productId,
  productImageId,
  assetId,
});

const batchParam = idParam('batchId', 'batch');
/** What the reads of a selection can meet. */
const SELECTION_FAILURES = ['unsupported-option', 'not-found'] as const;

export const estimateBatch = defineEndpoint({
  operationId: 'estimateBatch',
  method: 'POST',
  path: '/estimates',
  tag: 'Batches',
  summary: 'What a batch would make and cost',
  description: 'Takes what creating a batch takes, and changes nothing.',
  body: z.strictObject({
    selection: selectionSchema,
    recipe: recipeInput,
    reuse: reuseField,
    canWait: canWaitField,
  }),
  bodyExample: { selection: EXAMPLE_SELECTION, recipe: EXAMPLE_RECIPE_INPUT },
  completeBody: completeRecipe,
  explainBody: explainRecipe,
  failures: SELECTION_FAILURES,
  reply: {
    kind: 'json',
    status: 200,
    description: 'the price',
    schema: z
      .object({
        pictures: z.int().meta({ description: 'pictures that would be made' }),
        priceEachMicros: micros,
        priceTotalMicros: micros,
        ways: z
          .object({ now: wayPriceSchema, wait: wayPriceSchema.nullable() })
          .meta({ description: 'both prices of the same pictures; `wait` null: they cannot wait' }),
        balanceMicros: micros,
        budget: budgetViewSchema,
        affordable: z.boolean().meta({ description: 'false: it would be refused with budget-exceeded' }),
        inLibrary: z.array(libraryMatchSchema).meta({
          description:
            'pictures that the store has already from the same inputs; with `reuse` they cost nothing',
        }),
        refused: z.array(refusedProductSchema),
      })
      .meta({ id: 'Estimate' }),
    example: {
      pictures: 2,
      priceEachMicros: 0,
      priceTotalMicros: 0,
      ways: { now: { priceEachMicros: 0, priceTotalMicros: 0, affordable: true }, wait: null },
      balanceMicros: 0,
      budget: NO_LIMITS,
      affordable: true,
      inLibrary: [],
      refused: [],
    },
  },
  async handle({ caller, body }, services) {
    const estimate = await services.estimateBatch(caller.storeId, body);
    if (!estimate.ok) return err(inRecipe(estimate.error));
    const { pictures, pricePerPicture, priceTotal, ways, balance, budget, affordable, inLibrary, refused } =
      estimate.value;
    return ok({
      body: {
        pictures,
        priceEachMicros: microsOf(pricePerPicture),
        priceTotalMicros: microsOf(priceTotal),
        ways: { now: toWay(ways.now), wait: ways.wait && toWay(ways.wait) },
        balanceMicros: microsOf(balance),
        budget: toBudgetView(budget),
        affordable,
        inLibrary: inLibrary.map(toMatch),
        refused: refused.map(toRefused),
      },
    });
  },
});

/** The batch itself remembers the key, so that even a crash between batch and answer makes no second batch. */
const requestKeyOf = (idempotencyKey: string | null): string | undefined =>
  idempotencyKey === null ? undefined : `api-${sha256Hex(idempotencyKey)}`;

export const createBatch = defineEndpoint({
  operationId: 'createBatch',
  method: 'POST',
  path: '/batches',
  tag: 'Batches',
  summary: 'Make pictures',
  description:
    'Reserves the price and queues one job a picture. Products that cannot take part are named in `refused`. Send an Idempotency-Key, so that a repeated request makes no second batch.',
  body: z.strictObject({
    selection: selectionSchema,
    recipe: recipeInput,
    label: z.string().trim().max(200).default('').meta({ description: 'for people' }),
    reuse: reuseField,
    canWait: canWaitField,
  }),
  bodyExample: { selection: EXAMPLE_SELECTION, recipe: EXAMPLE_RECIPE_INPUT, label: 'Autumn mugs' },
  completeBody: completeRecipe,
  explainBody: explainRecipe,
  failures: [...SELECTION_FAILURES, 'image-missing', 'budget-exceeded', 'conflict'],
  reply: {
    kind: 'json',
    status: 201,
    description: 'the batch',
    schema: z
      .object({
        ...batchSchema.shape,
        refused: z.array(refusedProductSchema),
        reused: z
          .array(libraryMatchSchema)
          .meta({ description: 'left out, because the store has them already' }),
      })
      .meta({ id: 'CreatedBatch' }),
    example: { ...EXAMPLE_BATCH, refused: [], reused: [] },
  },
  async handle({ caller, body, idempotencyKey }, { submitBatch }) {
    const submitted = await submitBatch(caller.storeId, {
      ...body,
      requestKey: requestKeyOf(idempotencyKey),
      actor: caller.actor,
    });
    if (!submitted.ok) return err(inRecipe(submitted.error));
    const { batch, refused, reused } = submitted.value;
    return ok({
      body: { ...toBatch(batch), refused: refused.map(toRefused), reused: reused.map(toMatch) },
      headers: { Location: `/api/v1/batches/${batch.id}` },
    });
  },
});

export const listBatches = defineEndpoint({
  operationId: 'listBatches',
  method: 'GET',
  path: '/batches',
  tag: 'Batches',
  summary: 'Batches, newest first',
  query: listQuery({}),
  failures: [],
  reply: {
    kind: 'json',
    status: 200,
    description: 'a page of batches',
    schema: pageSchema(batchSchema, 'BatchPage'),
    example: { items: [EXAMPLE_BATCH], nextCursor: null },
  },
  async handle({ caller, query }, { readBatches }) {
    const page = pageRequest(query);
    if (!page.ok) return page;
    return ok({ body: pageOf(await readBatches.list(caller.storeId, page.value), toBatch) });
  },
});

export const getBatch = defineEndpoint({
  operationId: 'getBatch',
  method: 'GET',
  path: '/batches/{batchId}',
  tag: 'Batches',
  summary: 'One batch, its recipe and its progress',
  params: batchParam,
  failures: ['not-found'],
  reply: {
    kind: 'json',
    status: 200,
    description: 'the batch',
    schema: z
      .object({
        ...batchSchema.shape,
        recipe: recipeSchema
          .nullable()
          .meta({ description: 'null when it was made by a version whose options are no longer known' }),
        progress: progressSchema,
      })
      .meta({ id: 'BatchDetail' }),
    example: { ...EXAMPLE_BATCH, recipe: EXAMPLE_RECIPE, progress: EXAMPLE_PROGRESS },
  },
  async handle({ caller, params }, { readBatches }) {
    const found = await readBatches.get(caller.storeId, params.batchId);
    if (!found.ok) return found;
    const { batch, recipe, progress } = found.value;
    return ok({ body: { ...toBatch(batch), recipe, progress: toProgress(progress) } });
  },
});

export const cancelBatch = defineEndpoint({
  operationId: 'cancelBatch',
  method: 'POST',
  path: '/batches/{batchId}/cancel',
  tag: 'Batches',
  summary: 'Cancel what is not finished, and refund it',
  description: 'Finished pictures stay. Cancelling again changes nothing.',
  params: batchParam,
  failures: ['not-found'],
  reply: {
    kind: 'json',
    status: 200,
    description: 'how many jobs were cancelled by this request',
    schema: z.object({ batchId: z.uuid(), cancelled: z.int() }).meta({ id: 'CancelledBatch' }),
    example: { batchId: EXAMPLE_BATCH.id, cancelled: 1 },
  },
  async handle({ caller, params }, services) {
    const cancelled = await services.cancelBatch(caller.storeId, params.batchId);
    if (!cancelled.ok) return cancelled;
    return ok({ body: { batchId: params.batchId, cancelled: cancelled.value.cancelled } });
  },
});
