/** How far a mask is from the true one; all masks one byte a pixel, 255 = product. */

/** Mean |a - b| in 0..1. */
export const meanAbsoluteError = (mask: Uint8Array, truth: Uint8Array): number => {
  let sum = 0;
  for (let i = 0; i < truth.length; i++) sum += Math.abs((mask[i] ?? 0) - (truth[i] ?? 0));
  return sum / (255 * Math.max(1, truth.length));
};

export const intersectionOverUnion = (mask: Uint8Array, truth: Uint8Array): number => {
  let both = 0;
  let either = 0;
  for (let i = 0; i < truth.length; i++) {
    const a = (mask[i] ?? 0) >= 128;
    const b = (truth[i] ?? 0) >= 128;
    if (a && b) both += 1;
    if (a || b) either += 1;
  }
  return either === 0 ? 1 : both / either;
};

const boundaryOf = (mask: Uint8Array, width: number, height: number): number[] => {
  const list: number[] = [];
  const inside = (at: number): boolean => (mask[at] ?? 0) >= 128;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      if (!inside(at)) continue;
      const edge =
        (x > 0 && !inside(at - 1)) ||
        (x < width - 1 && !inside(at + 1)) ||
        (y > 0 && !inside(at - width)) ||
        (y < height - 1 && !inside(at + width));
      if (edge) list.push(at);
    }
  }
  return list;
};

/** Harmonic mean of how much of each outline lies within `distance` px of the other. */
export const boundaryF = (
  mask: Uint8Array,
  truth: Uint8Array,
  width: number,
  height: number,
  distance: number,
): number => {
  const ours = boundaryOf(mask, width, height);
  const theirs = boundaryOf(truth, width, height);
  if (ours.length === 0 || theirs.length === 0) return ours.length === theirs.length ? 1 : 0;
  const near = (of: readonly number[], to: readonly number[]): number => {
    const marked = new Uint8Array(width * height);
    for (const at of to) mark(marked, at % width, Math.floor(at / width), width, height, distance);
    return of.filter((at) => marked[at] === 1).length / of.length;
  };
  const precision = near(ours, theirs);
  const recall = near(theirs, ours);
  return precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
};

const mark = (
  marked: Uint8Array,
  x: number,
  y: number,
  width: number,
  height: number,
  distance: number,
): void => {
  for (let v = Math.max(0, y - distance); v <= Math.min(height - 1, y + distance); v++) {
    const reach = Math.floor(Math.sqrt(distance * distance - (v - y) * (v - y)));
    marked.fill(1, v * width + Math.max(0, x - reach), v * width + Math.min(width, x + reach + 1));
  }
};
