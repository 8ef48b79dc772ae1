import sharp from 'sharp';
import { readBackground } from './background.ts';

/** Box in shares of the picture, 0..1. */
export type Box = { left: number; top: number; width: number; height: number };

/** What stands before the background: one byte a pixel, 255 = subject. */
export type Subject = {
  mask: Buffer;
  width: number;
  height: number;
  box: Box;
  /** Share of the picture that it covers. */
  share: number;
  /** False: nothing told it from the background, and the middle of the picture is taken instead. */
  found: boolean;
};

const LOOK_SIDE = 256;

/**
 * Finds the thing in a product photo: by its alpha where it has one, else by what a flood from the edges does not reach.
 * A stand-in's eye: right on plain backgrounds, rough on busy ones.
 */
export async function findSubject(picture: Uint8Array): Promise<Subject> {
  const { data, info } = await sharp(picture)
    .rotate()
    .resize(LOOK_SIDE, LOOK_SIDE, { fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const alpha = Buffer.alloc(width * height);
  let opaque = 0;
  for (let at = 0; at < alpha.length; at += 1) {
    alpha[at] = data[at * 4 + 3] ?? 0;
    if ((alpha[at] ?? 0) > 250) opaque += 1;
  }
  const mask = opaque < alpha.length * 0.98 ? alpha : standsOut(data, width, height);
  const kept = largestParts(closed(mask, width, height), width, height);
  const share = kept.reduce((sum, value) => sum + (value > 127 ? 1 : 0), 0) / kept.length;
  if (share >= 0.012 && share <= 0.92)
    return { mask: kept, width, height, box: boxOf(kept, width, height), share, found: true };
  const middle = ellipse(width, height);
  return { mask: middle, width, height, box: boxOf(middle, width, height), share: 0.3, found: false };
}

/** Colour or light that no cast shadow explains. */
const stranger = (light: number, chroma: number) => chroma > 3.6 || light > 4 || light < -26;
/** So like the background, or the background in shadow, that it is one: what is seen through a handle. */
const seenThrough = (light: number, chroma: number) => chroma < 2.5 && light < 2.5 && light > -18;

/**
 * What a flood from the edges does not reach, with what differs from the background in colour: the flood alone leaks into pale
 * products on pale paper, the colour alone misses chrome. Holes through which the background is seen are holes.
 */
function standsOut(data: Buffer, width: number, height: number): Buffer {
  const { light, chroma } = readBackground(data, width, height);
  const mask = notFlooded(data, width, height);
  const strange = Buffer.from(mask.map((_, at) => (stranger(light[at] ?? 0, chroma[at] ?? 0) ? 255 : 0)));
  const whole = filled(strange, width, height);
  for (let at = 0; at < mask.length; at += 1) {
    if ((strange[at] ?? 0) > 0) mask[at] = 255;
    else if (seenThrough(light[at] ?? 0, chroma[at] ?? 0)) mask[at] = 0;
    else if ((whole[at] ?? 0) > 0) mask[at] = 255;
  }
  return mask;
}

/** With everything inside that the edges of the picture do not reach. */
function filled(mask: Buffer, width: number, height: number): Buffer {
  const out = Buffer.alloc(mask.length, 255);
  const queue: number[] = [];
  const reach = (at: number) => {
    if (at < 0 || at >= out.length || out[at] === 0 || (mask[at] ?? 0) > 0) return;
    out[at] = 0;
    queue.push(at);
  };
  for (let x = 0; x < width; x += 1) {
    reach(x);
    reach((height - 1) * width + x);
  }
  for (let y = 0; y < height; y += 1) {
    reach(y * width);
    reach(y * width + width - 1);
  }
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    const x = at % width;
    if (x > 0) reach(at - 1);
    if (x < width - 1) reach(at + 1);
    reach(at - width);
    reach(at + width);
  }
  return out;
}

function notFlooded(data: Buffer, width: number, height: number): Buffer {
  const mask = Buffer.alloc(width * height, 255);
  const mean = edgeMean(data, width, height);
  const far = (at: number, other: readonly number[]) =>
    Math.hypot(
      (data[at * 4] ?? 0) - (other[0] ?? 0),
      (data[at * 4 + 1] ?? 0) - (other[1] ?? 0),
      (data[at * 4 + 2] ?? 0) - (other[2] ?? 0),
    );
  const pixel = (at: number) => [data[at * 4] ?? 0, data[at * 4 + 1] ?? 0, data[at * 4 + 2] ?? 0];
  const queue: number[] = [];
  const reach = (at: number) => {
    mask[at] = 0;
    queue.push(at);
  };
  for (let x = 0; x < width; x += 1) {
    reach(x);
    reach((height - 1) * width + x);
  }
  for (let y = 1; y < height - 1; y += 1) {
    reach(y * width);
    reach(y * width + width - 1);
  }
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    const x = at % width;
    const here = pixel(at);
    for (const next of [x > 0 ? at - 1 : -1, x < width - 1 ? at + 1 : -1, at - width, at + width]) {
      if (next < 0 || next >= mask.length || mask[next] === 0) continue;
      const step = far(next, here);
      // gradients are followed in small steps, flat backgrounds in larger ones
      if (step < 5 || (step < 14 && far(next, mean) < 34)) reach(next);
    }
  }
  return mask;
}

function edgeMean(data: Buffer, width: number, height: number): number[] {
  const sum = [0, 0, 0];
  let count = 0;
  for (let x = 0; x < width; x += 1)
    for (const y of [0, height - 1]) {
      const at = (y * width + x) * 4;
      for (const channel of [0, 1, 2]) sum[channel] = (sum[channel] ?? 0) + (data[at + channel] ?? 0);
      count += 1;
    }
  return sum.map((value) => value / count);
}

const CLOSE_BY = 3;

/** Fills gaps of a few pixels, as where a light product meets a light background: grown, then shrunk by as much. */
function closed(mask: Buffer, width: number, height: number): Buffer {
  const grown = spread(mask, width, height, Math.max);
  return spread(grown, width, height, Math.min);
}

function spread(
  mask: Buffer,
  width: number,
  height: number,
  choose: (...values: number[]) => number,
): Buffer {
  const along = (from: Buffer, step: number, at: (index: number) => number, length: number) => {
    const to = Buffer.alloc(from.length);
    for (let index = 0; index < from.length; index += 1) {
      const place = at(index);
      let value = from[index] ?? 0;
      for (let away = -CLOSE_BY; away <= CLOSE_BY; away += 1) {
        if (place + away < 0 || place + away >= length) continue;
        value = choose(value, from[index + away * step] ?? 0);
      }
      to[index] = value;
    }
    return to;
  };
  const rows = along(mask, 1, (index) => index % width, width);
  return along(rows, width, (index) => Math.floor(index / width), height);
}

/** Drops specks: what is smaller than a twentieth of the largest connected part. */
function largestParts(mask: Buffer, width: number, height: number): Buffer {
  const part = new Int32Array(mask.length);
  const sizes = [0];
  for (let start = 0; start < mask.length; start += 1) {
    if ((mask[start] ?? 0) <= 127 || part[start] !== 0) continue;
    const name = sizes.length;
    let size = 0;
    const queue = [start];
    part[start] = name;
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
      size += 1;
      const x = at % width;
      for (const next of [x > 0 ? at - 1 : -1, x < width - 1 ? at + 1 : -1, at - width, at + width]) {
        if (next < 0 || next >= width * height || part[next] !== 0 || (mask[next] ?? 0) <= 127) continue;
        part[next] = name;
        queue.push(next);
      }
    }
    sizes.push(size);
  }
  const largest = Math.max(...sizes);
  return Buffer.from(mask.map((value, at) => ((sizes[part[at] ?? 0] ?? 0) * 20 >= largest ? value : 0)));
}

function boxOf(mask: Buffer, width: number, height: number): Box {
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let at = 0; at < mask.length; at += 1) {
    if ((mask[at] ?? 0) <= 127) continue;
    const x = at % width;
    const y = (at - x) / width;
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return {
    left: left / width,
    top: top / height,
    width: (right - left + 1) / width,
    height: (bottom - top + 1) / height,
  };
}

function ellipse(width: number, height: number): Buffer {
  const mask = Buffer.alloc(width * height);
  for (let at = 0; at < mask.length; at += 1) {
    const x = ((at % width) / width - 0.5) / 0.3;
    const y = (Math.floor(at / width) / height - 0.5) / 0.36;
    mask[at] = x * x + y * y < 1 ? 255 : 0;
  }
  return mask;
}
