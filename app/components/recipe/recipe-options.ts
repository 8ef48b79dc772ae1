import { type BrandKit, studioFromBrandKit } from '#app/domain/recipe/brand-kit.ts';
import { ASPECTS, type Aspect } from '#app/domain/recipe/frame.ts';
import { type Backdrop, type LocalRecipe, packshotSchema, studioSchema } from '#app/domain/recipe/recipe.ts';

export const ASPECT_OPTIONS = [
  { label: 'Square 1:1', value: '1:1' },
  { label: 'Portrait 4:5', value: '4:5' },
  { label: 'Portrait 3:4', value: '3:4' },
  { label: 'Portrait 2:3', value: '2:3' },
  { label: 'Wide 16:9', value: '16:9' },
  { label: 'Tall 9:16', value: '9:16' },
  { label: 'Own size', value: 'free' },
] as const satisfies readonly { label: string; value: Aspect | 'free' }[];

export const SHADOW_OPTIONS = [
  { label: 'No shadow', value: 'none' },
  { label: 'Contact shadow', value: 'contact' },
  { label: 'Soft shadow', value: 'soft' },
];

export const FORMAT_OPTIONS = [
  { label: 'JPEG', value: 'jpeg' },
  { label: 'WebP', value: 'webp' },
  { label: 'PNG', value: 'png' },
];

export const BACKDROP_OPTIONS = [
  { label: 'One colour', value: 'solid' },
  { label: 'Seamless paper', value: 'sweep' },
  { label: 'Table and wall', value: 'table' },
  { label: 'Plinth', value: 'plinth' },
] as const satisfies readonly { label: string; value: Backdrop['kind'] }[];

export const isAspect = (value: string): value is Aspect => (ASPECTS as readonly string[]).includes(value);

/** The complete default recipe of a kind; a studio's is in the colours of the brand. */
export const defaultRecipe = (kind: LocalRecipe['kind'], brandKit: BrandKit): LocalRecipe =>
  kind === 'packshot' ? packshotSchema.parse({ kind }) : studioSchema.parse(studioFromBrandKit(brandKit));

/** Changes the kind and keeps what both kinds share: size, format, quality. */
export const switchKind = (
  recipe: LocalRecipe,
  kind: LocalRecipe['kind'],
  brandKit: BrandKit,
): LocalRecipe => {
  if (recipe.kind === kind) return recipe;
  const { frame, format, quality, lossless, upscale } = recipe;
  return { ...defaultRecipe(kind, brandKit), frame, format, quality, lossless, upscale };
};

/** JPEG can't be transparent or lossless: choosing it turns both off where the merchant can see it, before anything is asked. */
export const withFormat = (recipe: LocalRecipe, format: LocalRecipe['format']): LocalRecipe => {
  if (format !== 'jpeg') return { ...recipe, format };
  const opaque = { ...recipe, format, lossless: false };
  return opaque.kind === 'packshot' && opaque.background === 'transparent'
    ? { ...opaque, background: '#ffffff' }
    : opaque;
};
