import { labOfLinear, srgbOf } from '#app/domain/fidelity/lab.ts';
import type { Frame } from './frame.ts';
import { blurWeightedBy, type Plane, planeOf, softBlur } from './plane.ts';

/** The result's colours after the harmless part of the light is taken out, in the source's frame. */
export interface Matched {
  readonly linear: readonly [Plane, Plane, Plane];
  /** sRGB luma of it. */
  readonly grey: Plane;
  /** 0..1: how far each pixel's colour can be trusted (inside the product, neither burnt out nor black, in both). */
  readonly trust: Plane;
}

/** Exposure may differ by this much (natural logarithm: 0.75 is a little over one stop) ... */
const MAX_EXPOSURE = 0.75;
/** ... the tint of the light by this much in red and blue against green ... */
const MAX_TINT = 0.1;
/** ... and light and shade across the product by this much. */
const MAX_SHADE = 0.4;

const CHANNELS = [0, 1, 2] as const;

/** Burnt-out or black in either picture: no colour to compare. */
const trustOf = (source: Frame, seen: Matched['linear'], inside: Plane): Plane =>
  planeOf(inside, (i) => {
    let high = 0;
    for (const c of CHANNELS) {
      const [s, r] = [source.linear[c].data[i] ?? 0, seen[c].data[i] ?? 0];
      high = Math.max(high, s, r);
    }
    return high > 0.95 ? 0 : (inside.data[i] ?? 0);
  });

const median = (values: Float32Array): number => values.sort()[values.length >> 1] ?? 0;

const clamp = (v: number, limit: number): number => Math.max(-limit, Math.min(limit, v));

/** One light for the whole product: logarithms of the factors for red, green and blue, within what light may do. */
const globalLight = (source: Frame, seen: Matched['linear'], trust: Plane): readonly number[] => {
  const logs = CHANNELS.map((c) => {
    const from = softBlur(source.linear[c], 2);
    const to = softBlur(seen[c], 2);
    const ratios = new Float32Array(Math.ceil(trust.data.length / 3));
    let count = 0;
    for (let i = 0; i < trust.data.length; i += 3)
      if ((trust.data[i] ?? 0) > 0.5)
        ratios[count++] = Math.log(((from.data[i] ?? 0) + 0.004) / ((to.data[i] ?? 0) + 0.004));
    return median(ratios.subarray(0, count));
  });
  const [red = 0, green = 0, blue = 0] = logs;
  const exposure = 0.3 * red + 0.6 * green + 0.1 * blue;
  const level = clamp(exposure, MAX_EXPOSURE);
  return [red, green, blue].map((v) => level + clamp(v - exposure, MAX_TINT));
};

const luma = (linear: Matched['linear'], i: number): number =>
  0.2126 * (linear[0].data[i] ?? 0) + 0.7152 * (linear[1].data[i] ?? 0) + 0.0722 * (linear[2].data[i] ?? 0);

const times = (linear: Matched['linear'], factor: (c: number, i: number) => number): Matched['linear'] => {
  const by = (c: 0 | 1 | 2) => planeOf(linear[c], (i) => (linear[c].data[i] ?? 0) * factor(c, i));
  return [by(0), by(1), by(2)];
};

/** Takes exposure, tint of light and slow shading out of the result, each only as far as light goes. */
export const lightMatched = (source: Frame, seen: Matched['linear'], inside: Plane): Matched => {
  const trust = trustOf(source, seen, inside);
  const factors = globalLight(source, seen, trust).map(Math.exp);
  const even = times(seen, (c) => factors[c] ?? 1);
  const shade = planeOf(inside, (i) => Math.log((luma(source.linear, i) + 0.01) / (luma(even, i) + 0.01)));
  const slow = blurWeightedBy(trust, Math.max(source.width, source.height) / 9)(shade);
  const field = planeOf(inside, (i) => Math.exp(clamp(slow.data[i] ?? 0, MAX_SHADE)));
  const linear = times(even, (_, i) => field.data[i] ?? 1);
  const [red, green, blue] = linear;
  const grey = planeOf(inside, (i) => {
    const at = (plane: Plane) => srgbOf(Math.max(0, Math.min(1, plane.data[i] ?? 0)));
    return 0.299 * at(red) + 0.587 * at(green) + 0.114 * at(blue);
  });
  return { linear, grey, trust };
};

/** Lab of the planes at a pixel. */
export const labAt = (linear: Matched['linear'], i: number) =>
  labOfLinear(linear[0].data[i] ?? 0, linear[1].data[i] ?? 0, linear[2].data[i] ?? 0);
