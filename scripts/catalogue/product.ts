import type { CatalogueProduct, CatalogueVariant } from '#sandbox/catalogue/catalogue.ts';
import type { AwkwardKind } from './awkward.ts';
import type { Shot } from './shot.ts';

/** A photograph of a product, before it has a name. */
export type ShotPlan = Omit<Shot, 'name' | 'seed' | 'width' | 'height'> & {
  alt: string;
  /** Pixels: width and height, or one number for a square. */
  size: number | readonly [number, number];
  /** Spoils the finished photo in this way. */
  awkward?: AwkwardKind;
};

export type VariantPlan = Omit<CatalogueVariant, 'imageFile'> & {
  /** Which of the product's shots shows it. */
  shot?: number;
};

/** A product of the sample catalogue as its makers describe it; `render.ts` turns it into catalogue and photos. */
export interface ProductPlan extends Omit<CatalogueProduct, 'variants' | 'images'> {
  variants: readonly VariantPlan[];
  shots: readonly ShotPlan[];
  collections: readonly string[];
}

/** Seed of a shot, from its name: stable when other products come and go (FNV-1a). */
export function seedOf(name: string): number {
  let hash = 2166136261;
  for (const character of name) hash = Math.imul(hash ^ character.charCodeAt(0), 16777619) >>> 0;
  return hash % 100_000;
}

export function shotName(product: Pick<ProductPlan, 'handle'>, index: number): string {
  return `${product.handle}-${index + 1}`;
}

export function toShot(product: ProductPlan, index: number): Shot {
  const plan = product.shots[index];
  if (!plan) throw new Error(`${product.handle} has no shot ${index}`);
  const { alt: _alt, size, awkward: _awkward, ...rest } = plan;
  const [width, height] = typeof size === 'number' ? [size, size] : size;
  const name = shotName(product, index);
  return { ...rest, name, width, height, seed: seedOf(name) };
}
