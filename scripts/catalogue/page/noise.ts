/** Value noise that repeats: the raw material of wood, stone, cloth and every other uneven thing. */

function latticeValue(x: number, y: number, seed: number): number {
  let mixed = Math.imul(x, 374761393) + Math.imul(y, 668265263) + Math.imul(seed, 2147483647);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 1274126177);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 4294967296;
}

/** Noise in 0..1 over a lattice that repeats every `periodX` by `periodY` cells. */
export function noise(x: number, y: number, period: readonly [number, number], seed: number): number {
  const cellX = Math.floor(x);
  const cellY = Math.floor(y);
  const fx = smooth(x - cellX);
  const fy = smooth(y - cellY);
  const left = wrap(cellX, period[0]);
  const right = wrap(cellX + 1, period[0]);
  const bottom = wrap(cellY, period[1]);
  const top = wrap(cellY + 1, period[1]);
  const low = latticeValue(left, bottom, seed) * (1 - fx) + latticeValue(right, bottom, seed) * fx;
  const high = latticeValue(left, top, seed) * (1 - fx) + latticeValue(right, top, seed) * fx;
  return low * (1 - fy) + high * fy;
}

/** Octaves of noise, each twice as fine and half as strong, in 0..1. */
export function layeredNoise(
  u: number,
  v: number,
  options: { cells: readonly [number, number]; octaves: number; seed: number },
): number {
  let sum = 0;
  let weight = 0.5;
  let total = 0;
  let [cellsX, cellsY] = options.cells;
  for (let octave = 0; octave < options.octaves; octave++) {
    sum += weight * noise(u * cellsX, v * cellsY, [cellsX, cellsY], options.seed + octave * 17);
    total += weight;
    weight /= 2;
    cellsX *= 2;
    cellsY *= 2;
  }
  return sum / total;
}

function smooth(t: number): number {
  return t * t * t * (t * (t * 6 - 15) + 10);
}

function wrap(value: number, period: number): number {
  return ((value % period) + period) % period;
}

export function mix(a: number, b: number, t: number): number {
  return a + (b - a) * t;
}

/** 0 below `low`, 1 above `high`, smooth between. */
export function step(low: number, high: number, value: number): number {
  const t = Math.max(0, Math.min(1, (value - low) / (high - low)));
  return t * t * (3 - 2 * t);
}
