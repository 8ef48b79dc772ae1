import { seeded } from '../seeded.ts';

const SIDE = 256;

/** Smooth noise of 0..1 over a plane that repeats after 256 units. */
export type Noise = (u: number, v: number) => number;

export function makeNoise(seed: number): Noise {
  const random = seeded(seed);
  const lattice = Float32Array.from({ length: SIDE * SIDE }, () => random());
  return (u, v) => {
    const x = Math.floor(u);
    const y = Math.floor(v);
    const fx = u - x;
    const fy = v - y;
    const sx = fx * fx * (3 - 2 * fx);
    const sy = fy * fy * (3 - 2 * fy);
    const left = x & (SIDE - 1);
    const right = (x + 1) & (SIDE - 1);
    const upper = (y & (SIDE - 1)) * SIDE;
    const lower = ((y + 1) & (SIDE - 1)) * SIDE;
    const a = lattice[upper + left] ?? 0;
    const b = lattice[upper + right] ?? 0;
    const c = lattice[lower + left] ?? 0;
    const d = lattice[lower + right] ?? 0;
    return (a + (b - a) * sx) * (1 - sy) + (c + (d - c) * sx) * sy;
  };
}

/**
 * Octaves of noise around 0 (about -1..1), each finer and weaker. `blur`: size of a pixel in units of u and v; octaves that
 * are finer than that are left out, as a lens would.
 */
export function layered(noise: Noise, u: number, v: number, octaves: number, blur = 0): number {
  let sum = 0;
  let share = 0.5;
  let scale = 1;
  for (let octave = 0; octave < octaves; octave += 1) {
    const seen = 1 - blur * scale * 1.6;
    if (seen <= 0) break;
    sum += (noise(u * scale + octave * 17.3, v * scale + octave * 31.7) * 2 - 1) * share * Math.min(1, seen);
    share *= 0.55;
    scale *= 2.07;
  }
  return sum;
}

export const smoothstep = (from: number, to: number, value: number): number => {
  const t = Math.max(0, Math.min(1, (value - from) / (to - from)));
  return t * t * (3 - 2 * t);
};
