import { z } from 'zod';
import { failure } from '#app/domain/failure.ts';
import { err, ok } from '#app/domain/result.ts';
import { defineEndpoint } from './endpoint.ts';
import { id, idParam, listQuery, pageOf, pageRequest, pageSchema } from './schemas/common.ts';
import {
  altChangeInput,
  altChangeSchema,
  altReviewSchema,
  EXAMPLE_ALT_CHANGE,
  EXAMPLE_LANGUAGES,
  toAltChange,
  toLanguages,
} from './schemas/words.ts';

const photoParams = z.object({ productId: id('product'), productImageId: id('picture') });
const pictureOf = (params: z.infer<typeof photoParams>) => ({
  productId: params.productId,
  imageId: params.productImageId,
});
const STORE_FAILURES = [
  'media-gone',
  'store-unavailable',
  'store-throttled',
  'store-unauthorized',
  'store-disconnected',
] as const;
const changeReply = { kind: 'json', schema: altChangeSchema, example: EXAMPLE_ALT_CHANGE } as const;

export const reviewAlt = defineEndpoint({
  operationId: 'reviewAlt',
  method: 'GET',
  path: '/products/{productId}/images/{productImageId}/alt',
  tag: 'Words',
  summary: 'What changing the alt text of a picture of the store’s own would change',
  description:
    'Reads the texts in the store as they are now, and names every product that shows the file. Changes nothing.',
  params: photoParams,
  failures: ['not-found', 'conflict', ...STORE_FAILURES],
  reply: {
    kind: 'json',
    status: 200,
    description: 'texts and products',
    schema: altReviewSchema,
    example: {
      productId: EXAMPLE_ALT_CHANGE.productId,
      productImageId: '019aac3d-1000-7aaa-8bbb-000000000002',
      mediaId: EXAMPLE_ALT_CHANGE.mediaId,
      alt: '',
      translations: [{ locale: 'de', value: null }],
      languages: EXAMPLE_LANGUAGES,
      shownBy: [{ id: EXAMPLE_ALT_CHANGE.productId, title: 'Tin' }],
    },
  },
  async handle({ caller, params, signal }, { words }) {
    const review = await words.reviewAlt(caller.storeId, pictureOf(params), signal);
    if (!review.ok) return review;
    const { fileId, alt, translations, languages, shownBy } = review.value;
    return ok({
      body: {
        ...params,
        mediaId: fileId,
        alt,
        translations: translations.map((t) => ({ ...t })),
        languages: toLanguages(languages),
        shownBy: shownBy.map(({ id: productId, title }) => ({ id: productId, title })),
      },
    });
  },
});

export const changeAlt = defineEndpoint({
  operationId: 'changeAlt',
  method: 'POST',
  path: '/products/{productId}/images/{productImageId}/alt',
  tag: 'Words',
  summary: 'Give a picture of the store’s own another alt text',
  description:
    'Queues the change. A snapshot is stored before anything changes, and it can be undone exactly. The alt text belongs to the file: it changes for every product that shows it.',
  params: photoParams,
  body: altChangeInput,
  bodyExample: { alt: EXAMPLE_ALT_CHANGE.alt, seenAlt: '' },
  failures: ['not-found', 'conflict', 'unsupported-option', ...STORE_FAILURES],
  reply: { ...changeReply, status: 202, description: 'the change, planned' },
  async handle({ caller, params, body }, { words }) {
    const planned = await words.changeAlt(caller.storeId, {
      ...pictureOf(params),
      ...body,
      actor: caller.actor,
    });
    if (!planned.ok) return planned;
    const change = toAltChange(planned.value);
    return ok({ body: change, headers: { Location: `/api/v1/alt-changes/${change.id}` } });
  },
});

export const listAltChanges = defineEndpoint({
  operationId: 'listAltChanges',
  method: 'GET',
  path: '/alt-changes',
  tag: 'Words',
  summary: 'Changes of alt texts, newest first',
  query: listQuery({ productId: id('product').optional() }),
  failures: [],
  reply: {
    kind: 'json',
    status: 200,
    description: 'a page of changes',
    schema: pageSchema(altChangeSchema, 'AltChangePage'),
    example: { items: [EXAMPLE_ALT_CHANGE], nextCursor: null },
  },
  async handle({ caller, query }, { words }) {
    const page = pageRequest(query);
    if (!page.ok) return page;
    const found = await words.listAltChanges(caller.storeId, { productId: query.productId }, page.value);
    return ok({ body: pageOf(found, toAltChange) });
  },
});

export const getAltChange = defineEndpoint({
  operationId: 'getAltChange',
  method: 'GET',
  path: '/alt-changes/{changeId}',
  tag: 'Words',
  summary: 'One change of an alt text',
  params: idParam('changeId', 'change of an alt text'),
  failures: ['not-found'],
  reply: { ...changeReply, status: 200, description: 'the change' },
  async handle({ caller, params }, { words }) {
    const change = await words.altChange(caller.storeId, params.changeId);
    return change
      ? ok({ body: toAltChange(change) })
      : err(failure('not-found', 'There is no change with this id.'));
  },
});

export const undoAltChange = defineEndpoint({
  operationId: 'undoAltChange',
  method: 'POST',
  path: '/alt-changes/{changeId}/undo',
  tag: 'Words',
  summary: 'Take a change of an alt text back',
  description:
    'Puts back what is still as Softbox left it; what somebody changed since is left alone and listed.',
  params: idParam('changeId', 'change of an alt text'),
  failures: ['not-found', 'conflict'],
  reply: { ...changeReply, status: 202, description: 'the change, being undone' },
  async handle({ caller, params }, { words }) {
    const undone = await words.undoAlt(caller.storeId, params.changeId, caller.actor);
    return undone.ok ? ok({ body: toAltChange(undone.value) }) : undone;
  },
});
