import sharp from 'sharp';
import { lightness, type Rgb } from '../plate/colour.ts';
import { type Box, findSubject } from './find-subject.ts';

/** What a look at a picture finds, all of it measured on its pixels. */
export type Measured = {
  width: number;
  height: number;
  /** Most frequent colours first, at most five. */
  palette: Rgb[];
  /** Colours of the subject alone. */
  subjectPalette: Rgb[];
  /** Mean of the subject. */
  subjectMean: Rgb;
  backgroundMean: Rgb;
  /** 0..1 */
  lightness: number;
  /** Standard deviation of the lightness, 0..0.5. */
  contrast: number;
  /** Positive: redder than bluer. */
  warmth: number;
  /** The side the picture is lightest on. */
  light:
    | 'left'
    | 'right'
    | 'front'
    | 'back'
    | 'top'
    | 'back-left'
    | 'back-right'
    | 'front-left'
    | 'front-right';
  subject: Box & { share: number; found: boolean };
  /** Subject, scaled to fill 48 x 48; RGB. */
  print: Buffer;
};

const SIDE = 48;

export async function measurePicture(picture: Uint8Array): Promise<Measured> {
  const meta = await sharp(picture).rotate().metadata();
  const subject = await findSubject(picture);
  const flat = sharp(picture).rotate().flatten({ background: '#ffffff' }).toColourspace('srgb');
  const small = await flat
    .clone()
    .resize(subject.width, subject.height, { fit: 'fill' })
    .removeAlpha()
    .raw()
    .toBuffer();
  const { box } = subject;
  const print = await sharp(small, {
    raw: { width: subject.width, height: subject.height, channels: 3 },
  })
    .extract({
      left: Math.floor(box.left * subject.width),
      top: Math.floor(box.top * subject.height),
      width: Math.max(1, Math.floor(box.width * subject.width)),
      height: Math.max(1, Math.floor(box.height * subject.height)),
    })
    .resize(SIDE, SIDE, { fit: 'fill' })
    .raw()
    .toBuffer();
  const inside = meanOf(small, (at) => (subject.mask[at] ?? 0) > 127);
  const spread = spreadOf(small);
  return {
    width: meta.autoOrient?.width ?? meta.width,
    height: meta.autoOrient?.height ?? meta.height,
    palette: paletteOf(small, () => true),
    subjectPalette: paletteOf(small, (at) => (subject.mask[at] ?? 0) > 127),
    subjectMean: inside,
    backgroundMean: meanOf(small, (at) => (subject.mask[at] ?? 0) <= 127),
    lightness: spread.mean,
    contrast: spread.deviation,
    warmth: warmthOf(small),
    light: lightOf(small, subject.width, subject.height),
    subject: { ...box, share: subject.share, found: subject.found },
    print,
  };
}

export type Compared = {
  /** 0 another thing .. 1 the same. */
  likeness: number;
  /** Distance of the subjects' mean colours, 0..441. */
  colourDistance: number;
  /** Width over height of the second's subject, divided by the first's: 1 is unstretched. */
  stretch: number;
  /** True where the second fits the first better turned left to right. */
  mirrored: boolean;
};

/** The subjects of two pictures side by side. */
export function comparePictures(first: Measured, second: Measured): Compared {
  const ratio = (one: Measured) =>
    (one.subject.width * one.width) / Math.max(1, one.subject.height * one.height);
  const straight = correlation(first.print, second.print, false);
  const turned = correlation(first.print, second.print, true);
  const colourDistance = Math.hypot(
    first.subjectMean[0] - second.subjectMean[0],
    first.subjectMean[1] - second.subjectMean[1],
    first.subjectMean[2] - second.subjectMean[2],
  );
  const stretch = ratio(second) / Math.max(0.01, ratio(first));
  const shape = Math.max(0, 1 - Math.abs(Math.log(Math.max(0.01, stretch))) * 2);
  const colour = Math.max(0, 1 - colourDistance / 90);
  const likeness = Math.max(0, Math.min(1, 0.5 * Math.max(0, straight) + 0.25 * shape + 0.25 * colour));
  return { likeness, colourDistance, stretch, mirrored: turned > straight + 0.08 };
}

/** Pearson's r of the lightness of two prints, -1..1. */
function correlation(first: Buffer, second: Buffer, mirror: boolean): number {
  const one: number[] = [];
  const two: number[] = [];
  for (let y = 0; y < SIDE; y += 1)
    for (let x = 0; x < SIDE; x += 1) {
      one.push(lightness(colourAt(first, y * SIDE + x)));
      two.push(lightness(colourAt(second, y * SIDE + (mirror ? SIDE - 1 - x : x))));
    }
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [m1, m2] = [mean(one), mean(two)];
  let [top, d1, d2] = [0, 0, 0];
  one.forEach((value, at) => {
    const [a, b] = [value - m1, (two[at] ?? 0) - m2];
    top += a * b;
    d1 += a * a;
    d2 += b * b;
  });
  return d1 * d2 === 0 ? 0 : top / Math.sqrt(d1 * d2);
}

function colourAt(data: Buffer, at: number): Rgb {
  return [data[at * 3] ?? 0, data[at * 3 + 1] ?? 0, data[at * 3 + 2] ?? 0];
}

function meanOf(data: Buffer, counts: (at: number) => boolean): Rgb {
  const sum: [number, number, number] = [0, 0, 0];
  let count = 0;
  for (let at = 0; at < data.length / 3; at += 1) {
    if (!counts(at)) continue;
    const colour = colourAt(data, at);
    sum[0] += colour[0];
    sum[1] += colour[1];
    sum[2] += colour[2];
    count += 1;
  }
  return count === 0 ? sum : [sum[0] / count, sum[1] / count, sum[2] / count];
}

function spreadOf(data: Buffer): { mean: number; deviation: number } {
  const values = Array.from({ length: data.length / 3 }, (_, at) => lightness(colourAt(data, at)));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, deviation: Math.sqrt(variance) };
}

function warmthOf(data: Buffer): number {
  const mean = meanOf(data, () => true);
  return (mean[0] - mean[2]) / 255;
}

function lightOf(data: Buffer, width: number, height: number): Measured['light'] {
  const half = (counts: (x: number, y: number) => boolean) =>
    lightness(meanOf(data, (at) => counts(at % width, Math.floor(at / width))));
  const sideways =
    half((x, y) => x < width / 3 && y < height / 2) - half((x, y) => x > (2 * width) / 3 && y < height / 2);
  const depth = half((_, y) => y < height / 3) - half((_, y) => y > (2 * height) / 3);
  const side = sideways > 0.025 ? 'left' : sideways < -0.025 ? 'right' : undefined;
  if (side) return depth > 0.2 ? `back-${side}` : side;
  if (depth > 0.25) return 'back';
  return depth < -0.1 ? 'front' : 'top';
}

/** Colours by frequency: cells of a coarse cube, each by its own mean. */
function paletteOf(data: Buffer, counts: (at: number) => boolean): Rgb[] {
  const cells = new Map<number, { count: number; sum: [number, number, number] }>();
  for (let at = 0; at < data.length / 3; at += 1) {
    if (!counts(at)) continue;
    const colour = colourAt(data, at);
    const key = (colour[0] >> 6) * 16 + (colour[1] >> 6) * 4 + (colour[2] >> 6);
    const cell = cells.get(key) ?? { count: 0, sum: [0, 0, 0] };
    cell.count += 1;
    cell.sum[0] += colour[0];
    cell.sum[1] += colour[1];
    cell.sum[2] += colour[2];
    cells.set(key, cell);
  }
  return [...cells.values()]
    .sort((a, b) => b.count - a.count)
    .slice(0, 5)
    .map(({ count, sum }): Rgb => [sum[0] / count, sum[1] / count, sum[2] / count]);
}
