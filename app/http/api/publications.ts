import { z } from 'zod';
import { PUBLICATION_STATES } from '#app/domain/publication.ts';
import { ok, type Result } from '#app/domain/result.ts';
import type { Publication } from '#app/ports/repositories/publications.ts';
import type { UndoRequest } from '#app/use-cases/request-undo.ts';
import { type Refusal, toProblem } from '../problem.ts';
import { defineEndpoint } from './endpoint.ts';
import { id, idParam, listOf, listQuery, pageOf, pageRequest, pageSchema } from './schemas/common.ts';
import { problemSchema } from './schemas/problem.ts';
import {
  EXAMPLE_PREVIEW,
  EXAMPLE_PUBLICATION,
  previewSchema,
  publicationInput,
  publicationSchema,
  toPreview,
  toPublication,
} from './schemas/publication.ts';

const publicationParam = idParam('publicationId', 'publication');
const STORE_FAILURES = ['store-unavailable', 'store-throttled', 'store-unauthorized'] as const;
const EXAMPLE_INPUT = { assetId: EXAMPLE_PUBLICATION.assetId, placement: 'main', alt: 'Blue mug' };
/** Things one request can publish or undo. */
const MAX_MANY = 100;

export const previewPublication = defineEndpoint({
  operationId: 'previewPublication',
  method: 'POST',
  path: '/publications/preview',
  tag: 'Publications',
  summary: 'What publishing would change in the product',
  description: "Reads the product's media in the store as they are now, and changes nothing.",
  body: publicationInput,
  bodyExample: EXAMPLE_INPUT,
  failures: [
    'not-found',
    'product-gone',
    'media-gone',
    'media-limit',
    'store-disconnected',
    ...STORE_FAILURES,
  ],
  reply: {
    kind: 'json',
    status: 200,
    description: 'the gallery before and after',
    schema: previewSchema,
    example: EXAMPLE_PREVIEW,
  },
  async handle({ caller, body, signal }, services) {
    const preview = await services.previewPublication(caller.storeId, body, { signal });
    return preview.ok ? ok({ body: toPreview(preview.value) }) : preview;
  },
});

const publicationReply = { kind: 'json', schema: publicationSchema, example: EXAMPLE_PUBLICATION } as const;
const PUBLISH_FAILURES = [
  'not-found',
  'conflict',
  'product-gone',
  'store-unauthorized',
  'placeholder-not-publishable',
] as const;

export const publishAsset = defineEndpoint({
  operationId: 'publishAsset',
  method: 'POST',
  path: '/publications',
  tag: 'Publications',
  summary: 'Publish an approved picture',
  description:
    'Queues the publication; its state tells how far it is. Nothing is changed in the store without a snapshot that undoes it.',
  body: publicationInput,
  bodyExample: EXAMPLE_INPUT,
  failures: PUBLISH_FAILURES,
  reply: {
    ...publicationReply,
    status: 202,
    description: 'the publication, planned',
    example: {
      ...EXAMPLE_PUBLICATION,
      state: 'planned',
      mediaId: null,
      liveUrl: null,
      labelKept: null,
      publishedAt: null,
    },
  },
  async handle({ caller, body }, { publish }) {
    const planned = await publish(caller.storeId, { ...body, actor: caller.actor });
    if (!planned.ok) return planned;
    const body_ = toPublication(planned.value);
    return ok({ body: body_, headers: { Location: `/api/v1/publications/${body_.id}` } });
  },
});

/** Answer to many at once: each thing is accepted or refused by itself. */
const manySchema = (name: string) =>
  z
    .object({
      accepted: z.array(publicationSchema),
      refused: z.array(z.object({ id: z.uuid(), problem: problemSchema })),
    })
    .meta({ id: name, description: 'each was accepted or refused by itself, in the order asked' });

/** One after the other: each is a transaction of its own, and a refused one does not stop those after it. */
const eachOf = async <Item>(
  items: readonly Item[],
  idOf: (item: Item) => string,
  act: (item: Item) => Promise<Result<Publication, Refusal>>,
  instance: string,
) => {
  const accepted: z.infer<typeof publicationSchema>[] = [];
  const refused: { id: string; problem: z.infer<typeof problemSchema> }[] = [];
  for (const item of items) {
    const done = await act(item);
    if (done.ok) accepted.push(toPublication(done.value));
    else refused.push({ id: idOf(item), problem: toProblem(done.error, instance) });
  }
  return { accepted, refused };
};

export const publishAssets = defineEndpoint({
  operationId: 'publishAssets',
  method: 'POST',
  path: '/publications/many',
  tag: 'Publications',
  summary: 'Publish many approved pictures',
  body: z.strictObject({ items: z.array(publicationInput).min(1).max(MAX_MANY) }),
  bodyExample: { items: [EXAMPLE_INPUT] },
  failures: [],
  reply: {
    kind: 'json',
    status: 202,
    description: 'what was accepted and what was refused; `refused[].id` is the asset',
    schema: manySchema('PublishedMany'),
    example: { accepted: [{ ...EXAMPLE_PUBLICATION, state: 'planned' }], refused: [] },
  },
  async handle({ caller, body }, { publish }) {
    const one = (item: (typeof body.items)[number]) =>
      publish(caller.storeId, { ...item, actor: caller.actor });
    return ok({ body: await eachOf(body.items, (item) => item.assetId, one, '/api/v1/publications/many') });
  },
});

export const listPublications = defineEndpoint({
  operationId: 'listPublications',
  method: 'GET',
  path: '/publications',
  tag: 'Publications',
  summary: 'Publications, newest first',
  query: listQuery({
    assetId: id('picture').optional(),
    productId: id('product').optional(),
    state: listOf(PUBLICATION_STATES)
      .optional()
      .meta({ description: 'only those in one of these states, separated by commas' }),
  }),
  failures: [],
  reply: {
    kind: 'json',
    status: 200,
    description: 'a page of publications',
    schema: pageSchema(publicationSchema, 'PublicationPage'),
    example: { items: [EXAMPLE_PUBLICATION], nextCursor: null },
  },
  async handle({ caller, query }, { readPublications }) {
    const page = pageRequest(query);
    if (!page.ok) return page;
    const filter = { assetId: query.assetId, productId: query.productId, states: query.state };
    return ok({
      body: pageOf(await readPublications.list(caller.storeId, filter, page.value), toPublication),
    });
  },
});

export const getPublication = defineEndpoint({
  operationId: 'getPublication',
  method: 'GET',
  path: '/publications/{publicationId}',
  tag: 'Publications',
  summary: 'One publication and how far it is',
  params: publicationParam,
  failures: ['not-found'],
  reply: { ...publicationReply, status: 200, description: 'the publication' },
  async handle({ caller, params }, { readPublications }) {
    const found = await readPublications.get(caller.storeId, params.publicationId);
    return found.ok ? ok({ body: toPublication(found.value) }) : found;
  },
});

const undoOptions = {
  cleanUp: z
    .boolean()
    .default(false)
    .meta({ description: 'also delete our file in the store, if nothing else uses it' }),
  reuploadDeleted: z.boolean().default(false).meta({
    description: 'upload the original again if it was deleted meanwhile; it then has a new id',
  }),
};
const undoRequest = (
  { cleanUp, reuploadDeleted }: { readonly cleanUp: boolean; readonly reuploadDeleted: boolean },
  actor: string,
): UndoRequest => ({ cleanUp, reupload: reuploadDeleted, actor });

const EXAMPLE_UNDONE = { ...EXAMPLE_PUBLICATION, state: 'reverting' } as const;

export const undoPublication = defineEndpoint({
  operationId: 'undoPublication',
  method: 'POST',
  path: '/publications/{publicationId}/undo',
  tag: 'Publications',
  summary: 'Take a publication back',
  description:
    'Restores place, alt text, variants and the original, as far as they are still as we left them; `leftAlone` lists the rest. Undoing again changes nothing.',
  params: publicationParam,
  body: z.strictObject(undoOptions),
  bodyExample: { cleanUp: false },
  failures: ['not-found', 'conflict'],
  reply: {
    ...publicationReply,
    status: 202,
    description: 'the publication, reverting',
    example: EXAMPLE_UNDONE,
  },
  async handle({ caller, params, body }, { undo }) {
    const reverting = await undo(caller.storeId, params.publicationId, undoRequest(body, caller.actor));
    return reverting.ok ? ok({ body: toPublication(reverting.value) }) : reverting;
  },
});

export const undoPublications = defineEndpoint({
  operationId: 'undoPublications',
  method: 'POST',
  path: '/undos',
  tag: 'Publications',
  summary: 'Take many publications back',
  body: z.strictObject({
    publicationIds: z.array(id('publication')).min(1).max(MAX_MANY),
    ...undoOptions,
  }),
  bodyExample: { publicationIds: [EXAMPLE_PUBLICATION.id], cleanUp: true },
  failures: [],
  reply: {
    kind: 'json',
    status: 202,
    description: 'what was accepted and what was refused; `refused[].id` is the publication',
    schema: manySchema('UndoneMany'),
    example: { accepted: [EXAMPLE_UNDONE], refused: [] },
  },
  async handle({ caller, body }, { undo }) {
    const one = (publicationId: string) =>
      undo(caller.storeId, publicationId, undoRequest(body, caller.actor));
    const ids = [...new Set(body.publicationIds)];
    return ok({ body: await eachOf(ids, (publicationId) => publicationId, one, '/api/v1/undos') });
  },
});
