import { z } from 'zod';
import type { FailureKind } from '#app/domain/failure.ts';
import { ok } from '#app/domain/result.ts';
import type { WordsTarget } from '#app/use-cases/subject-of-words.ts';
import { defineEndpoint } from './endpoint.ts';
import { FETCH_FAILURES, QUESTION_FAILURES } from './failure-lists.ts';
import { id, idParam } from './schemas/common.ts';
import {
  EXAMPLE_LANGUAGES,
  EXAMPLE_RUN,
  EXAMPLE_WORDS,
  editWordsInput,
  language,
  toRun,
  toWords,
  toWordsView,
  wordsRunSchema,
  wordsSchema,
  wordsViewSchema,
  writeWordsInput,
} from './schemas/words.ts';

const assetParams = idParam('assetId', 'picture');
const photoParams = z.object({ productId: id('product'), productImageId: id('picture') });
const ofLanguage = { language };

const assetTarget = ({ assetId }: { assetId: string }): WordsTarget => ({ kind: 'asset', assetId });
const photoTarget = (photo: { productId: string; productImageId: string }): WordsTarget => ({
  kind: 'photo',
  productId: photo.productId,
  imageId: photo.productImageId,
});

const FIND_FAILURES = ['not-found', 'product-gone'] as const satisfies readonly FailureKind[];
const WRITE_FAILURES = [
  ...FIND_FAILURES,
  'conflict',
  'unsupported-option',
  'placeholder-not-publishable',
  'store-unavailable',
  'store-throttled',
  'store-unauthorized',
  ...QUESTION_FAILURES,
] as const satisfies readonly FailureKind[];

const viewReply = {
  kind: 'json' as const,
  status: 200 as const,
  description: 'the words that count, one a language, and the languages there are',
  schema: wordsViewSchema,
  example: {
    assetId: '019aac3e-9f00-7e10-9a2b-3c4d5e6f7a8b',
    productId: null,
    productImageId: null,
    words: [EXAMPLE_WORDS],
    languages: EXAMPLE_LANGUAGES,
    formerAlt: 'Tin',
  },
};
const writtenReply = {
  kind: 'json' as const,
  status: 200 as const,
  description: 'the words that count now, and in which languages they are new',
  schema: z
    .object({ words: z.array(wordsSchema), written: z.array(z.string()) })
    .meta({ id: 'WrittenWords' }),
  example: { words: [EXAMPLE_WORDS], written: ['main'] },
};
const editedReply = {
  kind: 'json',
  status: 200,
  description: 'the words as they count now',
  schema: wordsSchema,
  example: { ...EXAMPLE_WORDS, version: 2, source: 'person', model: null },
} as const;
const EXAMPLE_EDIT = { alt: 'Red tin with a blue band', caption: '', seenVersion: 1 };
const HOW =
  'A model looks at the picture and at what the store says of the product. Words are versions: nothing is written over, and a person’s are only replaced when `existing` says so.';

export const getAssetWords = defineEndpoint({
  operationId: 'getAssetWords',
  method: 'GET',
  path: '/assets/{assetId}/words',
  tag: 'Words',
  summary: 'Alt text and caption of a finished picture',
  params: assetParams,
  failures: FIND_FAILURES,
  reply: viewReply,
  async handle({ caller, params }, { words }) {
    const view = await words.read(caller.storeId, assetTarget(params));
    return view.ok ? ok({ body: toWordsView({ assetId: params.assetId }, view.value) }) : view;
  },
});

export const writeAssetWords = defineEndpoint({
  operationId: 'writeAssetWords',
  method: 'POST',
  path: '/assets/{assetId}/words',
  tag: 'Words',
  summary: 'Have alt text and caption of a finished picture written',
  description: HOW,
  params: assetParams,
  body: writeWordsInput,
  bodyExample: { languages: ['main', 'de'] },
  failures: WRITE_FAILURES,
  reply: writtenReply,
  async handle({ caller, params, body, signal }, { words }) {
    const request = { ...body, target: assetTarget(params), actor: caller.actor };
    const done = await words.write(caller.storeId, request, signal);
    if (!done.ok) return done;
    return ok({ body: { words: done.value.words.map(toWords), written: [...done.value.written] } });
  },
});

export const editAssetWords = defineEndpoint({
  operationId: 'editAssetWords',
  method: 'PUT',
  path: '/assets/{assetId}/words/{language}',
  tag: 'Words',
  summary: 'Write alt text and caption of a finished picture yourself',
  params: z.object({ ...assetParams.shape, ...ofLanguage }),
  body: editWordsInput,
  bodyExample: EXAMPLE_EDIT,
  failures: [...FIND_FAILURES, 'conflict'],
  reply: editedReply,
  async handle({ caller, params, body }, { words }) {
    const request = { ...body, language: params.language, target: assetTarget(params), actor: caller.actor };
    const done = await words.edit(caller.storeId, request);
    return done.ok ? ok({ body: toWords(done.value) }) : done;
  },
});

export const getPhotoWords = defineEndpoint({
  operationId: 'getPhotoWords',
  method: 'GET',
  path: '/products/{productId}/images/{productImageId}/words',
  tag: 'Words',
  summary: 'Words about a picture of the store’s own',
  description:
    'Drafts: nothing of the store changes by them. They belong to the file, so they are the same wherever it is shown; `changeAlt` publishes them.',
  params: photoParams,
  failures: FIND_FAILURES,
  reply: viewReply,
  async handle({ caller, params }, { words }) {
    const view = await words.read(caller.storeId, photoTarget(params));
    return view.ok ? ok({ body: toWordsView(params, view.value) }) : view;
  },
});

export const writePhotoWords = defineEndpoint({
  operationId: 'writePhotoWords',
  method: 'POST',
  path: '/products/{productId}/images/{productImageId}/words',
  tag: 'Words',
  summary: 'Have words about a picture of the store’s own written',
  description: HOW,
  params: photoParams,
  body: writeWordsInput,
  bodyExample: { languages: ['main'] },
  failures: [...WRITE_FAILURES, ...FETCH_FAILURES, 'payload-too-large'],
  reply: writtenReply,
  async handle({ caller, params, body, signal }, { words }) {
    const request = { ...body, target: photoTarget(params), actor: caller.actor };
    const done = await words.write(caller.storeId, request, signal);
    if (!done.ok) return done;
    return ok({ body: { words: done.value.words.map(toWords), written: [...done.value.written] } });
  },
});

export const editPhotoWords = defineEndpoint({
  operationId: 'editPhotoWords',
  method: 'PUT',
  path: '/products/{productId}/images/{productImageId}/words/{language}',
  tag: 'Words',
  summary: 'Write words about a picture of the store’s own yourself',
  params: z.object({ ...photoParams.shape, ...ofLanguage }),
  body: editWordsInput,
  bodyExample: EXAMPLE_EDIT,
  failures: [...FIND_FAILURES, 'conflict'],
  reply: editedReply,
  async handle({ caller, params, body }, { words }) {
    const request = { ...body, language: params.language, target: photoTarget(params), actor: caller.actor };
    const done = await words.edit(caller.storeId, request);
    return done.ok ? ok({ body: toWords(done.value) }) : done;
  },
});

const runReply = { kind: 'json', schema: wordsRunSchema, example: EXAMPLE_RUN } as const;

export const writeBatchWords = defineEndpoint({
  operationId: 'writeBatchWords',
  method: 'POST',
  path: '/batches/{batchId}/words',
  tag: 'Words',
  summary: 'Have words written for every picture of a batch that has none',
  params: idParam('batchId', 'batch'),
  body: z.strictObject({ languages: writeWordsInput.shape.languages }),
  bodyExample: { languages: ['main'] },
  failures: ['not-found', 'unsupported-option', 'store-unavailable', 'store-throttled'],
  reply: { ...runReply, status: 202, description: 'the run; one that is under way is given again' },
  async handle({ caller, params, body }, { words }) {
    const { storeId, actor } = caller;
    const run = await words.requestRun(storeId, { ...body, batchId: params.batchId, actor });
    return run.ok ? ok({ body: toRun(run.value) }) : run;
  },
});

export const getBatchWords = defineEndpoint({
  operationId: 'getBatchWords',
  method: 'GET',
  path: '/batches/{batchId}/words',
  tag: 'Words',
  summary: 'How far the words for a batch are',
  params: idParam('batchId', 'batch'),
  failures: ['not-found'],
  reply: {
    kind: 'json',
    status: 200,
    description: 'the newest run; null when none was asked for',
    schema: z.object({ batchId: id('batch'), run: wordsRunSchema.nullable() }).meta({ id: 'BatchWords' }),
    example: { batchId: EXAMPLE_RUN.batchId, run: EXAMPLE_RUN },
  },
  async handle({ caller, params }, { words }) {
    const run = await words.latestRun(caller.storeId, params.batchId);
    return run.ok ? ok({ body: { ...params, run: run.value && toRun(run.value) } }) : run;
  },
});
