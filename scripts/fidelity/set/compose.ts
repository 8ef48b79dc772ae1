import sharp from 'sharp';
import { alphaBox, type Layer, type Picture, rawOf, rgbaOf } from './layer.ts';

/** Where and how large the product stands in the new picture. */
export interface Placement {
  /** Product's width and height against those in its photo. */
  readonly scaleX: number;
  readonly scaleY: number;
  /** Middle of its foot, in pixels of the plate. */
  readonly footX: number;
  readonly footY: number;
  /** Clockwise, degrees; a few at most. */
  readonly turn: number;
}

/** The product on the plate; with `shadow`, over a soft shadow of its own shape. */
export const placed = async (
  layer: Layer,
  plate: Picture,
  at: Placement,
  shadow: {
    readonly opacity: number;
    readonly blur: number;
    readonly dx: number;
    readonly dy: number;
  } | null,
): Promise<Picture> => {
  const box = alphaBox(layer);
  if (!box) throw new Error('there is no product to place');
  const width = Math.max(8, Math.round(box.width * at.scaleX));
  const height = Math.max(8, Math.round(box.height * at.scaleY));
  const { data, info } = await sharp(rgbaOf(layer), {
    raw: { width: layer.width, height: layer.height, channels: 4 },
  })
    .extract(box)
    .resize(width, height, { fit: 'fill', kernel: 'lanczos3' })
    .png()
    .toBuffer()
    .then((png) =>
      sharp(png).rotate(at.turn, { background: '#00000000' }).raw().toBuffer({ resolveWithObject: true }),
    );
  const left = Math.round(at.footX - info.width / 2);
  const top = Math.round(at.footY - info.height);
  const out = Uint8Array.from(plate.rgb);
  if (shadow) await darken(out, plate, { data, width: info.width, height: info.height, left, top }, shadow);
  for (let y = Math.max(0, -top); y < info.height && y + top < plate.height; y++)
    for (let x = Math.max(0, -left); x < info.width && x + left < plate.width; x++) {
      const from = (y * info.width + x) * 4;
      const to = ((y + top) * plate.width + x + left) * 3;
      const a = (data[from + 3] ?? 0) / 255;
      for (let c = 0; c < 3; c++)
        out[to + c] = Math.round((data[from + c] ?? 0) * a + (out[to + c] ?? 0) * (1 - a));
    }
  return { rgb: out, width: plate.width, height: plate.height };
};

interface Sprite {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly top: number;
}

const darken = async (
  out: Uint8Array,
  plate: Picture,
  sprite: Sprite,
  shadow: { opacity: number; blur: number; dx: number; dy: number },
): Promise<void> => {
  const shape = new Uint8Array(plate.width * plate.height);
  for (let y = 0; y < sprite.height; y++)
    for (let x = 0; x < sprite.width; x++) {
      const [px, py] = [x + sprite.left + shadow.dx, y + sprite.top + shadow.dy];
      if (px < 0 || py < 0 || px >= plate.width || py >= plate.height) continue;
      shape[Math.round(py) * plate.width + Math.round(px)] = sprite.data[(y * sprite.width + x) * 4 + 3] ?? 0;
    }
  const soft = await sharp(shape, { raw: { width: plate.width, height: plate.height, channels: 1 } })
    .blur(shadow.blur)
    .extractChannel(0)
    .raw()
    .toBuffer();
  for (let i = 0; i < out.length; i++)
    out[i] = Math.round((out[i] ?? 0) * (1 - (shadow.opacity * (soft[Math.floor(i / 3)] ?? 0)) / 255));
};

/** The layer laid over a picture of its own frame. */
export const overlaid = (layer: Layer, plate: Picture): Picture => {
  const out = Uint8Array.from(plate.rgb);
  for (let i = 0; i < out.length; i++) {
    const a = (layer.alpha[Math.floor(i / 3)] ?? 0) / 255;
    out[i] = Math.round((layer.rgb[i] ?? 0) * a + (out[i] ?? 0) * (1 - a));
  }
  return { rgb: out, width: plate.width, height: plate.height };
};

export const encoded = (picture: Picture, quality: number): Promise<Buffer> =>
  rawOf(picture).jpeg({ quality }).toBuffer();
