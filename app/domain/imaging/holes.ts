import { findParts, type Runs } from './mask-runs.ts';

/** A gap of up to this share of the picture, in which the model hesitates, is the model's and not the product's. */
const HESITANT_SHARE = 0.005;
/** Mean answer inside such a gap. */
const HESITANT = 0.1;
/** Holes smaller than this share of the picture say too little of their colour. */
const SMALLEST_SHARE = 0.0002;
/**
 * Standard deviation (levels) up to which the background is so even that one knows how bright a hole could be, and of what
 * hue: a shadow within the area that is looked at changes the first and hardly the second.
 */
const EVEN_LIGHT = 4;
const EVEN_HUE = 16;
/** Cells of background that make a colour. */
const ENOUGH = 800;
/** Steps (cells) in which the search for background widens around a hole, and how far it goes. */
const SEARCH_STEP = 20;
const SEARCH_REACH = 400;
/** Through a hole one sees the background, shaded at most: brighter than this times it, and it is something else. */
const BRIGHTER = 1.045;
/** Nor has it another hue: largest over smallest ratio of the three channels, less one. */
const OTHER_HUE = 0.06;

interface Hole {
  /** Runs along the picture's border make it the outside. */
  outside: boolean;
  cells: number;
  answer: number;
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/**
 * Closes what looks like a hole in the product and is none, in place: gaps in which the model hesitates (glass, mirrors),
 * and areas that show something the even background behind the product does not have (a white sun printed on a box).
 * A true hole, such as a handle's, stays. `photo`: the picture on the same grid, three bytes a cell. True when any closed.
 */
export const closeFalseHoles = (
  plane: Float32Array,
  photo: Uint8Array,
  side: number,
  half: number,
): boolean => {
  const runs = findParts(plane, side, half, true);
  const holes = measureHoles(runs, plane, side);
  if (holes.every((hole) => hole.outside)) return false;
  const outside = outsideOf(runs, holes, plane, side);
  const closes = holes.map(
    (hole, number) =>
      !hole.outside &&
      (isHesitant(hole, plane.length) || showsSomethingElse(hole, number, { runs, photo, outside, side })),
  );
  eachRun(runs, (number, from, to) => {
    if (closes[number]) plane.fill(1, from, to);
  });
  return closes.some(Boolean);
};

const eachRun = (runs: Runs, visit: (part: number, from: number, to: number) => void): void => {
  runs.part.forEach((part, run) => {
    const from = runs.start[run] ?? 0;
    visit(part, from, from + (runs.length[run] ?? 0));
  });
};

const measureHoles = (runs: Runs, plane: Float32Array, side: number): Hole[] => {
  const holes = runs.sizes.map(
    (cells): Hole => ({ outside: false, cells, answer: 0, left: side, top: side, right: 0, bottom: 0 }),
  );
  eachRun(runs, (part, from, to) => {
    const hole = holes[part];
    if (!hole) return;
    const y = Math.floor(from / side);
    const left = from - y * side;
    const right = to - 1 - y * side;
    if (y === 0 || y === side - 1 || left === 0 || right === side - 1) hole.outside = true;
    hole.left = Math.min(hole.left, left);
    hole.right = Math.max(hole.right, right);
    hole.top = Math.min(hole.top, y);
    hole.bottom = Math.max(hole.bottom, y);
    for (let at = from; at < to; at++) hole.answer += plane[at] ?? 0;
  });
  return holes;
};

const isHesitant = (hole: Hole, all: number): boolean =>
  hole.cells < HESITANT_SHARE * all && hole.answer > HESITANT * hole.cells;

/** 1 where surely background: outside, and the model does not hesitate. */
const outsideOf = (runs: Runs, holes: readonly Hole[], plane: Float32Array, side: number): Uint8Array => {
  const outside = new Uint8Array(side * side);
  eachRun(runs, (part, from, to) => {
    if (!holes[part]?.outside) return;
    for (let at = from; at < to; at++) if ((plane[at] ?? 0) < 0.02) outside[at] = 1;
  });
  return outside;
};

interface Surroundings {
  readonly runs: Runs;
  readonly photo: Uint8Array;
  readonly outside: Uint8Array;
  readonly side: number;
}

const showsSomethingElse = (hole: Hole, number: number, where: Surroundings): boolean => {
  if (hole.cells < SMALLEST_SHARE * where.outside.length) return false;
  const background = backgroundNear(hole, where);
  if (!background) return false;
  const inside = colourInside(number, where);
  const ratios = inside.map((value, channel) => value / Math.max(1, background.colour[channel] ?? 1));
  const most = Math.max(...ratios);
  const least = Math.min(...ratios);
  const brighter = background.deviation < EVEN_LIGHT && least > BRIGHTER;
  return brighter || (background.deviation < EVEN_HUE && most / Math.max(0.01, least) - 1 > OTHER_HUE);
};

const colourInside = (number: number, { runs, photo }: Surroundings): number[] => {
  const sums = [0, 0, 0];
  let cells = 0;
  eachRun(runs, (part, from, to) => {
    if (part !== number) return;
    cells += to - from;
    for (let at = from * 3; at < to * 3; at++) sums[at % 3] = (sums[at % 3] ?? 0) + (photo[at] ?? 0);
  });
  return sums.map((sum) => sum / Math.max(1, cells));
};

/** Mean colour of the nearest background around a hole, and how even it is there; null when there is too little of it. */
const backgroundNear = (
  hole: Hole,
  { photo, outside, side }: Surroundings,
): { readonly colour: readonly number[]; readonly deviation: number } | null => {
  for (let reach = SEARCH_STEP; reach <= SEARCH_REACH; reach += SEARCH_STEP) {
    const sums = [0, 0, 0];
    let squares = 0;
    let cells = 0;
    for (let y = Math.max(0, hole.top - reach); y < Math.min(side, hole.bottom + reach); y += 2) {
      for (let x = Math.max(0, hole.left - reach); x < Math.min(side, hole.right + reach); x += 2) {
        const at = y * side + x;
        if (outside[at] === 0) continue;
        cells += 1;
        const green = photo[at * 3 + 1] ?? 0;
        squares += green * green;
        sums[0] = (sums[0] ?? 0) + (photo[at * 3] ?? 0);
        sums[1] = (sums[1] ?? 0) + green;
        sums[2] = (sums[2] ?? 0) + (photo[at * 3 + 2] ?? 0);
      }
    }
    if (cells < ENOUGH) continue;
    const colour = sums.map((sum) => sum / cells);
    return { colour, deviation: Math.sqrt(Math.max(0, squares / cells - (colour[1] ?? 0) ** 2)) };
  }
  return null;
};
