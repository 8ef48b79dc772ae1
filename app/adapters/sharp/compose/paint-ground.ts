import type { Canvas } from '../canvas.ts';
import { makeNoiseTile, noiseAt } from '../noise.ts';
import type { SoftMap } from '../soft-map.ts';
import type { GroundGain } from './ground-gain.ts';
import { type LightPool, poolAlong } from './light-pool.ts';
import type { Field } from './shadow-field.ts';

/** Noise of -1..1 with a triangle's distribution has this sigma. */
const TILE_SIGMA = Math.sqrt(1 / 6);

/** What changes in a plate when a product is put into it. */
export interface PlateChange {
  readonly ground: GroundGain | null;
  readonly pool: LightPool | null;
  /** Levels (sigma) of grain added to all of it, 0 for none; from `seed`. */
  readonly grain: number;
  readonly seed: number;
}

/** Multiplies the plate by the gains and adds the grain before rounding. A plate without change stays as it is. */
export const paintGround = (plate: Canvas, { ground, pool, grain, seed }: PlateChange): void => {
  if (!ground && !pool && grain <= 0) return;
  const { data, width, height } = plate;
  const tile = makeNoiseTile(seed);
  // with gains there is always enough noise to hide the steps of a slow shadow
  const strength = Math.max(grain / TILE_SIGMA, ground || pool ? 0.5 : 0);
  const across = pool && poolAlong(pool.x, pool.spread, width);
  const down = pool && poolAlong(pool.y, pool.spread, height);
  const rows = [0, 1, 2].map(() => new Float32Array(width).fill(1));
  for (let y = 0; y < height; y++) {
    for (const [c, row] of rows.entries()) {
      row.fill(1);
      const gain = ground?.gains[c];
      if (ground && gain) gainRow(gain, ground.field, y, row);
    }
    if (pool && across && down) brighten(rows, across, pool.strength * (down[y] ?? 0));
    const [red, green, blue] = rows as [Float32Array, Float32Array, Float32Array];
    for (let x = 0, at = y * width * 3; x < width; x++, at += 3) {
      const noise = noiseAt(tile, x + (y >> 8) * 89, y) * strength + 0.5;
      data[at] = level((data[at] ?? 0) * (red[x] ?? 1) + noise);
      data[at + 1] = level((data[at + 1] ?? 0) * (green[x] ?? 1) + noise);
      data[at + 2] = level((data[at + 2] ?? 0) * (blue[x] ?? 1) + noise);
    }
  }
};

const brighten = (rows: readonly Float32Array[], across: Float32Array, strength: number): void => {
  for (const row of rows)
    for (let x = 0; x < row.length; x++) row[x] = (row[x] ?? 1) * (1 + strength * (across[x] ?? 0));
};

const level = (v: number): number => (v <= 0 ? 0 : v >= 255 ? 255 : v | 0);

/** One row of a map, enlarged to frame pixels; beyond the field the row stays as it is. */
const gainRow = (map: SoftMap, field: Field, y: number, row: Float32Array): void => {
  const v = (y + 0.5 - field.top) / field.step - 0.5;
  const v0 = Math.floor(v);
  if (v0 < 0 || v0 + 1 >= field.height) return;
  const upper = v0 * field.width;
  const lower = upper + field.width;
  const tv = v - v0;
  const from = Math.max(0, Math.ceil(field.left + field.step / 2));
  const to = Math.min(row.length, Math.floor(field.left + (field.width - 1) * field.step));
  for (let x = from; x < to; x++) {
    const u = (x + 0.5 - field.left) / field.step - 0.5;
    const u0 = Math.floor(u);
    const tu = u - u0;
    const a = (map.data[upper + u0] ?? 1) * (1 - tu) + (map.data[upper + u0 + 1] ?? 1) * tu;
    const b = (map.data[lower + u0] ?? 1) * (1 - tu) + (map.data[lower + u0 + 1] ?? 1) * tu;
    row[x] = a * (1 - tv) + b * tv;
  }
};
