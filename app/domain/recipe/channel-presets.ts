import { type PackshotRecipe, packshotSchema } from './recipe.ts';

/** One rule of a channel, in words for the merchant, with the page that states it. */
export interface ChannelRule {
  readonly rule: string;
  readonly source: string;
}

export interface ChannelPreset {
  readonly id: 'amazon-main' | 'google-merchant-center' | 'shopify-product';
  readonly name: string;
  readonly rules: readonly ChannelRule[];
  readonly recipe: PackshotRecipe;
  /** What the finished file has to keep, in numbers, so that it can be checked. */
  readonly limits: {
    readonly minSide: number;
    readonly maxSide: number;
    readonly maxPixels: number;
    readonly maxBytes: number;
    readonly minFill: number;
    readonly maxFill: number;
    readonly pureWhite: boolean;
  };
}

const AMAZON = 'https://sellercentral.amazon.com/help/hub/reference/external/G1881';
const GOOGLE = 'https://support.google.com/merchants/answer/6324350';
const SHOPIFY = 'https://help.shopify.com/en/manual/products/product-media/product-media-types';

/** Ready-made packshots that state and meet the rules of where they go. None has a shadow: a shadow is not pure white. */
export const CHANNEL_PRESETS: readonly ChannelPreset[] = [
  {
    id: 'amazon-main',
    name: 'Amazon main image',
    rules: [
      { rule: 'Pure white background, RGB 255, 255, 255', source: AMAZON },
      { rule: 'The product fills at least 85 % of the frame', source: AMAZON },
      { rule: 'At least 1,000 px on the longest side so that zoom works, at most 10,000 px', source: AMAZON },
      { rule: 'JPEG preferred; no text, logo, border or prop', source: AMAZON },
    ],
    // A little over the 85 % asked for: the rule is a lower bound, and the box is measured at half alpha.
    recipe: packshotSchema.parse({
      kind: 'packshot',
      fill: 0.87,
      frame: { aspect: '1:1', size: 2000 },
      quality: 92,
    }),
    limits: {
      minSide: 1000,
      maxSide: 10_000,
      maxPixels: 100_000_000,
      maxBytes: 10_000_000,
      minFill: 0.85,
      maxFill: 1,
      pureWhite: true,
    },
  },
  {
    id: 'google-merchant-center',
    name: 'Google Merchant Center',
    rules: [
      {
        rule: 'At least 500 × 500 px from 31 January 2027, 1,500 × 1,500 px recommended, at most 64 megapixels',
        source: GOOGLE,
      },
      { rule: 'At most 16 MB; JPEG or WebP preferred', source: GOOGLE },
      { rule: 'The product takes up 75 to 90 % of the picture, on white or transparent', source: GOOGLE },
      { rule: 'No text, watermark or border', source: GOOGLE },
    ],
    recipe: packshotSchema.parse({ kind: 'packshot', fill: 0.82, frame: { aspect: '1:1', size: 1600 } }),
    limits: {
      minSide: 500,
      maxSide: 8000,
      maxPixels: 64_000_000,
      maxBytes: 16_000_000,
      minFill: 0.75,
      maxFill: 0.9,
      pureWhite: true,
    },
  },
  {
    id: 'shopify-product',
    name: 'Shopify product',
    rules: [
      { rule: '2048 × 2048 px is recommended for square pictures', source: SHOPIFY },
      { rule: 'At most 20 megapixels and 20 MB', source: SHOPIFY },
      { rule: 'One aspect for the whole catalogue keeps collection grids even', source: SHOPIFY },
    ],
    recipe: packshotSchema.parse({ kind: 'packshot', fill: 0.85, frame: { aspect: '1:1', size: 2048 } }),
    limits: {
      minSide: 800,
      maxSide: 4472,
      maxPixels: 20_000_000,
      maxBytes: 20_000_000,
      minFill: 0.3,
      maxFill: 1,
      pureWhite: true,
    },
  },
];
