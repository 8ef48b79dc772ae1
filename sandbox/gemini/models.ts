export type Size = { width: number; height: number };

type Common = {
  /** USD for a million tokens; the sources stand in app's price table too, but nothing is shared with it. */
  price: { input: number; text: number; image: number };
  /** Day from which the API answers 404 (https://ai.google.dev/gemini-api/docs/deprecations). */
  retiredFrom?: string;
};

export type ImageModel = Common & {
  kind: 'image';
  /** Pixels by size and aspect (https://ai.google.dev/gemini-api/docs/image-generation#aspect_ratios_and_image_size). */
  pictures: Record<string, Record<string, readonly [width: number, height: number]>>;
  /** Tokens billed for one picture of a size. */
  tokens: Record<string, number>;
  /** Most pictures in a prompt. */
  maxImages: number;
  /** Tokens of one picture in the prompt; 'tiles': 258 for each 768 px tile. */
  imageTokens: number | 'tiles';
  output: 'image/png' | 'image/jpeg';
  thinks: boolean;
};

export type TextModel = Common & { kind: 'text'; maxOutputTokens: number; imageTokens: number | 'tiles' };
export type Model = ImageModel | TextModel;

const ONE_K: Record<string, readonly [number, number]> = {
  '1:1': [1024, 1024],
  '2:3': [848, 1264],
  '3:2': [1264, 848],
  '3:4': [896, 1200],
  '4:3': [1200, 896],
  '4:5': [928, 1152],
  '5:4': [1152, 928],
  '9:16': [768, 1376],
  '16:9': [1376, 768],
  '21:9': [1584, 672],
};
const LONG: Record<string, readonly [number, number]> = {
  '1:4': [512, 2048],
  '4:1': [2048, 512],
  '1:8': [384, 3072],
  '8:1': [3072, 384],
};
const times = (
  sizes: Record<string, readonly [number, number]>,
  factor: number,
): Record<string, readonly [number, number]> =>
  Object.fromEntries(
    Object.entries(sizes).map(([aspect, [width, height]]): [string, readonly [number, number]] => [
      aspect,
      [width * factor, height * factor],
    ]),
  );

/** "512" pictures are half of 1K, rounded as the documents' table has it. */
const HALF: Record<string, readonly [number, number]> = {
  ...times({ ...ONE_K, ...LONG }, 0.5),
  '1:8': [192, 1536],
  '8:1': [1536, 192],
};

const proSizes = { '1K': ONE_K, '2K': times(ONE_K, 2), '4K': times(ONE_K, 4) };
const allAspects = { ...ONE_K, ...LONG };

const PRO: ImageModel = {
  kind: 'image',
  pictures: proSizes,
  tokens: { '1K': 1120, '2K': 1120, '4K': 2000 },
  maxImages: 14,
  imageTokens: 560,
  output: 'image/jpeg',
  thinks: true,
  price: { input: 2, text: 12, image: 120 },
};

/**
 * The models it answers for. Sizes and tokens: https://ai.google.dev/gemini-api/docs/image-generation and
 * https://docs.cloud.google.com/vertex-ai/generative-ai/docs/models/gemini/3-pro-image (also 3-1-flash-image).
 */
export const MODELS: Readonly<Record<string, Model>> = {
  'gemini-2.5-flash-image': {
    kind: 'image',
    pictures: {
      '1K': {
        '1:1': [1024, 1024],
        '2:3': [832, 1248],
        '3:2': [1248, 832],
        '3:4': [864, 1184],
        '4:3': [1184, 864],
        '4:5': [896, 1152],
        '5:4': [1152, 896],
        '9:16': [768, 1344],
        '16:9': [1344, 768],
        '21:9': [1536, 672],
      },
    },
    tokens: { '1K': 1290 },
    maxImages: 3,
    imageTokens: 'tiles',
    output: 'image/png',
    thinks: false,
    price: { input: 0.3, text: 2.5, image: 30 },
    retiredFrom: '2026-10-02',
  },
  'gemini-3.1-flash-image': {
    kind: 'image',
    pictures: { '512': HALF, '1K': allAspects, '2K': times(allAspects, 2), '4K': times(allAspects, 4) },
    tokens: { '512': 747, '1K': 1120, '2K': 1680, '4K': 2520 },
    maxImages: 14,
    imageTokens: 1120,
    output: 'image/png',
    thinks: true,
    price: { input: 0.5, text: 3, image: 60 },
  },
  'gemini-3-pro-image': PRO,
  'gemini-3-pro-image-preview': { ...PRO, retiredFrom: '2026-06-25' },
  'gemini-2.5-flash-lite': {
    kind: 'text',
    maxOutputTokens: 65_536,
    imageTokens: 'tiles',
    price: { input: 0.1, text: 0.4, image: 0 },
  },
  'gemini-3.5-flash-lite': {
    kind: 'text',
    maxOutputTokens: 65_536,
    imageTokens: 1120,
    price: { input: 0.3, text: 2.5, image: 0 },
  },
};
