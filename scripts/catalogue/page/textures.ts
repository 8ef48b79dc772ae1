import { layeredNoise, mix, noise, step } from './noise.ts';
import { blend, paintSurface, remembered, type SurfaceMaps, shade, srgb } from './surfaces.ts';

/** Painted stuffs. Each returns maps that repeat; the size they stand for is said with each. */

/** Planks along u; one map holds `planks` boards across v. Say 120 x 60 cm. */
export function wood(options: {
  light: string;
  dark: string;
  planks: number;
  seed: number;
  gloss?: number;
  side?: number;
}): SurfaceMaps {
  const light = srgb(options.light);
  const dark = srgb(options.dark);
  const gloss = options.gloss ?? 0.3;
  return remembered('wood', options, () =>
    paintSurface(options.side ?? 1024, (u, v) => {
      const board = Math.floor(v * options.planks);
      const across = v * options.planks - board;
      const offset = noise(board * 7.3, 0.5, [512, 1], options.seed);
      const shifted = (u + offset) % 1;
      const wave = layeredNoise(shifted, v, {
        cells: [3, options.planks * 3],
        octaves: 3,
        seed: options.seed + board,
      });
      const rings = 0.5 + 0.5 * Math.sin((across * 5 + wave * 9) * Math.PI * 2);
      const fibre = layeredNoise(shifted, v, { cells: [10, 260], octaves: 3, seed: options.seed + 5 });
      const pore = step(
        0.62,
        0.74,
        layeredNoise(shifted, v, { cells: [24, 420], octaves: 2, seed: options.seed + 9 }),
      );
      const tone = mix(0.86, 1.1, noise(board * 3.1, 2.5, [512, 8], options.seed + 3));
      const seam = options.planks > 1 ? step(0, 0.014, Math.min(across, 1 - across)) : 1;
      const amount = 0.42 * rings * wave + 0.46 * fibre + 0.2 * pore;
      return {
        colour: shade(blend(light, dark, Math.min(1, amount)), tone * mix(0.35, 1, seam)),
        height: seam * (0.75 - 0.2 * pore - 0.12 * fibre),
        roughness: Math.min(1, 1 - gloss + 0.18 * fibre + 0.2 * pore),
      };
    }),
  );
}

/** Polished stone with veins, 80 cm. */
export function marble(options: { ground: string; vein: string; seed: number }): SurfaceMaps {
  const ground = srgb(options.ground);
  const vein = srgb(options.vein);
  return remembered('marble', options, () =>
    paintSurface(1024, (u, v) => {
      const bendA = layeredNoise(u, v, { cells: [3, 3], octaves: 5, seed: options.seed });
      const bendB = layeredNoise(u, v, { cells: [4, 4], octaves: 5, seed: options.seed + 40 });
      const thin = 1 - Math.min(1, Math.abs(bendA - 0.5) * 26);
      const broad = 1 - Math.min(1, Math.abs(bendB - 0.47) * 9);
      const cloud = layeredNoise(u, v, { cells: [5, 5], octaves: 4, seed: options.seed + 80 });
      const amount = Math.max(0, 0.75 * thin * cloud + 0.32 * broad * broad * cloud + 0.14 * cloud - 0.03);
      return { colour: blend(ground, vein, Math.min(1, amount)), height: 0.5, roughness: 0.2 + 0.08 * cloud };
    }),
  );
}

/** Glazed tiles, `rows` by `columns` a map, every other row moved by half when `bond`. */
export function tiles(options: {
  glaze: string;
  grout: string;
  columns: number;
  rows: number;
  bond: boolean;
  seed: number;
}): SurfaceMaps {
  const glaze = srgb(options.glaze);
  const grout = srgb(options.grout);
  return remembered('tiles', options, () =>
    paintSurface(1024, (u, v) => {
      const row = Math.floor(v * options.rows);
      const moved = u * options.columns + (options.bond && row % 2 === 1 ? 0.5 : 0);
      const column = Math.floor(moved) % options.columns;
      const edge = Math.min(
        distanceToEdge(moved) / options.columns,
        distanceToEdge(v * options.rows) / options.rows,
      );
      const inside = step(0.003, 0.0055, edge);
      const dome = step(0.0, 0.018, edge);
      const tone = mix(0.93, 1.05, noise(column * 5.7, row * 3.3, [64, 64], options.seed));
      const cloud = layeredNoise(u, v, { cells: [16, 16], octaves: 4, seed: options.seed });
      const sand = layeredNoise(u, v, { cells: [200, 200], octaves: 2, seed: options.seed + 1 });
      return {
        colour: blend(shade(grout, 0.85 + 0.3 * sand), shade(glaze, tone * mix(0.96, 1.04, cloud)), inside),
        height: mix(0.1 + 0.1 * sand, 0.6 + 0.4 * dome + 0.02 * cloud, inside),
        roughness: mix(0.95, 0.14 + 0.08 * cloud, inside),
      };
    }),
  );
}

function distanceToEdge(value: number): number {
  const part = value - Math.floor(value);
  return Math.min(part, 1 - part);
}

/** Bricks in running bond, 100 x 100 cm: 4 across, 12 high. */
export function bricks(options: { brick: string; dark: string; mortar: string; seed: number }): SurfaceMaps {
  const brick = srgb(options.brick);
  const dark = srgb(options.dark);
  const mortar = srgb(options.mortar);
  return remembered('bricks', options, () =>
    paintSurface(1024, (u, v) => {
      const row = Math.floor(v * 12);
      const wobble =
        (layeredNoise(u, v, { cells: [30, 30], octaves: 3, seed: options.seed + 7 }) - 0.5) * 0.012;
      const moved = u * 4 + (row % 2) * 0.5;
      const column = Math.floor(moved) % 4;
      const edge = Math.min(distanceToEdge(moved) / 4, distanceToEdge(v * 12) / 12) + wobble;
      const inside = step(0.005, 0.0095, edge);
      const tone = noise(column * 9.1, row * 4.7, [64, 64], options.seed);
      const grit = layeredNoise(u, v, { cells: [60, 60], octaves: 4, seed: options.seed + 2 });
      return {
        colour: blend(
          shade(mortar, 0.75 + 0.45 * grit),
          shade(blend(brick, dark, tone), 0.72 + 0.5 * grit),
          inside,
        ),
        height: mix(0.15 + 0.2 * grit, 0.7 + 0.25 * grit, inside),
        roughness: 0.92,
      };
    }),
  );
}

/** Plain-woven cloth: `threads` each way in a map. */
export function weave(options: {
  warp: string;
  weft: string;
  threads: number;
  slub: number;
  seed: number;
  side?: number;
}): SurfaceMaps {
  const warp = srgb(options.warp);
  const weft = srgb(options.weft);
  return remembered('weave', options, () =>
    paintSurface(options.side ?? 1024, (u, v) => {
      const slubX =
        options.slub * (layeredNoise(u, v, { cells: [6, 90], octaves: 3, seed: options.seed }) - 0.5);
      const slubY =
        options.slub * (layeredNoise(u, v, { cells: [90, 6], octaves: 3, seed: options.seed + 4 }) - 0.5);
      const x = u * options.threads + slubX;
      const y = v * options.threads + slubY;
      const over = (Math.floor(x) + Math.floor(y)) % 2 === 0;
      const ridgeX = Math.sin(Math.PI * (x - Math.floor(x)));
      const ridgeY = Math.sin(Math.PI * (y - Math.floor(y)));
      const ridge = over ? ridgeX * (0.6 + 0.4 * ridgeY) : ridgeY * (0.6 + 0.4 * ridgeX);
      const thread = over ? warp : weft;
      const fuzz = layeredNoise(u, v, { cells: [180, 180], octaves: 2, seed: options.seed + 8 });
      const patch = layeredNoise(u, v, { cells: [4, 4], octaves: 3, seed: options.seed + 12 });
      const lightness = (0.7 + 0.3 * ridge) * (0.9 + 0.2 * fuzz) * (0.95 + 0.1 * patch);
      return { colour: shade(thread, lightness), height: 0.25 + 0.6 * ridge + 0.15 * fuzz, roughness: 0.95 };
    }),
  );
}

/** Grained leather, 12 cm. */
export function leather(options: { colour: string; seed: number }): SurfaceMaps {
  const base = srgb(options.colour);
  return remembered('leather', options, () =>
    paintSurface(768, (u, v) => {
      const pebble = cellular(u, v, 70, options.seed);
      const crease = step(0.02, 0.2, pebble);
      const cloud = layeredNoise(u, v, { cells: [5, 5], octaves: 4, seed: options.seed + 3 });
      return {
        colour: shade(base, (0.78 + 0.22 * crease) * (0.88 + 0.24 * cloud)),
        height: 0.3 + 0.6 * crease + 0.1 * cloud,
        roughness: 0.72 - 0.2 * crease + 0.1 * cloud,
      };
    }),
  );
}

/** Distance between the nearest two of scattered points: walls of cells are 0. */
function cellular(u: number, v: number, cells: number, seed: number): number {
  const x = u * cells;
  const y = v * cells;
  let nearest = 9;
  let second = 9;
  for (let dy = -1; dy <= 1; dy++) {
    for (let dx = -1; dx <= 1; dx++) {
      const cx = Math.floor(x) + dx;
      const cy = Math.floor(y) + dy;
      const px = cx + noise(cx, cy, [cells, cells], seed);
      const py = cy + noise(cx, cy, [cells, cells], seed + 31);
      const distance = Math.hypot(px - x, py - y);
      if (distance < nearest) {
        second = nearest;
        nearest = distance;
      } else if (distance < second) second = distance;
    }
  }
  return second - nearest;
}

/** Wall paint, plaster, concrete, unglazed clay: `blotch` and `grit` say how uneven. */
export function mineral(options: {
  colour: string;
  blotch: number;
  grit: number;
  seed: number;
  roughness?: number;
  side?: number;
}): SurfaceMaps {
  const base = srgb(options.colour);
  return remembered('mineral', options, () =>
    paintSurface(options.side ?? 768, (u, v) => {
      const blotch = layeredNoise(u, v, { cells: [4, 4], octaves: 5, seed: options.seed });
      const grit = layeredNoise(u, v, { cells: [90, 90], octaves: 3, seed: options.seed + 6 });
      const pit = step(
        0.7,
        0.78,
        layeredNoise(u, v, { cells: [50, 50], octaves: 2, seed: options.seed + 11 }),
      );
      const tone =
        1 + options.blotch * (blotch - 0.5) + options.grit * (grit - 0.5) - 0.2 * options.grit * pit;
      return {
        colour: shade(base, tone),
        height: 0.5 + 0.4 * (grit - 0.5) - 0.25 * pit,
        roughness: Math.min(1, (options.roughness ?? 0.9) + 0.1 * (blotch - 0.5)),
      };
    }),
  );
}

/** Speckled glaze: iron dots burnt through a milky ground. */
export function speckled(options: {
  ground: string;
  dot: string;
  density: number;
  seed: number;
}): SurfaceMaps {
  const ground = srgb(options.ground);
  const dot = srgb(options.dot);
  return remembered('speckled', options, () =>
    paintSurface(1024, (u, v) => {
      const big = dots(u, v, 60, options.density * 0.5, options.seed);
      const small = dots(u, v, 150, options.density, options.seed + 50);
      const cloud = layeredNoise(u, v, { cells: [5, 5], octaves: 4, seed: options.seed + 90 });
      const amount = Math.max(big, small * 0.8);
      return {
        colour: blend(shade(ground, 0.94 + 0.12 * cloud), dot, amount * 0.8),
        height: 0.5 + 0.25 * cloud - 0.1 * amount,
        roughness: 0.3 + 0.16 * cloud + 0.25 * amount,
      };
    }),
  );
}

function dots(u: number, v: number, cells: number, density: number, seed: number): number {
  const x = u * cells;
  const y = v * cells;
  const cellX = Math.floor(x);
  const cellY = Math.floor(y);
  const chance = noise(cellX, cellY, [cells, cells], seed);
  if (chance > density) return 0;
  const centreX = 0.15 + 0.7 * noise(cellX, cellY, [cells, cells], seed + 1);
  const centreY = 0.15 + 0.7 * noise(cellX, cellY, [cells, cells], seed + 2);
  const radius = 0.08 + 0.22 * noise(cellX, cellY, [cells, cells], seed + 3);
  return 1 - step(radius * 0.5, radius, Math.hypot(x - cellX - centreX, y - cellY - centreY));
}

/** Fine parallel scratches along u. */
export function brushed(options: { colour: string; roughness: number; seed: number }): SurfaceMaps {
  const base = srgb(options.colour);
  return remembered('brushed', options, () =>
    paintSurface(512, (u, v) => {
      const scratch = layeredNoise(u, v, { cells: [3, 256], octaves: 1, seed: options.seed });
      return {
        colour: shade(base, 0.96 + 0.08 * scratch),
        height: scratch,
        roughness: options.roughness + 0.14 * (scratch - 0.5),
      };
    }),
  );
}
