import { type Affine, warped } from './affine.ts';
import { otherColour } from './colour-map.ts';
import type { Frame } from './frame.ts';
import { type Linear, lightMatched, type Matched } from './light-match.ts';
import { eroded, halved, type Plane, planeOf, setOf } from './plane.ts';

/** The result's product lightened and laid into the source's frame, beside the source's. */
export interface Laid {
  readonly source: Frame & { readonly mask: Plane };
  readonly mask: Plane;
  readonly inside: Uint8Array;
  readonly matched: Matched;
}

export const laid = (source: Frame & { readonly mask: Plane }, result: Frame, map: Affine): Laid => {
  const [r, g, b] = result.linear;
  const seen: Linear = [warped(r, map, source), warped(g, map, source), warped(b, map, source)];
  const { width, height } = source;
  const certain = setOf(width * height, (i) => (source.mask.data[i] ?? 0) >= 0.9);
  const inside = eroded(certain, width, height, 2);
  const inner = planeOf(source.mask, (i) => inside[i] ?? 0);
  const mask = result.mask ? warped(result.mask, map, source, 0) : source.mask;
  return { source, mask, inside, matched: lightMatched(source.linear, seen, inner) };
};

/** Where the result plainly shows another colour than the source, on either of the two outlines' insides. */
export const differing = ({ source, mask, matched }: Laid): Uint8Array => {
  const { width } = source;
  const either = planeOf(mask, (i) => (Math.max(source.mask.data[i] ?? 0, mask.data[i] ?? 0) >= 0.5 ? 1 : 0));
  const columns = (width + 1) >> 1;
  const other = otherColour(matched.half, halved(either));
  const set = new Uint8Array(width * source.height);
  for (let y = 0, i = 0; y < source.height; y++)
    for (let x = 0, row = (y >> 1) * columns; x < width; x++, i++)
      if ((either.data[i] ?? 0) > 0) set[i] = other[row + (x >> 1)] ?? 0;
  return set;
};

/** Correlation -1..1 of the two greys inside the product, light and shade taken out; noise on plain things is not decisive. */
export const likenessOf = ({ source, inside, matched }: Laid): number => {
  let n = 0;
  let s = 0;
  let r = 0;
  let ss = 0;
  let rr = 0;
  let sr = 0;
  for (let i = 0; i < inside.length; i++) {
    if (!inside[i]) continue;
    const a = source.grey.data[i] ?? 0;
    const b = matched.grey.data[i] ?? 0;
    n += 1;
    s += a;
    r += b;
    ss += a * a;
    rr += b * b;
    sr += a * b;
  }
  if (n === 0) return 0;
  const spread = Math.sqrt((ss / n - (s / n) ** 2 + 2e-4) * (rr / n - (r / n) ** 2 + 2e-4));
  return (sr / n - (s / n) * (r / n) + 1e-4) / spread;
};
