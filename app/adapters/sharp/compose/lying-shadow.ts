import type { Product } from '../load-product.ts';
import { blurred, type SoftMap } from '../soft-map.ts';
import type { GroundLight } from './ground-light.ts';
import { type Field, planeOf, type Region } from './shadow-field.ts';

interface Lying {
  readonly product: Product;
  readonly left: number;
  readonly top: number;
}

/** How thick a lying product is taken to be, as a share of its shorter side: from above nothing tells. */
const THICKNESS = 0.16;

export interface LyingShadow {
  /** Away from the light. */
  readonly cast: SoftMap;
  /** All round, where it touches the ground. */
  readonly contact: SoftMap;
  readonly around: SoftMap;
}

/** Where anything of such a product's shadow can fall. */
export const lyingRegion = ({ product, left, top }: Lying, light: GroundLight): Region => {
  const thick = THICKNESS * Math.min(product.width, product.height);
  const reach = thick * (2 + Math.hypot(light.across, light.away) + 2 * light.penumbra) + 12;
  return {
    left: left - reach,
    top: top - reach,
    right: left + product.width + reach,
    bottom: top + product.height + reach,
  };
};

/** Shadow of a product that lies flat and is seen from straight above: its outline, moved away from the light. */
export const lyingShadow = (lying: Lying, light: GroundLight, field: Field): LyingShadow => {
  const { product } = lying;
  const thick = THICKNESS * Math.min(product.width, product.height);
  const outline = drawOutline(lying, field, 0, 0);
  const thrown = drawOutline(lying, field, light.across * thick, -light.away * thick);
  const soft = (0.12 + 0.5 * light.penumbra) * thick;
  return {
    cast: blurred(thrown, Math.max(0.8, soft / field.step)),
    contact: blurred(outline, Math.max(0.8, (0.07 * thick + 1.5) / field.step)),
    around: blurred(outline, Math.max(1.2, (0.55 * thick) / field.step)),
  };
};

const drawOutline = ({ product, left, top }: Lying, field: Field, dx: number, dy: number): SoftMap => {
  const plane = planeOf(field);
  for (let v = 0; v < field.height; v++) {
    const row = Math.round(field.top + (v + 0.5) * field.step - dy) - top;
    if (row < 0 || row >= product.height) continue;
    for (let u = 0; u < field.width; u++) {
      const x = Math.round(field.left + (u + 0.5) * field.step - dx) - left;
      if (x < 0 || x >= product.width) continue;
      plane.data[v * field.width + u] = (product.alpha[row * product.width + x] ?? 0) / 255;
    }
  }
  return plane;
};
