/**
 * Connected parts of a plane, as runs of cells within rows. A mask of a million cells has a few thousand runs, so
 * finding its parts this way costs next to nothing.
 */
export interface Runs {
  /** Start (index into the plane) and length of each run, in reading order. */
  readonly start: readonly number[];
  readonly length: readonly number[];
  /** Number of the part each run belongs to, from 0. */
  readonly part: readonly number[];
  /** Cells of each part. */
  readonly sizes: readonly number[];
}

/** Finds the 4-connected parts of all cells with `plane >= half` (or `< half` when `below`). */
export const findParts = (plane: Float32Array, side: number, half: number, below = false): Runs => {
  const start: number[] = [];
  const length: number[] = [];
  const parent: number[] = [];
  let previous = 0;
  for (let y = 0; y * side < plane.length; y++) {
    const current = start.length;
    collectRow(plane, y * side, side, half, below, start, length);
    for (let i = current; i < start.length; i++) parent.push(i);
    joinRows(start, length, parent, previous, current, side);
    previous = current;
  }
  const number = new Map<number, number>();
  const sizes: number[] = [];
  const part = start.map((_, i) => {
    const root = rootOf(parent, i);
    const known = number.get(root) ?? number.size;
    number.set(root, known);
    sizes[known] = (sizes[known] ?? 0) + (length[i] ?? 0);
    return known;
  });
  return { start, length, part, sizes };
};

const collectRow = (
  plane: Float32Array,
  row: number,
  side: number,
  half: number,
  below: boolean,
  start: number[],
  length: number[],
): void => {
  for (let at = row; at < row + side; ) {
    if ((plane[at] ?? 0) >= half === below) {
      at += 1;
      continue;
    }
    const from = at;
    while (at < row + side && (plane[at] ?? 0) >= half !== below) at += 1;
    start.push(from);
    length.push(at - from);
  }
};

/** Joins runs of one row with those of the row above that they touch. */
const joinRows = (
  start: readonly number[],
  length: readonly number[],
  parent: number[],
  above: number,
  current: number,
  side: number,
): void => {
  let i = above;
  for (let j = current; j < start.length; ) {
    if (i >= current) return;
    const aFrom = (start[i] ?? 0) + side;
    const aTo = aFrom + (length[i] ?? 0);
    const bFrom = start[j] ?? 0;
    const bTo = bFrom + (length[j] ?? 0);
    if (aFrom < bTo && bFrom < aTo) {
      const a = rootOf(parent, i);
      const b = rootOf(parent, j);
      parent[Math.max(a, b)] = Math.min(a, b);
    }
    if (aTo < bTo) i += 1;
    else j += 1;
  }
};

const rootOf = (parent: number[], run: number): number => {
  let root = run;
  while (parent[root] !== root) root = parent[root] ?? root;
  for (let at = run; at !== root; ) {
    const next = parent[at] ?? root;
    parent[at] = root;
    at = next;
  }
  return root;
};
