import { eroded, type Patch, patchesOf, planeOf, softBlur } from '#app/adapters/sharp/fidelity/plane.ts';
import { alphaBox, type Box, greyOf, type Layer } from './layer.ts';

/** A line of writing on a product: the boxes of its letters, from left to right. */
export interface Line {
  readonly letters: readonly Box[];
  readonly box: Box;
}

const inside = ({ alpha, width, height }: Layer, radius: number): Uint8Array =>
  eroded(
    Uint8Array.from(alpha, (a) => (a >= 250 ? 1 : 0)),
    width,
    height,
    radius,
  );

/** How much darker or lighter each pixel is than what is around it. */
const strokesOf = (layer: Layer, sigma: number): Float32Array => {
  const grey = { width: layer.width, height: layer.height, data: greyOf(layer) };
  const around = softBlur(grey, sigma);
  return planeOf(grey, (i) => (grey.data[i] ?? 0) - (around.data[i] ?? 0)).data;
};

const boxOfPatch = (p: Patch): Box => ({
  left: p.left,
  top: p.top,
  width: p.right - p.left + 1,
  height: p.bottom - p.top + 1,
});

const isLetter = (p: Patch, side: number): boolean => {
  const { width, height } = boxOfPatch(p);
  const filled = p.area / (width * height);
  return height >= 11 && height <= 0.16 * side && width <= 2.2 * height && filled > 0.13 && filled < 0.95;
};

/** Lines of at least four letters of one height, found as dark or light marks side by side. */
export const writingOn = (layer: Layer): Line[] => {
  const box = alphaBox(layer);
  if (!box) return [];
  const side = Math.max(box.width, box.height);
  const free = inside(layer, 5);
  const strokes = strokesOf(layer, side * 0.025);
  const lines: Line[] = [];
  for (const sign of [1, -1]) {
    const set = Uint8Array.from(strokes, (v, i) => (free[i] && v * sign > 22 ? 1 : 0));
    const letters = patchesOf(set, layer.width, layer.height, 20)
      .filter((p) => isLetter(p, side))
      .map(boxOfPatch)
      .sort((one, two) => one.left - two.left);
    lines.push(...inLines(letters));
  }
  return lines.sort((one, two) => two.letters.length - one.letters.length);
};

const inLines = (letters: readonly Box[]): Line[] => {
  const open: Box[][] = [];
  for (const letter of letters) {
    const line = open.find((l) => continues(l.at(-1), letter));
    if (line) line.push(letter);
    else open.push([letter]);
  }
  return open.filter((l) => l.length >= 4).map((l) => ({ letters: l, box: around(l) }));
};

const continues = (last: Box | undefined, next: Box): boolean => {
  if (!last) return false;
  const tall = Math.max(last.height, next.height);
  const gap = next.left - (last.left + last.width);
  const drop = Math.abs(last.top + last.height / 2 - next.top - next.height / 2);
  return (
    gap > -0.2 * tall &&
    gap < 1.3 * tall &&
    drop < 0.4 * tall &&
    Math.min(last.height, next.height) > 0.5 * tall
  );
};

export const around = (boxes: readonly Box[]): Box => {
  const left = Math.min(...boxes.map((b) => b.left));
  const top = Math.min(...boxes.map((b) => b.top));
  return {
    left,
    top,
    width: Math.max(...boxes.map((b) => b.left + b.width)) - left,
    height: Math.max(...boxes.map((b) => b.top + b.height)) - top,
  };
};
