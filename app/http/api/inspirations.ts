import { z } from 'zod';
import type { FailureKind } from '#app/domain/failure.ts';
import { ok } from '#app/domain/result.ts';
import { sceneDescriptionSchema } from '#app/domain/scene/scene-description.ts';
import { toInspirationView } from '#app/use-cases/manage-inspirations.ts';
import { defineEndpoint } from './endpoint.ts';
import { PICTURE_FAILURES, QUESTION_FAILURES } from './failure-lists.ts';
import { SECURITY_HEADERS } from './respond.ts';
import { idParam, listQuery, pageOf, pageRequest, pageSchema } from './schemas/common.ts';
import {
  EXAMPLE_INSPIRATION,
  EXAMPLE_PICTURE,
  EXAMPLE_SCENE,
  inspirationPictureSchema,
  inspirationSchema,
  toInspiration,
  toPicture,
} from './schemas/scene.ts';

const inspirationParam = idParam('inspirationId', 'inspiration');
/** A photo of a phone; more than that is shown to no model anyway. */
export const MAX_UPLOAD_BYTES = 20_000_000;

const READING: readonly FailureKind[] = ['unsupported-option', ...PICTURE_FAILURES, ...QUESTION_FAILURES];

const inspirationReply = {
  kind: 'json',
  description: 'the inspiration with the place that was read from it',
  schema: inspirationSchema,
  example: EXAMPLE_INSPIRATION,
} as const;

export const uploadInspiration = defineEndpoint({
  operationId: 'uploadInspiration',
  method: 'POST',
  path: '/inspirations',
  tag: 'Recipes',
  summary: 'Have a picture of your own read into a place',
  description:
    'A vision model reads the place and leaves the product out. Free for the merchant, up to a number a day. The same file again is answered from memory.',
  rawBody: {
    contentType: 'image/png',
    alsoContentTypes: ['image/jpeg', 'image/webp'],
    maxBytes: MAX_UPLOAD_BYTES,
    description: 'the picture',
  },
  failures: [...READING, 'image-empty', 'image-truncated', 'image-animated', 'image-type-mismatch'],
  reply: { ...inspirationReply, status: 201 },
  async handle({ caller, bytes, headers, signal }, { readInspiration }) {
    const file = { bytes, declaredType: headers.get('Content-Type') };
    const read = await readInspiration.upload(caller.storeId, file, { signal });
    return read.ok ? ok({ body: toInspiration(toInspirationView(read.value)) }) : read;
  },
});

export const searchInspirations = defineEndpoint({
  operationId: 'searchInspirations',
  method: 'GET',
  path: '/inspirations/search',
  tag: 'Recipes',
  summary: 'Look for pictures to be inspired by',
  description:
    'In the picture library that is set up here (Unsplash, or a small set of our own). Show each picture from its own address, with its attribution and both links.',
  query: z.strictObject({
    q: z.string().trim().min(1).max(100),
    page: z
      .string()
      .regex(/^[1-9][0-9]{0,2}$/, 'must be a page from 1')
      .transform(Number)
      .optional()
      .meta({ override: { type: 'integer', minimum: 1, default: 1 } }),
  }),
  failures: [
    'provider-throttled',
    'provider-unavailable',
    'provider-unauthorized',
    'provider-bad-reply',
    'rate-limited',
  ],
  reply: {
    kind: 'json',
    status: 200,
    description: 'a page of pictures',
    schema: z
      .object({
        library: z.enum(['unsplash', 'own']),
        libraryName: z.string(),
        pictures: z.array(inspirationPictureSchema),
        total: z.int(),
        nextPage: z.int().nullable(),
      })
      .meta({ id: 'InspirationSearch' }),
    example: {
      library: 'unsplash',
      libraryName: 'Unsplash',
      pictures: [EXAMPLE_PICTURE],
      total: 1,
      nextPage: null,
    },
  },
  async handle({ query, signal }, { manageInspirations }) {
    const { library, libraryName } = manageInspirations;
    const found = await manageInspirations.search({ text: query.q, page: query.page ?? 1 }, { signal });
    if (!found.ok) return found;
    const { pictures, total, nextPage } = found.value;
    return ok({ body: { library, libraryName, pictures: pictures.map(toPicture), total, nextPage } });
  },
});

export const useInspiration = defineEndpoint({
  operationId: 'useInspiration',
  method: 'POST',
  path: '/inspirations/library/{pictureId}/use',
  tag: 'Recipes',
  summary: 'Have a picture of the library read into a place',
  description:
    'Tells the library of the use, as its rules ask. A picture that was used before is answered from memory.',
  params: z.object({
    pictureId: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,64}$/)
      .meta({ description: "the library's own id" }),
  }),
  failures: [...READING, 'not-found', 'payload-too-large'],
  reply: { ...inspirationReply, status: 201 },
  async handle({ caller, params, signal }, { readInspiration }) {
    const read = await readInspiration.use(caller.storeId, params.pictureId, { signal });
    return read.ok ? ok({ body: toInspiration(toInspirationView(read.value)) }) : read;
  },
});

export const listInspirations = defineEndpoint({
  operationId: 'listInspirations',
  method: 'GET',
  path: '/inspirations',
  tag: 'Recipes',
  summary: 'Inspirations of the store, newest first',
  query: listQuery({}),
  failures: [],
  reply: {
    kind: 'json',
    status: 200,
    description: 'a page of inspirations',
    schema: pageSchema(inspirationSchema, 'InspirationPage'),
    example: { items: [EXAMPLE_INSPIRATION], nextCursor: null },
  },
  async handle({ caller, query }, { manageInspirations }) {
    const page = pageRequest(query);
    if (!page.ok) return page;
    return ok({ body: pageOf(await manageInspirations.list(caller.storeId, page.value), toInspiration) });
  },
});

export const getInspiration = defineEndpoint({
  operationId: 'getInspiration',
  method: 'GET',
  path: '/inspirations/{inspirationId}',
  tag: 'Recipes',
  summary: 'One inspiration',
  params: inspirationParam,
  failures: ['not-found'],
  reply: { ...inspirationReply, status: 200 },
  async handle({ caller, params }, { manageInspirations }) {
    const found = await manageInspirations.get(caller.storeId, params.inspirationId);
    return found.ok ? ok({ body: toInspiration(found.value) }) : found;
  },
});

export const putInspirationDescription = defineEndpoint({
  operationId: 'putInspirationDescription',
  method: 'PUT',
  path: '/inspirations/{inspirationId}/description',
  tag: 'Recipes',
  summary: 'Change the place that was read from a picture',
  description:
    'In place of version `version`; 409 when that is not the newest one. What the model read is kept beside it.',
  params: inspirationParam,
  body: z.strictObject({ version: z.int().min(1), description: sceneDescriptionSchema }),
  bodyExample: { version: 1, description: EXAMPLE_SCENE },
  failures: ['not-found', 'conflict'],
  reply: { ...inspirationReply, status: 200 },
  async handle({ caller, params, body }, { manageInspirations }) {
    const edited = await manageInspirations.edit(caller.storeId, params.inspirationId, body);
    return edited.ok ? ok({ body: toInspiration(edited.value) }) : edited;
  },
});

export const getInspirationThumbnail = defineEndpoint({
  operationId: 'getInspirationThumbnail',
  method: 'GET',
  path: '/inspirations/{inspirationId}/thumbnail',
  tag: 'Recipes',
  summary: 'A small copy of an uploaded picture',
  description: 'Only of uploads: what a library shows is shown from its own address.',
  params: inspirationParam,
  failures: ['not-found'],
  reply: {
    kind: 'raw',
    status: 200,
    description: 'the small copy',
    contentTypes: ['image/webp'],
    headers: { 'Cache-Control': 'private, max-age=31536000, immutable' },
  },
  async handle({ caller, params }, { manageInspirations }) {
    const made = await manageInspirations.thumbnail(caller.storeId, params.inspirationId, 480);
    if (!made.ok) return made;
    const headers = {
      ...SECURITY_HEADERS,
      'Cache-Control': 'private, max-age=31536000, immutable',
      Vary: 'Authorization',
      'Content-Type': made.value.contentType,
    };
    return ok(new Response(new Uint8Array(made.value.bytes), { headers }));
  },
});
