import type { Box } from '#app/domain/imaging/cut-out-facts.ts';
import type { LightTables } from './linear-light.ts';
import type { Product } from './load-product.ts';

/** A product that has its place in a frame. */
export interface Scene {
  readonly product: Product;
  readonly target: Box;
  readonly frame: { readonly width: number; readonly height: number };
  readonly tables: LightTables;
}
