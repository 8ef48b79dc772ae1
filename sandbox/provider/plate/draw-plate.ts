import sharp from 'sharp';
import { seeded } from '../seeded.ts';
import { BACKDROP_BLUR, backdropSvg, type Size } from './backdrop.ts';
import { paintPlate } from './paint-plate.ts';
import type { Scene } from './plate-scene.ts';
import { drawProps } from './props.ts';

/** Raw RGB, 8 bits a channel. */
export type Pixels = { data: Buffer; width: number; height: number };

/** Pixels are drawn at most this wide or high; what is larger is enlarged from it, as drawing is what takes the time. */
const DRAWN_SIDE = 1024;
/** Small pictures are looked at in passing, and asked for by the hundred: they are drawn at this share of their size. */
const SMALL_SIDE = 640;
const SMALL_SHARE = 0.625;
/** What is out of focus needs no more than this. */
const SOFT_SIDE = 448;

/**
 * An empty room for a product, drawn by us as a camera would see it: a backdrop out of focus, a ground of some material in
 * perspective that ends at the stated height, light that falls off from its side and comes through a window, things at the
 * sides, film grain. The same scene and size give the same pixels.
 */
export async function drawPlate(scene: Scene, width: number, height: number): Promise<Pixels> {
  const longest = Math.max(width, height);
  const drawn = scaledTo({ width, height }, longest <= SMALL_SIDE ? longest * SMALL_SHARE : DRAWN_SIDE);
  const soft = scaledTo(drawn, SOFT_SIDE);
  const layers = drawProps(scene, soft, seeded(scene.seed ^ 0x9707));
  const near = scene.horizon <= 0;
  const [back, shadows, bodies] = await Promise.all([
    rendered(backdropSvg(scene, soft), drawn, BACKDROP_BLUR[scene.backdrop] * soft.width, 3),
    rendered(
      svgOf(layers.shadows, soft),
      drawn,
      (near ? 0.006 : 0.012 + 0.014 * scene.softness) * soft.width,
      4,
    ),
    rendered(svgOf(layers.bodies, soft), drawn, (near ? 0.0009 : 0.0052) * soft.width, 4),
  ]);
  const picture = paintPlate(scene, drawn, { back, shadows, bodies });
  const data = await sharp(picture, { raw: { ...drawn, channels: 3 } })
    .resize(width, height, { fit: 'fill', kernel: 'cubic' })
    .raw()
    .toBuffer();
  grain(data, width, scene.seed);
  return { data, width, height };
}

function scaledTo({ width, height }: Size, side: number): Size {
  const scale = Math.min(1, side / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

const svgOf = (inside: string, { width, height }: Size): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${inside}</svg>`;

/** Blurred at its own size, then enlarged. */
async function rendered(svg: string, to: Size, blur: number, channels: 3 | 4): Promise<Buffer> {
  const image = sharp(Buffer.from(svg), { limitInputPixels: false });
  const shaped = channels === 3 ? image.removeAlpha() : image.ensureAlpha();
  const soft = await shaped.blur(Math.max(0.4, blur)).png({ compressionLevel: 1 }).toBuffer();
  return sharp(soft).resize(to.width, to.height, { fit: 'fill', kernel: 'cubic' }).raw().toBuffer();
}

const GRAIN_SIDE = 256;

/** A seeded tile of grain over the finished size, shifted from tile to tile. In place. */
function grain(data: Buffer, width: number, seed: number): void {
  const random = seeded(seed ^ 0x67a1);
  const tile = Float32Array.from({ length: GRAIN_SIDE * GRAIN_SIDE }, () => (random() + random() - 1) * 4);
  for (let at = 0, pixel = 0; at < data.length; at += 3, pixel += 1) {
    const x = pixel % width;
    const y = (pixel - x) / width;
    const shift = (y >> 8) * 97 + (x >> 8) * 41;
    const noise = tile[((y + shift) & 255) * GRAIN_SIDE + ((x + shift * 3) & 255)] ?? 0;
    for (let c = at; c < at + 3; c += 1) {
      const value = (data[c] ?? 0) + noise;
      data[c] = value < 0 ? 0 : value > 255 ? 255 : Math.round(value);
    }
  }
}
