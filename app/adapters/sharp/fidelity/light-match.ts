import { labOfLinear, srgbOf } from '#app/domain/fidelity/lab.ts';
import { blurWeightedBy, halved, makePlane, type Plane, planeOf, softBlur } from './plane.ts';

/** Three planes of linear light. */
export type Linear = readonly [Plane, Plane, Plane];

/** The result after the harmless part of the light is taken out, in the source's frame. */
export interface Matched {
  /** sRGB luma of it. */
  readonly grey: Plane;
  /** Colours of the source and of it at half the size: colour is compared soft. */
  readonly half: {
    readonly source: Linear;
    readonly result: Linear;
    /** 0..1: how far each pixel's colour can be trusted (inside the product, neither burnt out nor black, in both). */
    readonly trust: Plane;
  };
}

/** Exposure may differ by this much (natural logarithm: 0.75 is a little over one stop) ... */
const MAX_EXPOSURE = 0.75;
/** ... the tint of the light by this much in red and blue against green ... */
const MAX_TINT = 0.1;
/** ... and light and shade across the product by this much. */
const MAX_SHADE = 0.4;

const CHANNELS = [0, 1, 2] as const;

/** Burnt-out in either picture: no colour to compare. */
const trustOf = (source: Linear, seen: Linear, inside: Plane): Plane =>
  planeOf(inside, (i) => {
    let high = 0;
    for (const c of CHANNELS) high = Math.max(high, source[c].data[i] ?? 0, seen[c].data[i] ?? 0);
    return high > 0.95 ? 0 : (inside.data[i] ?? 0);
  });

const median = (values: Float32Array): number => values.sort()[values.length >> 1] ?? 0;

const clamp = (v: number, limit: number): number => Math.max(-limit, Math.min(limit, v));

/** One light for the whole product: logarithms of the factors for red, green and blue, within what light may do. */
const globalLight = (source: Linear, seen: Linear, trust: Plane): readonly number[] => {
  const logs = CHANNELS.map((c) => {
    const from = softBlur(source[c], 1);
    const to = softBlur(seen[c], 1);
    const ratios = new Float32Array(trust.data.length);
    let count = 0;
    for (let i = 0; i < trust.data.length; i++)
      if ((trust.data[i] ?? 0) > 0.5)
        ratios[count++] = Math.log(((from.data[i] ?? 0) + 0.004) / ((to.data[i] ?? 0) + 0.004));
    return median(ratios.subarray(0, count));
  });
  const [red = 0, green = 0, blue = 0] = logs;
  const exposure = 0.3 * red + 0.6 * green + 0.1 * blue;
  const level = clamp(exposure, MAX_EXPOSURE);
  return [red, green, blue].map((v) => level + clamp(v - exposure, MAX_TINT));
};

const luma = (linear: Linear, i: number): number =>
  0.2126 * (linear[0].data[i] ?? 0) + 0.7152 * (linear[1].data[i] ?? 0) + 0.0722 * (linear[2].data[i] ?? 0);

const times = (linear: Linear, factor: (c: number, i: number) => number): Linear => {
  const by = (c: 0 | 1 | 2) => planeOf(linear[c], (i) => (linear[c].data[i] ?? 0) * factor(c, i));
  return [by(0), by(1), by(2)];
};

const halvedAll = ([red, green, blue]: Linear): Linear => [halved(red), halved(green), halved(blue)];

/** Takes exposure, tint of light and slow shading out of the result, each only as far as light goes. */
export const lightMatched = (source: Linear, seen: Linear, inside: Plane): Matched => {
  const [from, to] = [halvedAll(source), halvedAll(seen)];
  const trust = trustOf(from, to, halved(inside));
  const factors = globalLight(from, to, trust).map(Math.exp);
  const even = times(to, (c) => factors[c] ?? 1);
  const shade = planeOf(trust, (i) => Math.log((luma(from, i) + 0.01) / (luma(even, i) + 0.01)));
  const slow = blurWeightedBy(trust, Math.max(inside.width, inside.height) / 18)(shade);
  const field = planeOf(trust, (i) => Math.exp(clamp(slow.data[i] ?? 0, MAX_SHADE)));
  return {
    grey: greyOf(seen, factors, field),
    half: { source: from, result: times(even, (_, i) => field.data[i] ?? 1), trust },
  };
};

/** sRGB by its linear light in so many steps: nearer than a picture's own 256. */
const STEPS = 16_384;

/** sRGB luma of a picture under another light; the field of light is half its size. */
const greyOf = ([red, green, blue]: Linear, factors: readonly number[], field: Plane): Plane => {
  const encoded = Float32Array.from({ length: STEPS + 1 }, (_, i) => srgbOf(i / STEPS));
  const at = (light: number): number => encoded[light >= 1 ? STEPS : (light * STEPS + 0.5) | 0] ?? 0;
  const out = makePlane(red.width, red.height);
  const [r = 1, g = 1, b = 1] = factors;
  for (let y = 0, i = 0; y < out.height; y++)
    for (let x = 0, row = (y >> 1) * field.width; x < out.width; x++, i++) {
      const light = field.data[row + (x >> 1)] ?? 1;
      out.data[i] =
        0.299 * at((red.data[i] ?? 0) * r * light) +
        0.587 * at((green.data[i] ?? 0) * g * light) +
        0.114 * at((blue.data[i] ?? 0) * b * light);
    }
  return out;
};

/** Lab of the planes at a pixel. */
export const labAt = (linear: Linear, i: number) =>
  labOfLinear(linear[0].data[i] ?? 0, linear[1].data[i] ?? 0, linear[2].data[i] ?? 0);
