import type { Box, Layer } from '../layer.ts';
import type { Line } from '../prints.ts';
import type { Random } from '../random.ts';
import { type Damage, whole } from './damage.ts';
import { changeOf } from './visible.ts';

/** Share of the lines that are garbled. */
const SHARE = [0.4, 0.7, 1] as const;
const MIN_SHARE = 0.0015;

const pixelAt = (layer: Layer, x: number, y: number, c: number): number => {
  const px = Math.max(0, Math.min(layer.width - 1, Math.round(x)));
  const py = Math.max(0, Math.min(layer.height - 1, Math.round(y)));
  return layer.rgb[(py * layer.width + px) * 3 + c] ?? 0;
};

/** Every letter's place taken by another letter of the line, some of them upside down. */
const shuffledLetters = (layer: Layer, rgb: Uint8Array, line: Line, random: Random): void => {
  const step = 1 + Math.floor(random.next() * (line.letters.length - 2));
  line.letters.forEach((to, n) => {
    const from = line.letters[(n + step) % line.letters.length] ?? to;
    const [overX, overY] = [random.next() < 0.4, random.next() < 0.4];
    copyBox(layer, rgb, { from, to, overX, overY });
  });
};

const copyBox = (
  layer: Layer,
  rgb: Uint8Array,
  { from, to, overX, overY }: { from: Box; to: Box; overX: boolean; overY: boolean },
): void => {
  for (let y = -1; y <= to.height; y++)
    for (let x = -1; x <= to.width; x++) {
      const u = ((x + 0.5) / to.width) * from.width - 0.5;
      const v = ((y + 0.5) / to.height) * from.height - 0.5;
      const sx = from.left + (overX ? from.width - 1 - u : u);
      const sy = from.top + (overY ? from.height - 1 - v : v);
      const i = (to.top + y) * layer.width + to.left + x;
      if ((layer.alpha[i] ?? 0) < 250) continue;
      for (let c = 0; c < 3; c++) rgb[i * 3 + c] = pixelAt(layer, sx, sy, c);
    }
};

/** The line's strokes melted into each other, as picture models write: a wavy displacement as fine as a letter. */
const melted = (layer: Layer, rgb: Uint8Array, line: Line, random: Random): void => {
  const height = line.letters.reduce((sum, l) => sum + l.height, 0) / line.letters.length;
  const waves = Array.from({ length: 5 }, () => ({
    fx: random.between(2, 7) / height,
    fy: random.between(2, 7) / height,
    px: random.between(0, 6.3),
    py: random.between(0, 6.3),
  }));
  const reach = height * random.between(0.2, 0.3);
  const { left, top, width, height: tall } = line.box;
  for (let y = -2; y < tall + 2; y++)
    for (let x = -2; x < width + 2; x++) {
      const i = (top + y) * layer.width + left + x;
      if ((layer.alpha[i] ?? 0) < 250) continue;
      let [dx, dy] = [0, 0];
      for (const w of waves) {
        dx += Math.sin(x * w.fx + y * w.fy + w.px);
        dy += Math.sin(x * w.fy - y * w.fx + w.py);
      }
      for (let c = 0; c < 3; c++)
        rgb[i * 3 + c] = pixelAt(layer, left + x + (dx * reach) / 1.6, top + y + (dy * reach) / 1.6, c);
    }
};

/** Writing made unreadable in its place, in its colours: shuffled letters or melted strokes. */
export const textGarbled: Damage = async (subject, { level, random }) => {
  const { layer } = subject;
  const lines = subject.writing();
  if (lines.length === 0) return null;
  const count = Math.max(1, Math.round(lines.length * SHARE[level]));
  const rgb = Uint8Array.from(layer.rgb);
  const melt = random.next() < 0.5;
  for (const line of lines.slice(0, count)) (melt ? melted : shuffledLetters)(layer, rgb, line, random);
  const garbled = { ...layer, rgb };
  if (changeOf(layer, garbled, 10).share < MIN_SHARE) return null;
  return whole(garbled, `${melt ? 'melted' : 'shuffled'} ${count} of ${lines.length} lines`);
};
