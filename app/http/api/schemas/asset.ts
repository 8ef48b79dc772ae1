import { z } from 'zod';
import { FIDELITY_VERDICTS } from '#app/domain/fidelity/judge-fidelity.ts';
import { REVIEW_STATES } from '#app/domain/publication.ts';
import { OUTPUT_FORMATS, type OutputFormat } from '#app/domain/recipe/recipe.ts';
import type { Asset, AssetProvenance } from '#app/ports/repositories/assets.ts';
import { id, isoOrNull, time } from './common.ts';

export const CONTENT_TYPES = {
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  png: 'image/png',
} as const satisfies Record<OutputFormat, string>;

export const reviewSchema = z
  .object({
    state: z.enum(REVIEW_STATES),
    decidedBy: z.string().nullable(),
    decidedAt: time.nullable(),
  })
  .meta({ id: 'Review' });

export const assetSchema = z
  .object({
    id: id('picture'),
    jobId: id('job'),
    batchId: id('batch'),
    productId: id('product'),
    productImageId: id('source picture'),
    recipeHash: z.string(),
    parentAssetId: id('picture it is an edit of').nullable(),
    contentHash: z.string().meta({ description: 'SHA-256 of the file' }),
    file: z.string().meta({ description: 'path of the file on this server' }),
    format: z.enum(OUTPUT_FORMATS),
    contentType: z.enum(['image/jpeg', 'image/webp', 'image/png']),
    bytes: z.int(),
    width: z.int(),
    height: z.int(),
    fill: z
      .number()
      .meta({ description: 'measured: longest side of the product over the frame on that axis' }),
    backgroundExact: z
      .boolean()
      .nullable()
      .meta({ description: 'measured; null where the recipe asks for no exact colour' }),
    maskConfidence: z.number(),
    doubts: z.array(z.string()).meta({ description: 'why the cut-out is doubtful' }),
    upscaled: z.number().meta({ description: 'enlargement against the source; 1 when none' }),
    renderMs: z
      .int()
      .min(0)
      .meta({ description: 'milliseconds the drawing took, without fetching and cutting out' }),
    digitalSourceType: z.string().meta({ description: 'IPTC term written into the file' }),
    model: z
      .string()
      .nullable()
      .meta({ description: 'image model that took part, provider/model; null where it was made here alone' }),
    isPlaceholder: z.boolean().meta({
      description: 'true when a stand-in of a provider took part: only a sandbox store may show it',
    }),
    held: z.boolean().meta({ description: 'true when a check wants a person to look at it' }),
    review: reviewSchema,
    createdAt: time,
  })
  .meta({ id: 'Asset' });

export const toAsset = (a: Asset): z.infer<typeof assetSchema> => ({
  id: a.id,
  jobId: a.jobId,
  batchId: a.batchId,
  productId: a.productId,
  productImageId: a.productImageId,
  recipeHash: a.recipeHash,
  parentAssetId: a.parentAssetId,
  contentHash: a.contentHash,
  file: `/api/v1/assets/${a.id}/file`,
  format: a.format,
  contentType: CONTENT_TYPES[a.format],
  bytes: a.bytes,
  width: a.width,
  height: a.height,
  fill: a.fill,
  backgroundExact: a.backgroundExact,
  maskConfidence: a.maskConfidence,
  doubts: [...a.doubts],
  upscaled: a.upscaled,
  renderMs: a.renderMs,
  digitalSourceType: a.digitalSourceType,
  model: a.model ?? null,
  isPlaceholder: a.isPlaceholder,
  held: a.held,
  review: { state: a.review, decidedBy: a.decidedBy, decidedAt: isoOrNull(a.decidedAt) },
  createdAt: a.createdAt.toISOString(),
});

const drawVerdict = z.object({
  verdict: z.enum(FIDELITY_VERDICTS),
  score: z.number(),
  sentence: z.string(),
  secondLook: z
    .object({ status: z.enum(['looked', 'needless', 'nobody', 'failed']), by: z.string().nullable() })
    .nullable(),
});

/** How a model took part: what it was told, word for word, and what the fidelity gate said. */
const modelProvenance = z.object({
  name: z.string().meta({ description: 'provider/model' }),
  isPlaceholder: z.boolean(),
  draws: z.array(
    z.object({
      number: z.int(),
      wording: z.string().meta({ description: 'the text that the model was sent' }),
      requestId: z.string().nullable().meta({ description: "the provider's own name for the call" }),
      hasC2pa: z.boolean().meta({ description: "the provider's bytes carried a C2PA manifest" }),
      verdict: drawVerdict.nullable(),
    }),
  ),
  references: z.array(
    z.object({
      productImageId: z.string(),
      sourceHash: z.string(),
      sent: z
        .object({ hash: z.string(), bytes: z.int(), width: z.int(), height: z.int() })
        .optional()
        .meta({ description: 'the smaller copy that was sent; left out where the photo itself was' }),
    }),
  ),
  fidelity: drawVerdict.nullable(),
  c2pa: z.object({ received: z.boolean(), published: z.literal(false) }),
});

export const provenanceSchema = z
  .object({
    sourceHash: z.string(),
    sourceUrl: z.string(),
    recipe: z.unknown().meta({ description: 'the complete recipe', override: { type: 'object' } }),
    versions: z.record(z.string(), z.string()),
    mask: z.object({ method: z.string(), confidence: z.number(), doubts: z.array(z.string()) }),
    times: z.object({ fetchedAt: z.string(), renderedAt: z.string() }),
    parent: z
      .object({ assetId: z.string(), contentHash: z.string() })
      .optional()
      .meta({ description: 'the picture that an edit started from' }),
    model: modelProvenance.optional().meta({ description: 'left out where no model took part' }),
  })
  .meta({ id: 'Provenance', description: 'What is needed to make the same file again.' });

/** Null when it was written by a version that noted other things. */
export const toProvenance = (p: AssetProvenance): z.infer<typeof provenanceSchema> | null =>
  provenanceSchema.safeParse(p).data ?? null;

const AT = '2026-11-22T16:20:00.000Z';
const HASH = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
export const EXAMPLE_ASSET: z.infer<typeof assetSchema> = {
  id: '019aac3e-9f00-7e10-9a2b-3c4d5e6f7a8b',
  jobId: '019aac3e-5a11-7d02-8c3f-0b5e1d2a3c44',
  batchId: '019aac3e-5a10-7c44-9d0e-6f2b8a1c4d55',
  productId: '019aac3d-1000-7aaa-8bbb-000000000001',
  productImageId: '019aac3d-1000-7aaa-8bbb-000000000002',
  recipeHash: 'b1946ac92492d2347c6235b4d2611184a3c5e4d3c2b1a09f8e7d6c5b4a392817',
  parentAssetId: null,
  contentHash: HASH,
  file: '/api/v1/assets/019aac3e-9f00-7e10-9a2b-3c4d5e6f7a8b/file',
  format: 'jpeg',
  contentType: 'image/jpeg',
  bytes: 184_233,
  width: 2048,
  height: 2048,
  fill: 0.85,
  backgroundExact: true,
  maskConfidence: 0.97,
  doubts: [],
  upscaled: 1,
  renderMs: 640,
  digitalSourceType: 'http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicallyEnhanced',
  model: null,
  isPlaceholder: false,
  held: false,
  review: { state: 'undecided', decidedBy: null, decidedAt: null },
  createdAt: AT,
};
export const EXAMPLE_PROVENANCE: z.infer<typeof provenanceSchema> = {
  sourceHash: HASH,
  sourceUrl: 'https://cdn.shopify.com/s/files/1/0001/mug.jpg',
  recipe: { kind: 'packshot', background: '#ffffff', shadow: 'none', fill: 0.85 },
  versions: { softbox: '0.1.0', cutOut: 'isnet-medium' },
  mask: { method: 'isnet', confidence: 0.97, doubts: [] },
  times: { fetchedAt: AT, renderedAt: AT },
};
