import { type Affine, composed, scaledBy, warped } from './affine.ts';
import type { Frame } from './frame.ts';
import { type Level, makeDesk, refinedOnce, type Small } from './gauss-newton.ts';
import { type Plane, softBlur } from './plane.ts';

/** Where the product of the source was found in the result. */
export interface Alignment {
  /** From pixels of the source's frame to pixels of the result's. */
  readonly map: Affine;
  /** Correlation -1..1 of the two greys inside the product. */
  readonly correlation: number;
}

/** Product sizes (longer side, pixels) at which the alignment is searched, and then refined so many times. */
const COARSE_SIDE = 40;
const SIDES = [96, 192, 384] as const;
const ROUNDS = [20, 10, 4] as const;
/** How much is believed: one number a size. */
interface Manner {
  /** Weight of the masks against the greys. */
  readonly mask: readonly number[];
  /** Differences that many times the usual still pull in a size's first rounds. */
  readonly tolerance: readonly number[];
}
/** Both are tried, and what fits better is kept. */
const MANNERS: readonly Manner[] = [
  // stripes a few pixels off still pull, and the cut-out's edge, which may err, soon counts for little
  { mask: [0.05, 0.01, 0.003], tolerance: [12, 6, 3] },
  // a large change on the product (a flipped label) does not pull; the outline holds
  { mask: [0.06, 0.06, 0.03], tolerance: [2.5, 2.5, 2.5] },
];
/** Where proportions and corners stay, the outline is not asked much: it is tried when the cut-out is in doubt. */
const SIMILAR: readonly Manner[] = [{ mask: [0.02, 0.003, 0.001], tolerance: [12, 6, 3] }];
/** In its last rounds a size takes what fits and lets the rest go. */
const STRICT = 2.5;

/** A frame made small: greys and masks only. */
const shrunk = ({ grey, mask, scale: had }: Small, scale: number): Small => {
  const by = scale / had;
  if (by >= 1) return { grey, mask, scale: had };
  const size = {
    width: Math.max(4, Math.round(grey.width * by)),
    height: Math.max(4, Math.round(grey.height * by)),
  };
  const map = { ...scaledBy(1 / by), e: 0.5 / by - 0.5, f: 0.5 / by - 0.5 };
  const small = (plane: Plane) => warped(softBlur(plane, 0.5 / by), map, size);
  return { grey: small(grey), mask: mask ? small(mask) : null, scale };
};

/** Small pixels to frame pixels and back: centres of pixels lie at whole numbers. */
const toSmall = (map: Affine, from: number, to: number): Affine => {
  const up = { ...scaledBy(1 / from), e: 0.5 / from - 0.5, f: 0.5 / from - 0.5 };
  const down = { ...scaledBy(to), e: 0.5 * to - 0.5, f: 0.5 * to - 0.5 };
  return composed(down, composed(map, up));
};

/** A map between full frames as one between a level's, and back. */
const within = ({ source, result }: Level, full: Affine): Affine => toSmall(full, source.scale, result.scale);
const outOf = ({ source, result }: Level, small: Affine): Affine =>
  toSmall(small, 1 / source.scale, 1 / result.scale);

/** Correlation inside the product and agreement of the masks, for one map between the level's small frames. */
const scoreOf = ({ source, result }: Level, map: Affine): { correlation: number; overlap: number } => {
  const grey = warped(result.grey, map, source.grey);
  const mask = result.mask ? warped(result.mask, map, source.grey, 0) : null;
  let [n, s, r, ss, rr, sr, both, either] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let i = 0; i < grey.data.length; i++) {
    const w = source.mask?.data[i] ?? 0;
    const m = mask?.data[i] ?? 0;
    both += Math.min(w, m);
    either += Math.max(w, m);
    if (w < 0.5) continue;
    const a = source.grey.data[i] ?? 0;
    const b = grey.data[i] ?? 0;
    n += 1;
    s += a;
    r += b;
    ss += a * a;
    rr += b * b;
    sr += a * b;
  }
  if (n === 0) return { correlation: 0, overlap: 0 };
  // a little is added to both spreads, so that a plain product's noise does not decide
  const spread = Math.sqrt((ss / n - (s / n) ** 2 + 2e-4) * (rr / n - (r / n) ** 2 + 2e-4));
  const correlation = (sr / n - (s / n) * (r / n) + 1e-4) / spread;
  return { correlation, overlap: mask ? both / Math.max(1, either) : 0 };
};

const total = ({ correlation, overlap }: { correlation: number; overlap: number }): number =>
  correlation + 1.5 * overlap;

/** Tries sizes and places around the guess; best first. `wide` where nothing is known of the place. */
const searched = (level: Level, guess: Affine, wide: boolean): Affine[] => {
  const found: { map: Affine; score: number }[] = [];
  const scales = wide ? [0.45, 0.55, 0.68, 0.82, 1, 1.2] : [0.8, 0.87, 0.94, 1, 1.07, 1.15, 1.25];
  const { width, height } = level.source.grey;
  const frame = level.result.grey;
  const [cx, cy] = [width / 2, height / 2];
  const middle = [guess.a * cx + guess.b * cy + guess.e, guess.c * cx + guess.d * cy + guess.f] as const;
  for (const scale of scales) {
    const [a, d] = [guess.a * scale, guess.d * scale];
    const reach = wide ? 0.5 * Math.max(frame.width, frame.height) : 0.22 * COARSE_SIDE * guess.a;
    const step = wide ? 3 : 0.075 * COARSE_SIDE * guess.a;
    for (let dy = -reach; dy <= reach; dy += step)
      for (let dx = -reach; dx <= reach; dx += step) {
        const map = { a, b: 0, c: 0, d, e: middle[0] + dx - a * cx, f: middle[1] + dy - d * cy };
        found.push({ map, score: total(scoreOf(level, map)) });
      }
  }
  found.sort((one, two) => two.score - one.score);
  const best: Affine[] = [];
  for (const { map } of found) {
    if (best.every((b) => farApart(b, map))) best.push(map);
    if (best.length === 3) break;
  }
  return best;
};

const farApart = (one: Affine, two: Affine): boolean =>
  Math.abs(one.a / two.a - 1) > 0.1 || Math.hypot(one.e - two.e, one.f - two.f) > 6;

const isSane = (map: Affine, start: Affine): boolean => {
  const [sx, sy] = [Math.hypot(map.a, map.c) / start.a, Math.hypot(map.b, map.d) / start.d];
  return (
    sx > 0.6 &&
    sx < 1.7 &&
    sy > 0.6 &&
    sy < 1.7 &&
    Math.abs(map.c) < 0.45 * start.a &&
    Math.abs(map.b) < 0.45 * start.a
  );
};

/**
 * Finds the source's product in the result: a search over size and place around `guess` (`wide`: over the whole
 * result), then Gauss-Newton on greys and masks together, coarse to fine, over all affine maps (`similar`: those that leave
 * proportions and corners as they are).
 */
export const align = (
  source: Frame,
  result: Frame,
  {
    guess,
    wide,
    productSide,
    finest = 384,
    similar = false,
  }: { guess: Affine; wide: boolean; productSide: number; finest?: number; similar?: boolean },
): Alignment => {
  const [coarse, ...levels] = levelsOf(source, result, productSide);
  const first = levels[0];
  if (!coarse || !first) throw new Error('there are no levels');
  const starts = searched(coarse, within(coarse, guess), wide);
  let best: { map: Affine; manner: Manner; score: number } | null = null;
  for (const start of starts) {
    const full = outOf(coarse, start);
    for (const manner of similar ? SIMILAR : MANNERS) {
      const map = refined(first, full, { n: 0, manner, similar });
      const seen = scoreOf(first, within(first, map));
      const score = similar ? seen.correlation : total(seen);
      if (!best || score > best.score) best = { map, manner, score };
    }
  }
  if (!best) return { map: guess, correlation: 0 };
  const { manner } = best;
  let map = best.map;
  let last = first;
  for (const [n, level] of levels.entries()) {
    if (n === 0 || (SIDES[n] ?? 0) > finest) continue;
    last = level;
    map = refined(level, map, { n, manner, similar });
  }
  return { map, correlation: scoreOf(last, within(last, map)).correlation };
};

/** Both frames at the coarse size and the finer ones; each made from the next finer. */
const levelsOf = (source: Frame, result: Frame, productSide: number): Level[] => {
  let level: Level = { source: { ...source, scale: 1 }, result: { ...result, scale: 1 } };
  return [COARSE_SIDE, ...SIDES]
    .reverse()
    .map((side) => {
      const scale = Math.min(1, side / productSide);
      level = { source: shrunk(level.source, scale), result: shrunk(level.result, scale) };
      return level;
    })
    .reverse();
};

/** Refines a map between full frames on the level number `n`; gives back a map between full frames. */
const refined = (
  level: Level,
  full: Affine,
  { n, manner, similar }: { readonly n: number; readonly manner: Manner; readonly similar: boolean },
): Affine => {
  const start = within(level, full);
  const rounds = ROUNDS[n] ?? 1;
  const desk = makeDesk(level.source.grey);
  let map = start;
  for (let round = 0; round < rounds; round++) {
    const part = Math.min(1, (round + 1) / (rounds * 0.7));
    const tolerance = (manner.tolerance[n] ?? STRICT) * (1 - part) + STRICT * part;
    const next = refinedOnce(level, map, { maskWeight: manner.mask[n] ?? 0, tolerance, similar, desk });
    if (!next || !isSane(next, start)) break;
    const moved = Math.abs(next.e - map.e) + Math.abs(next.f - map.f) + Math.abs(next.a - map.a) * 100;
    map = next;
    if (moved < 0.01 && part === 1) break;
  }
  return outOf(level, map);
};
