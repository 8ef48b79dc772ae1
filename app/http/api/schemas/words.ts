import { z } from 'zod';
import { ALT_CHANGE_STATES } from '#app/domain/words/alt-change.ts';
import { MAX_CAPTION } from '#app/domain/words/ask-words.ts';
import { MAX_ALT } from '#app/domain/words/check-words.ts';
import { languageSchema, MAX_LANGUAGES, type StoreLanguages } from '#app/domain/words/language.ts';
import type { AltChange } from '#app/ports/repositories/alt-changes.ts';
import type { PictureWords } from '#app/ports/repositories/picture-words.ts';
import type { WordsRun } from '#app/ports/repositories/words-runs.ts';
import type { WordsView } from '#app/use-cases/edit-words.ts';
import { id, isoOrNull, reasonSchema, time } from './common.ts';
import { altTranslationSchema, leftAloneSchema } from './publication.ts';

export const language = languageSchema.meta({
  description: 'main: the store’s own language; else the code of another one it has published',
  example: 'main',
});

export const wordsSchema = z
  .object({
    language,
    version: z.int().meta({ description: 'the highest counts; send it back as seenVersion' }),
    alt: z.string(),
    caption: z.string(),
    source: z.enum(['model', 'person']),
    model: z.string().nullable(),
    editedBy: z.string(),
    createdAt: time,
  })
  .meta({ id: 'Words', description: 'what is said of a picture in one language' });

export const toWords = ({ createdAt, ...words }: PictureWords): z.infer<typeof wordsSchema> => ({
  ...words,
  createdAt: createdAt.toISOString(),
});

export const languagesSchema = z
  .object({
    main: z.string().nullable().meta({ description: 'code of the store’s own language, where it is known' }),
    others: z.array(z.object({ code: z.string(), name: z.string() })),
    missingScopes: z.array(z.string()).meta({
      description: 'permissions to ask the merchant for, so that other languages can be known and written',
    }),
  })
  .meta({ id: 'StoreLanguages' });

export const toLanguages = (languages: StoreLanguages): z.infer<typeof languagesSchema> =>
  languages.known
    ? { main: languages.main, others: languages.others.map((one) => ({ ...one })), missingScopes: [] }
    : { main: null, others: [], missingScopes: [...languages.missing] };

export const wordsViewSchema = z
  .object({
    assetId: id('picture').nullable().meta({ description: 'null for a picture of the store’s own' }),
    productId: id('product').nullable(),
    productImageId: id('picture').nullable(),
    words: z.array(wordsSchema),
    languages: languagesSchema,
    formerAlt: z.string().meta({
      description: 'alt text so far: of the photo itself, or of the photo that the picture was made from',
    }),
  })
  .meta({ id: 'WordsView' });

export const toWordsView = (
  of: { readonly assetId: string } | { readonly productId: string; readonly productImageId: string },
  { words, languages, formerAlt }: WordsView,
): z.infer<typeof wordsViewSchema> => ({
  assetId: null,
  productId: null,
  productImageId: null,
  ...of,
  words: words.map(toWords),
  languages: toLanguages(languages),
  formerAlt,
});

export const writeWordsInput = z
  .strictObject({
    languages: z.array(language).min(1).max(MAX_LANGUAGES).default(['main']),
    existing: z.enum(['keep', 'replace-model', 'replace']).default('replace-model').meta({
      description:
        'keep: write only where nothing stands; replace-model: also over a model’s words; replace: also over a person’s',
    }),
    mayFallOver: z.boolean().default(true).meta({ description: 'another provider may answer for the first' }),
  })
  .meta({ id: 'WriteWordsInput' });

export const editWordsInput = z
  .strictObject({
    alt: z.string().max(4 * MAX_ALT),
    caption: z
      .string()
      .max(4 * MAX_CAPTION)
      .default(''),
    seenVersion: z.int().min(0).meta({ description: 'the version that was seen; 0 for none' }),
  })
  .meta({ id: 'EditWordsInput' });

export const wordsRunSchema = z
  .object({
    id: id('run of words'),
    batchId: id('batch'),
    languages: z.array(z.string()),
    state: z.enum(['queued', 'running', 'done', 'failed']),
    written: z.int(),
    skipped: z.int(),
    refused: z.int(),
    reason: reasonSchema.nullable(),
    createdAt: time,
    finishedAt: time.nullable(),
  })
  .meta({ id: 'WordsRun' });

export const toRun = (run: WordsRun): z.infer<typeof wordsRunSchema> => ({
  id: run.id,
  batchId: run.batchId,
  languages: [...run.languages],
  state: run.state,
  written: run.written,
  skipped: run.skipped,
  refused: run.refused,
  reason: run.failure,
  createdAt: run.createdAt.toISOString(),
  finishedAt: isoOrNull(run.finishedAt),
});

export const altReviewSchema = z
  .object({
    productId: id('product'),
    productImageId: id('picture'),
    mediaId: z.string(),
    alt: z.string().meta({ description: 'in the store at this moment' }),
    translations: z.array(z.object({ locale: z.string(), value: z.string().nullable() })),
    languages: languagesSchema,
    shownBy: z
      .array(z.object({ id: id('product'), title: z.string() }))
      .meta({ description: 'every product that shows the file: its alt text changes for all of them' }),
  })
  .meta({ id: 'AltReview' });

export const altChangeInput = z
  .strictObject({
    alt: z.string().max(MAX_ALT),
    translations: z.array(altTranslationSchema).max(MAX_LANGUAGES).default([]),
    seenAlt: z
      .string()
      .max(4 * MAX_ALT)
      .meta({ description: '`alt` of the review; with another one by now it is refused' }),
  })
  .meta({ id: 'AltChangeInput' });

export const altChangeSchema = z
  .object({
    id: id('change of an alt text'),
    productId: id('product'),
    mediaId: z.string(),
    alt: z.string(),
    translations: z.array(altTranslationSchema),
    formerAlt: z.string(),
    state: z.enum(ALT_CHANGE_STATES),
    shownBy: z
      .array(z.string())
      .meta({ description: 'the platform’s ids of the products that show the file' }),
    leftAlone: z.array(leftAloneSchema),
    reason: reasonSchema.nullable(),
    createdBy: z.string(),
    createdAt: time,
    publishedAt: time.nullable(),
    revertedAt: time.nullable(),
  })
  .meta({ id: 'AltChange' });

export const toAltChange = (change: AltChange): z.infer<typeof altChangeSchema> => ({
  id: change.id,
  productId: change.productId,
  mediaId: change.fileId,
  alt: change.alt,
  translations: change.translations.map((t) => ({ ...t })),
  formerAlt: change.before?.alt ?? change.seenAlt,
  state: change.state,
  shownBy: [...change.shownBy],
  leftAlone: change.leftAlone.map((l) => ({ ...l })),
  reason: change.failure,
  createdBy: change.createdBy,
  createdAt: change.createdAt.toISOString(),
  publishedAt: isoOrNull(change.publishedAt),
  revertedAt: isoOrNull(change.revertedAt),
});

export const EXAMPLE_WORDS: z.infer<typeof wordsSchema> = {
  language: 'main',
  version: 1,
  alt: 'Red tin with a blue band on a white background',
  caption: 'Red tin with a blue band',
  source: 'model',
  model: 'claude/claude-haiku-5-5',
  editedBy: 'shopify-user:42',
  createdAt: '2026-11-22T16:20:00.000Z',
};
export const EXAMPLE_LANGUAGES: z.infer<typeof languagesSchema> = {
  main: 'en',
  others: [{ code: 'de', name: 'German' }],
  missingScopes: [],
};
export const EXAMPLE_RUN: z.infer<typeof wordsRunSchema> = {
  id: '019aac41-0000-7aaa-8bbb-000000000001',
  batchId: '019aac3e-0000-7aaa-8bbb-000000000001',
  languages: ['main'],
  state: 'running',
  written: 12,
  skipped: 1,
  refused: 0,
  reason: null,
  createdAt: '2026-11-22T16:20:00.000Z',
  finishedAt: null,
};
export const EXAMPLE_ALT_CHANGE: z.infer<typeof altChangeSchema> = {
  id: '019aac42-0000-7aaa-8bbb-000000000001',
  productId: '019aac3d-1000-7aaa-8bbb-000000000001',
  mediaId: 'gid://shopify/MediaImage/31',
  alt: 'Red tin with a blue band',
  translations: [],
  formerAlt: '',
  state: 'planned',
  shownBy: ['gid://shopify/Product/7'],
  leftAlone: [],
  reason: null,
  createdBy: 'shopify-user:42',
  createdAt: '2026-11-22T16:20:00.000Z',
  publishedAt: null,
  revertedAt: null,
};
