import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { makeSharpInspector } from './sharp-inspector.ts';
import { makeReadEditMask } from './upload-mask.ts';

const SIZE = { width: 200, height: 160 };
const read = makeReadEditMask(makeSharpInspector());

const drawing = (shapes: string, background = 'black') =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="160"><rect width="200" height="160" fill="${background}"/>${shapes}</svg>`,
    ),
  );
const CIRCLE = '<circle cx="90" cy="80" r="40" fill="white"/>';
const painted = () => drawing(CIRCLE).png().toBuffer();

const planeOf = async (png: Uint8Array) => {
  const { data, info } = await sharp(png).extractChannel(0).raw().toBuffer({ resolveWithObject: true });
  return { data, info };
};

it('makes black and white of one channel out of a painted region, whatever its colour type', async () => {
  const plain = await read(await painted(), SIZE);
  if (!plain.ok) throw new Error(plain.error.message);
  const { data } = await planeOf(plain.value.png);
  expect(new Set(data)).toEqual(new Set([0, 255]));
  expect((await sharp(plain.value.png).metadata()).channels).toBe(1);
  expect(plain.value.share).toBeCloseTo((Math.PI * 40 * 40) / (200 * 160), 2);
  const grey = await read(
    await sharp(await painted())
      .toColourspace('b-w')
      .png()
      .toBuffer(),
    SIZE,
  );
  const palette = await read(await drawing(CIRCLE).png({ palette: true, colours: 8 }).toBuffer(), SIZE);
  const deep = await read(
    await sharp(await painted())
      .toColourspace('rgb16')
      .png()
      .toBuffer(),
    SIZE,
  );
  for (const other of [grey, palette, deep]) {
    expect(other.ok && Buffer.from(other.value.png).equals(Buffer.from(plain.value.png))).toBe(true);
  }
});

it('takes what is not painted on a transparent layer as black', async () => {
  const layer = await sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="200" height="160">${CIRCLE}</svg>`),
  )
    .png()
    .toBuffer();
  const [clear, opaque] = await Promise.all([read(layer, SIZE), read(await painted(), SIZE)]);
  expect(clear.ok && opaque.ok && clear.value.share).toBeCloseTo(opaque.ok ? opaque.value.share : 0, 3);
});

describe('refuses, by the field "mask",', () => {
  const stripes =
    '<linearGradient id="g"><stop offset="0" stop-color="black"/><stop offset="1" stop-color="white"/></linearGradient><rect width="200" height="160" fill="url(#g)"/>';
  const cases: readonly (readonly [string, () => Promise<Uint8Array>, string, RegExp])[] = [
    ['nothing at all', async () => new Uint8Array(), 'image-empty', /empty/],
    ['text', async () => Buffer.from('not a picture'), 'image-type-unsupported', /cannot be read/],
    ['a JPEG', () => drawing(CIRCLE).jpeg().toBuffer(), 'invalid-input', /PNG/],
    [
      'an SVG',
      async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      'image-type-unsupported',
      /SVG/,
    ],
    ['half a file', async () => (await painted()).subarray(0, 400), 'image-truncated', /middle/],
    [
      'another size',
      () => drawing(CIRCLE).resize(201, 160, { fit: 'fill' }).png().toBuffer(),
      'invalid-input',
      /200 × 160/,
    ],
    ['nothing painted', () => drawing('').png().toBuffer(), 'invalid-input', /Nothing is painted/],
    ['a gradient', () => drawing(stripes).png().toBuffer(), 'invalid-input', /greys or colours/],
    [
      'a coloured region',
      () => drawing('<rect width="90" height="90" fill="#ffcc00"/>').png().toBuffer(),
      'invalid-input',
      /greys or colours/,
    ],
  ];
  it.each(cases)('%s', async (_what, bytes, kind, words) => {
    const answer = await read(await bytes(), SIZE);
    expect(answer).toMatchObject({ ok: false, error: { kind, field: 'mask' } });
    expect(answer.ok ? '' : answer.error.message).toMatch(words);
  });

  it('a header that claims a size it would take gigabytes to decode', async () => {
    const bomb = Buffer.from(await painted());
    bomb.writeUInt32BE(60_000, 16);
    bomb.writeUInt32BE(60_000, 20);
    expect(await read(bomb, { width: 60_000, height: 60_000 })).toMatchObject({
      ok: false,
      error: { field: 'mask' },
    });
  });
});
