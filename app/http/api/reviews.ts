import { z } from 'zod';
import { REVIEW_STATES } from '#app/domain/publication.ts';
import { ok } from '#app/domain/result.ts';
import { MAX_REVIEWS } from '#app/use-cases/review-asset.ts';
import { defineEndpoint } from './endpoint.ts';
import { EXAMPLE_ASSET, reviewSchema } from './schemas/asset.ts';
import { id, idParam, isoOrNull } from './schemas/common.ts';

const state = z.enum(REVIEW_STATES).meta({ description: '`undecided` takes a decision back' });
const EXAMPLE_REVIEW = {
  state: 'approved' as const,
  decidedBy: 'shopify-user:42',
  decidedAt: '2026-11-22T16:25:00.000Z',
};

export const reviewAsset = defineEndpoint({
  operationId: 'reviewAsset',
  method: 'PUT',
  path: '/assets/{assetId}/review',
  tag: 'Review',
  summary: 'Approve or reject a picture',
  description: 'Deciding the same again changes nothing. Pictures that a check held can be approved too.',
  params: idParam('assetId', 'picture'),
  body: z.strictObject({ state }),
  bodyExample: { state: 'approved' },
  failures: ['not-found'],
  reply: {
    kind: 'json',
    status: 200,
    description: 'the review as it is now',
    schema: reviewSchema,
    example: EXAMPLE_REVIEW,
  },
  async handle({ caller, params, body }, services) {
    const request = { state: body.state, actor: caller.actor };
    const asset = await services.reviewAsset(caller.storeId, params.assetId, request);
    if (!asset.ok) return asset;
    const { review, decidedBy, decidedAt } = asset.value;
    return ok({ body: { state: review, decidedBy, decidedAt: isoOrNull(decidedAt) } });
  },
});

export const reviewAssets = defineEndpoint({
  operationId: 'reviewAssets',
  method: 'POST',
  path: '/reviews',
  tag: 'Review',
  summary: 'Approve or reject many pictures at once',
  description: 'Ids that are not pictures of this store are named in `missing`; the others are decided.',
  body: z.strictObject({ assetIds: z.array(id('picture')).min(1).max(MAX_REVIEWS), state }),
  bodyExample: { assetIds: [EXAMPLE_ASSET.id], state: 'approved' },
  failures: [],
  reply: {
    kind: 'json',
    status: 200,
    description: 'what was decided',
    schema: z
      .object({ state, decided: z.array(id('picture')), missing: z.array(id('picture')) })
      .meta({ id: 'ReviewResult' }),
    example: { state: 'approved', decided: [EXAMPLE_ASSET.id], missing: [] },
  },
  async handle({ caller, body: { assetIds, state: decision } }, services) {
    const unique = [...new Set(assetIds)];
    const reviewed = await services.reviewAssets(caller.storeId, unique, {
      state: decision,
      actor: caller.actor,
    });
    if (!reviewed.ok) return reviewed;
    const { decided, missing } = reviewed.value;
    return ok({ body: { state: decision, decided: [...decided], missing: [...missing] } });
  },
});
