/** A seeded stream of 32-bit numbers (mulberry32): small, quick, and the same on every machine. */
export const makeRandom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
};

export const NOISE_SIDE = 256;

/** A tile of triangular noise in -1..1: added before rounding it hides the steps of a slow gradient. */
export const makeNoiseTile = (seed: number): Float32Array => {
  const random = makeRandom(seed);
  return Float32Array.from({ length: NOISE_SIDE * NOISE_SIDE }, () => random() - random());
};

export const noiseAt = (tile: Float32Array, x: number, y: number): number =>
  tile[(y & (NOISE_SIDE - 1)) * NOISE_SIDE + (x & (NOISE_SIDE - 1))] ?? 0;
