import type {
  ImageModelCapabilities,
  ModelAspect,
  ModelImageSize,
  TextModelCapabilities,
} from './capabilities.ts';

const TEN_ASPECTS: readonly ModelAspect[] = [
  '1:1',
  '2:3',
  '3:2',
  '3:4',
  '4:3',
  '4:5',
  '5:4',
  '9:16',
  '16:9',
  '21:9',
];
const FOURTEEN_ASPECTS: readonly ModelAspect[] = [...TEN_ASPECTS, '1:4', '4:1', '1:8', '8:1'];

const IMAGE_DOCS = 'https://ai.google.dev/gemini-api/docs/image-generation';
const DEPRECATIONS = 'https://ai.google.dev/gemini-api/docs/deprecations';
const SDK_TYPES = '@google/genai 3.1.0, ImageConfigAspectRatio and ImageConfigImageSize in dist/genai.d.ts';

/** What all of Gemini's image models share: no mask field, no promise about seeds, batch mode, PNG or JPEG out. */
const GEMINI_IMAGE = {
  provider: 'gemini',
  canEdit: true,
  mask: 'as-reference',
  // the seed is "a best effort" in the documents, and none is promised for pictures: an option nobody honours is not offered
  seed: false,
  batch: true,
  formats: ['image/png', 'image/jpeg'],
  inputFormats: ['image/png', 'image/jpeg', 'image/webp'],
  // 7 MB a file (https://docs.cloud.google.com/vertex-ai/generative-ai/docs/models/gemini/3-pro-image), and 20 MB a request
  // (https://ai.google.dev/gemini-api/docs/image-understanding#inline-image), of which base64 leaves 15; "MB" by its strict reading
  inputLimits: { fileBytes: 7_000_000, totalBytes: 14_000_000 },
} as const satisfies Partial<ImageModelCapabilities>;

/**
 * The image models we know. A model that is not here is not used, because its options could not be checked nor its price
 * be told. gemini-nano-banana-2.1 is left out: its price was not found on a page of the provider.
 */
export const IMAGE_MODELS: readonly ImageModelCapabilities[] = [
  {
    ...GEMINI_IMAGE,
    model: 'gemini-2.5-flash-image',
    displayName: 'Gemini 2.5 Flash Image',
    aspects: TEN_ASPECTS,
    sizes: ['1K'],
    // "works best with up to 3 images as input"
    maxReferences: 3,
    retiresOn: '2026-10-02',
    sources: [IMAGE_DOCS, DEPRECATIONS],
  },
  {
    ...GEMINI_IMAGE,
    model: 'gemini-3.1-flash-image',
    displayName: 'Gemini 3.1 Flash Image',
    aspects: FOURTEEN_ASPECTS,
    sizes: ['512', '1K', '2K', '4K'],
    maxReferences: 14,
    retiresOn: null,
    sources: [IMAGE_DOCS, DEPRECATIONS, SDK_TYPES],
  },
  {
    ...GEMINI_IMAGE,
    model: 'gemini-3-pro-image',
    displayName: 'Gemini 3 Pro Image',
    aspects: TEN_ASPECTS,
    sizes: ['1K', '2K', '4K'],
    maxReferences: 14,
    retiresOn: null,
    sources: [IMAGE_DOCS, DEPRECATIONS, SDK_TYPES],
  },
  {
    ...GEMINI_IMAGE,
    model: 'gemini-3-pro-image-preview',
    displayName: 'Gemini 3 Pro Image (preview)',
    aspects: TEN_ASPECTS,
    sizes: ['1K', '2K', '4K'],
    maxReferences: 14,
    // replaced by gemini-3-pro-image
    retiresOn: '2026-06-25',
    sources: [IMAGE_DOCS, DEPRECATIONS],
  },
];

const CLAUDE_MODELS = 'https://platform.claude.com/docs/en/about-claude/models/overview';
const CLAUDE_VISION = 'https://platform.claude.com/docs/en/build-with-claude/vision';
const GEMINI_MODELS = 'https://ai.google.dev/gemini-api/docs/models';

/** Pictures of one question: far below what providers allow (100 and more), and more than any task of ours shows. */
const MAX_IMAGES = 16;

const claude = (
  model: string,
  displayName: string,
  facts: Pick<TextModelCapabilities, 'contextTokens' | 'maxOutputTokens' | 'sampling'>,
): TextModelCapabilities => ({
  provider: 'claude',
  model,
  displayName,
  maxImages: MAX_IMAGES,
  structuredOutput: true,
  batch: true,
  retiresOn: null,
  sources: [CLAUDE_MODELS, CLAUDE_VISION],
  ...facts,
});

// from the 5 family on the documents refuse sampling options (400)
const NEW_FAMILY = { contextTokens: 1_000_000, maxOutputTokens: 128_000, sampling: false } as const;

const gemini = (model: string, displayName: string): TextModelCapabilities => ({
  provider: 'gemini',
  model,
  displayName,
  contextTokens: 1_048_576,
  maxOutputTokens: 65_536,
  maxImages: MAX_IMAGES,
  structuredOutput: true,
  sampling: true,
  batch: true,
  retiresOn: null,
  sources: [GEMINI_MODELS, DEPRECATIONS],
});

/** The models that read pictures and text; names of Claude's as in the `Model` type of @anthropic-ai/sdk 1.12.0. */
export const TEXT_MODELS: readonly TextModelCapabilities[] = [
  claude('claude-haiku-5-5', 'Claude Haiku 5.5', NEW_FAMILY),
  claude('claude-sonnet-5-5', 'Claude Sonnet 5.5', NEW_FAMILY),
  claude('claude-opus-5-5', 'Claude Opus 5.5', NEW_FAMILY),
  claude('claude-sonnet-5', 'Claude Sonnet 5', NEW_FAMILY),
  claude('claude-opus-5', 'Claude Opus 5', NEW_FAMILY),
  claude('claude-haiku-4-5', 'Claude Haiku 4.5', {
    contextTokens: 200_000,
    maxOutputTokens: 64_000,
    sampling: true,
  }),
  gemini('gemini-2.5-flash-lite', 'Gemini 2.5 Flash-Lite'),
  gemini('gemini-3.5-flash-lite', 'Gemini 3.5 Flash-Lite'),
];

/** Null for a model that may not be used. */
export const imageModel = (provider: string, model: string): ImageModelCapabilities | null =>
  IMAGE_MODELS.find((m) => m.provider === provider && m.model === model) ?? null;
/** By a day (ISO, UTC): its provider has switched it off. */
export const isRetired = ({ retiresOn }: { readonly retiresOn: string | null }, day: string): boolean =>
  retiresOn !== null && day >= retiresOn;
export const textModel = (provider: string, model: string): TextModelCapabilities | null =>
  TEXT_MODELS.find((m) => m.provider === provider && m.model === model) ?? null;

/** Pixels on the longest side that a picture of this size has at least, by the provider's tables; for choosing a size. */
export const SIZE_PIXELS = {
  '512': 512,
  '1K': 1024,
  '2K': 2048,
  '4K': 4096,
} as const satisfies Record<ModelImageSize, number>;
