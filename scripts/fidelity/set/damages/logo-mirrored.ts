import type { Box, Layer } from '../layer.ts';
import { around, type Line } from '../prints.ts';
import { type Damage, whole } from './damage.ts';
import { changeOf } from './visible.ts';

/** Less of the product than this (pixels changed by CIEDE2000 > 10) nobody notices. */
const MIN_SHARE = 0.004;

const grown = (box: Box, by: number, { width, height }: Layer): Box => {
  const left = Math.max(0, Math.round(box.left - by));
  const top = Math.max(0, Math.round(box.top - by));
  return {
    left,
    top,
    width: Math.min(width, Math.round(box.left + box.width + by)) - left,
    height: Math.min(height, Math.round(box.top + box.height + by)) - top,
  };
};

/** The box's pixels flipped left to right, faded in over a few pixels at its rim. */
const flippedIn = (layer: Layer, box: Box): Layer => {
  const rgb = Uint8Array.from(layer.rgb);
  for (let y = 0; y < box.height; y++)
    for (let x = 0; x < box.width; x++) {
      const to = (box.top + y) * layer.width + box.left + x;
      const from = (box.top + y) * layer.width + box.left + (box.width - 1 - x);
      if ((layer.alpha[to] ?? 0) < 250 || (layer.alpha[from] ?? 0) < 250) continue;
      const rim = Math.min(x, y, box.width - 1 - x, box.height - 1 - y);
      const part = Math.min(1, (rim + 1) / 4);
      for (let c = 0; c < 3; c++)
        rgb[to * 3 + c] = Math.round(
          (layer.rgb[from * 3 + c] ?? 0) * part + (layer.rgb[to * 3 + c] ?? 0) * (1 - part),
        );
    }
  return { ...layer, rgb };
};

const touches = (one: Box, two: Box, within: number): boolean =>
  one.left < two.left + two.width + within &&
  two.left < one.left + one.width + within &&
  one.top < two.top + two.height + within &&
  two.top < one.top + one.height + within;

/** Lines that stand close together are one label: the box around each such group, largest first. */
const labelsOf = (lines: readonly Line[]): Box[] => {
  const groups: Box[] = [];
  for (const { box } of lines) {
    const near = groups.filter((g) => touches(g, box, box.height * 2));
    const rest = groups.filter((g) => !near.includes(g));
    groups.splice(0, groups.length, ...rest, around([box, ...near]));
  }
  return groups.sort((one, two) => two.width * two.height - one.width * one.height);
};

/** A label flipped left to right; at the faintest level a single line of it. */
export const logoMirrored: Damage = async (subject, { level, random }) => {
  const { layer } = subject;
  const lines = subject.writing();
  const fields = level === 0 ? lines.map((l) => l.box) : labelsOf(lines);
  for (const box of level === 2 ? fields : random.shuffled(fields)) {
    const flipped = flippedIn(layer, grown(box, 6, layer));
    if (changeOf(layer, flipped, 10).share >= MIN_SHARE)
      return whole(flipped, `flipped ${box.width} x ${box.height} at ${box.left}, ${box.top}`);
  }
  return null;
};
