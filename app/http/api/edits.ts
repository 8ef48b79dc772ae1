import { z } from 'zod';
import { MAX_MASK_BYTES } from '#app/domain/recipe/edit-canvas.ts';
import { ok } from '#app/domain/result.ts';
import { sha256Hex } from '../bridge-signature.ts';
import { defineEndpoint } from './endpoint.ts';
import { batchSchema, EXAMPLE_BATCH, toBatch } from './schemas/batch.ts';
import { idParam } from './schemas/common.ts';
import {
  EXAMPLE_EDIT,
  EXAMPLE_EDIT_ESTIMATE,
  EXAMPLE_MASK,
  EXAMPLE_REVISIONS,
  editBody,
  editEstimateSchema,
  maskSchema,
  revisionTreeSchema,
  toEditEstimate,
  toRevisionTree,
} from './schemas/edit.ts';

const assetParam = idParam('assetId', 'picture');
const EDIT_FAILURES = ['not-found', 'unsupported-option', 'product-gone', 'conflict'] as const;

export const uploadMask = defineEndpoint({
  operationId: 'uploadEditMask',
  method: 'POST',
  path: '/assets/{assetId}/masks',
  tag: 'Edits',
  summary: 'Upload the region of a picture that an edit may change',
  description:
    "A PNG of exactly the picture's size, white where something may change, black or transparent elsewhere. Uploading the same region again gives the same id.",
  params: assetParam,
  rawBody: { contentType: 'image/png', maxBytes: MAX_MASK_BYTES, description: 'the painted region as a PNG' },
  failures: [
    'not-found',
    'image-empty',
    'image-corrupt',
    'image-truncated',
    'image-too-large',
    'image-too-small',
    'image-animated',
    'image-type-unsupported',
  ],
  reply: {
    kind: 'json',
    status: 201,
    description: 'the mask',
    schema: maskSchema,
    example: EXAMPLE_MASK,
  },
  async handle({ caller, params, bytes }, { edits }) {
    const kept = await edits.uploadMask(caller.storeId, params.assetId, bytes);
    return kept.ok ? ok({ body: kept.value }) : kept;
  },
});

export const estimateEdit = defineEndpoint({
  operationId: 'estimateEdit',
  method: 'POST',
  path: '/assets/{assetId}/edit-estimates',
  tag: 'Edits',
  summary: 'What an edit would cost',
  description: 'Takes what an edit takes, and changes nothing.',
  params: assetParam,
  body: editBody,
  bodyExample: EXAMPLE_EDIT,
  failures: EDIT_FAILURES,
  reply: {
    kind: 'json',
    status: 200,
    description: 'the price',
    schema: editEstimateSchema,
    example: EXAMPLE_EDIT_ESTIMATE,
  },
  async handle({ caller, params, body }, { edits }) {
    const estimate = await edits.estimate(caller.storeId, params.assetId, body);
    return estimate.ok ? ok({ body: toEditEstimate(estimate.value) }) : estimate;
  },
});

export const createEdit = defineEndpoint({
  operationId: 'createEdit',
  method: 'POST',
  path: '/assets/{assetId}/edits',
  tag: 'Edits',
  summary: 'Change a finished picture by words',
  description:
    'Reserves the price and queues one job; its picture is a new version, the one it starts from stays. Progress as of any batch, or by the revisions. Send an Idempotency-Key, so that a repeated request makes no second edit.',
  params: assetParam,
  body: z.strictObject({
    ...editBody.shape,
    reuse: z
      .boolean()
      .default(false)
      .meta({ description: 'true: an edit that the store has already is not made and paid for again' }),
  }),
  bodyExample: EXAMPLE_EDIT,
  failures: [...EDIT_FAILURES, 'budget-exceeded'],
  reply: {
    kind: 'json',
    status: 201,
    description: 'the batch of one picture',
    schema: batchSchema,
    example: { ...EXAMPLE_BATCH, label: 'Softer light', jobCount: 1 },
  },
  async handle({ caller, params, body, idempotencyKey }, { edits }) {
    const submitted = await edits.submit(caller.storeId, params.assetId, {
      ...body,
      requestKey: idempotencyKey === null ? undefined : `api-${sha256Hex(idempotencyKey)}`,
      actor: caller.actor,
    });
    if (!submitted.ok) return submitted;
    const { batch } = submitted.value;
    return ok({ body: toBatch(batch), headers: { Location: `/api/v1/batches/${batch.id}` } });
  },
});

export const listRevisions = defineEndpoint({
  operationId: 'listRevisions',
  method: 'GET',
  path: '/assets/{assetId}/revisions',
  tag: 'Edits',
  summary: 'All versions of a picture',
  description:
    'The whole tree, whichever of its pictures is asked for. To go back, review, publish or edit any earlier version.',
  params: assetParam,
  failures: ['not-found'],
  reply: {
    kind: 'json',
    status: 200,
    description: 'the tree',
    schema: revisionTreeSchema,
    example: EXAMPLE_REVISIONS,
  },
  async handle({ caller, params }, { edits }) {
    const tree = await edits.revisions(caller.storeId, params.assetId);
    return tree.ok ? ok({ body: toRevisionTree(tree.value) }) : tree;
  },
});
