import sharp from 'sharp';
import { COLOUR_NAMES } from '../../provider/plate/colour.ts';
import type { Pixels } from '../../provider/plate/draw-plate.ts';

/**
 * Changes a picture by what the instruction says (warmer, cooler, brighter, darker, a colour by name), mostly where the
 * mask is white. As the real models do, it draws the whole picture anew: every pixel drifts a little, also outside the mask.
 */
export async function edit(
  canvas: Uint8Array,
  mask: Uint8Array | undefined,
  instruction: string,
  size: { width: number; height: number },
): Promise<Pixels> {
  const drifted = await sharp(canvas)
    .rotate()
    .toColourspace('srgb')
    .flatten({ background: '#ffffff' })
    .resize(size.width, size.height, { fit: 'cover' })
    .modulate({ brightness: 1.012, saturation: 1.02 })
    .blur(0.4)
    .removeAlpha()
    .raw()
    .toBuffer();
  const where = mask
    ? await sharp(mask)
        .resize(size.width, size.height, { fit: 'cover' })
        .greyscale()
        .blur(2)
        .extractChannel(0)
        .raw()
        .toBuffer()
    : undefined;
  const change = changeOf(instruction);
  for (let at = 0; at < size.width * size.height; at += 1) {
    const share = where ? (where[at] ?? 0) / 255 : 1;
    if (share === 0) continue;
    for (const channel of [0, 1, 2] as const) {
      const old = drifted[at * 3 + channel] ?? 0;
      drifted[at * 3 + channel] = Math.max(
        0,
        Math.min(255, Math.round(old + (change(old, channel) - old) * share)),
      );
    }
  }
  return { data: drifted, ...size };
}

type Change = (value: number, channel: 0 | 1 | 2) => number;

function changeOf(instruction: string): Change {
  const named = Object.entries(COLOUR_NAMES).find(([name]) =>
    new RegExp(`\\b${name}\\b`, 'i').test(instruction),
  );
  if (named) {
    const [, colour] = named;
    return (value, channel) => colour[channel] * (0.45 + (value / 255) * 0.6);
  }
  if (/\b(warm|warmer|golden|sunset)\b/i.test(instruction))
    return (value, channel) => value * ([1.14, 1.02, 0.82][channel] ?? 1);
  if (/\b(cool|cooler|cold|blue hour)\b/i.test(instruction))
    return (value, channel) => value * ([0.84, 0.98, 1.14][channel] ?? 1);
  if (/\b(dark|darker|dim|night|moody)\b/i.test(instruction)) return (value) => value * 0.6;
  if (/\b(remove|erase|empty|clear|without)\b/i.test(instruction))
    return (value) => 150 + (value - 150) * 0.2;
  return (value) => Math.min(255, value * 1.2 + 6);
}
