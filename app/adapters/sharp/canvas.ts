import type { Box } from '#app/domain/imaging/cut-out-facts.ts';
import type { Rgb } from '#app/domain/recipe/colour.ts';
import type { LightTables } from './linear-light.ts';
import { STEPS } from './linear-light.ts';
import type { Product } from './load-product.ts';

/** An output picture being drawn: 3 channels, or 4 with straight (not premultiplied) alpha. */
export interface Canvas {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
}

/** Darkness 0..255 over a part of the frame; outside `box` there is none. */
export interface ShadowMap {
  readonly box: Box;
  readonly strength: Uint8Array;
}

/** A canvas of one colour, or a fully transparent one. */
export const makeCanvas = (width: number, height: number, colour: Rgb | null): Canvas => {
  if (!colour) return { data: new Uint8Array(width * height * 4), width, height, channels: 4 };
  const data = new Uint8Array(width * height * 3);
  if (colour[0] === colour[1] && colour[1] === colour[2]) data.fill(colour[0]);
  else {
    for (let i = 0; i < width * 3; i += 3) data.set(colour, i);
    // doubles what is there until it is full
    for (let done = width * 3; done < data.length; done *= 2)
      data.copyWithin(done, 0, Math.min(done, data.length - done));
  }
  return { data, width, height, channels: 3 };
};

/** Darkens the ground. On a transparent canvas the shadow is black with its strength as alpha. */
export const paintShadow = (canvas: Canvas, shadow: ShadowMap): void => {
  const { data, width, channels } = canvas;
  const { box, strength } = shadow;
  for (let y = 0; y < box.height; y++) {
    for (let x = 0; x < box.width; x++) {
      const s = strength[y * box.width + x] ?? 0;
      if (s === 0) continue;
      const at = ((box.top + y) * width + box.left + x) * channels;
      if (channels === 4) data[at + 3] = s;
      else for (let c = at; c < at + 3; c++) data[c] = Math.round(((data[c] ?? 0) * (255 - s)) / 255);
    }
  }
};

/** Lays the product over the canvas. Solid pixels are copied as they are; half-covered ones are mixed as light. */
export const paintProduct = (
  canvas: Canvas,
  product: Product,
  left: number,
  top: number,
  tables: LightTables,
): void => {
  const { alpha, width } = product;
  const x0 = Math.max(0, -left);
  const x1 = Math.min(width, canvas.width - left);
  const y0 = Math.max(0, -top);
  const y1 = Math.min(product.height, canvas.height - top);
  const lay = canvas.channels === 4 ? layOnNothing : layOnColour;
  for (let y = y0; y < y1; y++) {
    const row = y * width;
    const out = (top + y) * canvas.width + left;
    for (let x = x0; x < x1; ) {
      const a = alpha[row + x] ?? 0;
      if (a === 0) {
        x += 1;
      } else if (a === 255) {
        let end = x + 1;
        while (end < x1 && alpha[row + end] === 255) end += 1;
        copyRun(canvas, product, out + x, row + x, end - x);
        x = end;
      } else {
        lay(canvas, product, out + x, row + x, a, tables);
        x += 1;
      }
    }
  }
};

const copyRun = (canvas: Canvas, product: Product, to: number, from: number, length: number): void => {
  if (canvas.channels === 3) {
    canvas.data.set(product.rgb.subarray(from * 3, (from + length) * 3), to * 3);
    return;
  }
  for (let i = 0, t = to * 4, s = from * 3; i < length; i++, t += 4, s += 3) {
    canvas.data[t] = product.rgb[s] ?? 0;
    canvas.data[t + 1] = product.rgb[s + 1] ?? 0;
    canvas.data[t + 2] = product.rgb[s + 2] ?? 0;
    canvas.data[t + 3] = 255;
  }
};

type Lay = (
  canvas: Canvas,
  product: Product,
  to: number,
  from: number,
  alpha: number,
  tables: LightTables,
) => void;

const layOnColour: Lay = ({ data }, { rgb }, to, from, alpha, { toLight, toSrgb }) => {
  const a = alpha / 255;
  for (let c = 0; c < 3; c++) {
    const front = toLight[rgb[from * 3 + c] ?? 0] ?? 0;
    const back = toLight[data[to * 3 + c] ?? 0] ?? 0;
    data[to * 3 + c] = toSrgb[Math.round((front * a + back * (1 - a)) * STEPS)] ?? 0;
  }
};

/** Viewers mix transparent pictures in sRGB values, so the shadow under a half-covered pixel is merged that way too. */
const layOnNothing: Lay = ({ data }, { rgb }, to, from, alpha) => {
  const a = alpha / 255;
  const under = (data[to * 4 + 3] ?? 0) / 255;
  const total = a + under * (1 - a);
  for (let c = 0; c < 3; c++) data[to * 4 + c] = Math.round(((rgb[from * 3 + c] ?? 0) * a) / total);
  data[to * 4 + 3] = Math.round(total * 255);
};
