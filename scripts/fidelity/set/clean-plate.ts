import sharp from 'sharp';
import { dilated } from '#app/adapters/sharp/fidelity/plane.ts';
import { type Layer, type Picture, resizedMask } from './layer.ts';

/** Longer side at which the hole is filled. */
const SIDE = 200;
const ROUNDS = 500;
/** Over-relaxation: about the best for holes of half this size. */
const RELAX = 1.93;

interface Small {
  readonly width: number;
  readonly height: number;
  /** Three values a cell. */
  readonly values: Float32Array;
  /** 1 where the ground is hidden. */
  readonly hole: Uint8Array;
}

/** What is hidden becomes as smooth as its rim allows (Laplace's equation): no edge of the product is left in it. */
const filled = ({ width, height, values, hole }: Small): void => {
  const at = (x: number, y: number, c: number) =>
    values[(Math.max(0, Math.min(height - 1, y)) * width + Math.max(0, Math.min(width - 1, x))) * 3 + c] ?? 0;
  for (let round = 0; round < ROUNDS; round++)
    for (let y = 0, i = 0; y < height; y++)
      for (let x = 0; x < width; x++, i++) {
        if (!hole[i]) continue;
        for (let c = 0; c < 3; c++) {
          const mean = (at(x - 1, y, c) + at(x + 1, y, c) + at(x, y - 1, c) + at(x, y + 1, c)) / 4;
          const had = values[i * 3 + c] ?? 0;
          values[i * 3 + c] = had + RELAX * (mean - had);
        }
      }
};

/** Starts the hole at the mean of what is known. */
const started = ({ values, hole }: Small): void => {
  const mean = [0, 0, 0];
  let n = 0;
  for (let i = 0; i < hole.length; i++) {
    if (hole[i]) continue;
    n += 1;
    for (let c = 0; c < 3; c++) mean[c] = (mean[c] ?? 0) + (values[i * 3 + c] ?? 0);
  }
  for (let i = 0; i < hole.length; i++)
    if (hole[i]) for (let c = 0; c < 3; c++) values[i * 3 + c] = (mean[c] ?? 0) / Math.max(1, n);
};

/** The photo's own ground with the product, and a rim around it, taken away. */
export const cleanPlate = async ({ rgb, alpha, width, height }: Layer): Promise<Picture> => {
  const shape = Uint8Array.from(alpha, (a) => (a > 0 ? 1 : 0));
  const rim = Math.round(Math.max(width, height) / 70);
  const wide = dilated(shape, width, height, rim).map((v) => v * 255);
  const scale = SIDE / Math.max(width, height);
  const size = { width: Math.round(width * scale), height: Math.round(height * scale) };
  const covered = await resizedMask(wide, { width, height }, size);
  const cells = await sharp(rgb, { raw: { width, height, channels: 3 } })
    .resize(size.width, size.height, { fit: 'fill', kernel: 'linear' })
    .raw()
    .toBuffer();
  const small = { ...size, values: Float32Array.from(cells), hole: covered.map((v) => (v > 0 ? 1 : 0)) };
  started(small);
  filled(small);
  const smooth = await sharp(
    Uint8Array.from(small.values, (v) => Math.max(0, Math.min(255, Math.round(v)))),
    {
      raw: { ...size, channels: 3 },
    },
  )
    .resize(width, height, { fit: 'fill', kernel: 'cubic' })
    .raw()
    .toBuffer();
  const soft = await sharp(wide, { raw: { width, height, channels: 1 } })
    .blur(rim / 3)
    .extractChannel(0)
    .raw()
    .toBuffer();
  const out = Uint8Array.from(rgb, (v, i) => {
    const part = shape[Math.floor(i / 3)] ? 1 : (soft[Math.floor(i / 3)] ?? 0) / 255;
    return Math.round((smooth[i] ?? 0) * part + v * (1 - part));
  });
  return { rgb: out, width, height };
};
