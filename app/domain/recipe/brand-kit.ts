import { z } from 'zod';
import { colourSchema, mixColours } from './colour.ts';
import { frameSchema } from './frame.ts';
import { BACKDROP_KINDS, type Backdrop, OUTPUT_FORMATS, type RecipeInput, SHADOWS } from './recipe.ts';

/** A store's colours and defaults. Presets and new studio recipes start from it; every recipe stays complete by itself. */
export const brandKitSchema = z
  .strictObject({
    name: z.string().trim().min(1).max(80).default('Brand kit'),
    /** Main colour of the brand. */
    primary: colourSchema.default('#2f3a4a'),
    /** Second colour: table, plinth. */
    secondary: colourSchema.default('#cbbfae'),
    /** Quiet colour behind products. */
    neutral: colourSchema.default('#f2f0ec'),
    /** Object key of the logo, kept for screens; local recipes do not draw it. */
    logoKey: z.string().max(300).nullable().default(null),
    backdrop: z.enum(BACKDROP_KINDS).default('sweep'),
    shadow: z.enum(SHADOWS).default('soft'),
    reflection: z.number().min(0).max(1).default(0),
    fill: z.number().min(0.3).max(1).default(0.62),
    frame: frameSchema.default({ aspect: '1:1', size: 2048 }),
    format: z.enum(OUTPUT_FORMATS).default('jpeg'),
  })
  .meta({ id: 'BrandKit' });
export type BrandKit = z.infer<typeof brandKitSchema>;

export const DEFAULT_BRAND_KIT: BrandKit = brandKitSchema.parse({});

/** The backdrop of a kind in the kit's colours. */
export const brandBackdrop = (kit: BrandKit, kind: Backdrop['kind'] = kit.backdrop): Backdrop => {
  switch (kind) {
    case 'solid':
      return { kind, colour: kit.neutral };
    case 'sweep':
      return {
        kind,
        top: mixColours(kit.neutral, kit.primary, 0.22),
        bottom: mixColours(kit.neutral, '#ffffff', 0.5),
      };
    case 'table':
      return { kind, wall: mixColours(kit.neutral, kit.primary, 0.08), table: kit.secondary };
    case 'plinth':
      return {
        kind,
        wall: mixColours(kit.neutral, kit.secondary, 0.35),
        plinth: mixColours(kit.neutral, '#ffffff', 0.4),
      };
  }
};

/** A studio recipe that carries the kit's defaults; parse it to complete it. */
export const studioFromBrandKit = (
  kit: BrandKit,
  options: { readonly backdrop?: Backdrop['kind']; readonly seed?: number } = {},
): RecipeInput => ({
  kind: 'studio',
  backdrop: brandBackdrop(kit, options.backdrop),
  shadow: kit.shadow,
  reflection: kit.reflection,
  fill: kit.fill,
  frame: kit.frame,
  format: kit.format,
  ...(options.seed === undefined ? {} : { seed: options.seed }),
});
