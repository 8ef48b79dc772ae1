import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { makeFitPicture } from './fit-picture.ts';

const fitPicture = makeFitPicture();

/** Grain, which no encoder makes small: reddish on the left, bluish on the right. */
const noisy = (width: number, height: number) => {
  const pixels = new Uint8Array(width * height * 3);
  let state = 7;
  for (let i = 0; i < pixels.length; i++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) | 0;
    const isLeft = Math.floor(i / 3) % width < width / 2;
    const strong = isLeft ? i % 3 === 0 : i % 3 === 2;
    pixels[i] = ((state >>> 16) & 127) + (strong ? 110 : 20);
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } });
};
const jpeg = (bytes: Uint8Array) => ({ bytes, contentType: 'image/jpeg' }) as const;
const fitted = async (...asked: Parameters<typeof fitPicture>) => {
  const made = await fitPicture(...asked);
  if (!made.ok) throw new Error(made.error.message);
  return made.value;
};
/** Mean colour of the left and the right quarter of what is shown, sRGB. */
const sides = async (bytes: Uint8Array) => {
  const upright = await sharp(bytes).autoOrient().toColourspace('srgb').png().toBuffer();
  const { width, height } = await sharp(upright).metadata();
  const quarter = Math.floor(width / 4);
  const mean = async (left: number) => {
    const part = await sharp(upright).extract({ left, top: 0, width: quarter, height }).removeAlpha().stats();
    return part.channels.map((channel) => channel.mean);
  };
  return { left: await mean(0), right: await mean(width - quarter) };
};

describe('a picture to be sent', () => {
  test('stays as it is, byte by byte, where it fits', async () => {
    const bytes = new Uint8Array(await noisy(600, 400).jpeg().toBuffer());
    const made = await fitted(jpeg(bytes), { bytes: bytes.length, side: 600 });
    expect(made.bytes).toBe(bytes);
    expect(made.scaled).toBeNull();
  });

  test('of 6000 px and too many bytes is sent as a smaller copy of the same aspect, each time the same', async () => {
    const bytes = new Uint8Array(await noisy(6_000, 1_000).jpeg({ quality: 90 }).toBuffer());
    expect(bytes.length).toBeGreaterThan(3_000_000);
    const made = await fitted(jpeg(bytes), { bytes: 2_000_000, side: null });
    expect(made.bytes.length).toBeLessThanOrEqual(2_000_000);
    // not thrown away more than needed
    expect(made.bytes.length).toBeGreaterThan(1_000_000);
    const info = await sharp(made.bytes).metadata();
    expect(made.scaled).toEqual({ width: info.width, height: info.height });
    expect(info.width / info.height).toBeCloseTo(6, 1);
    const again = await fitted(jpeg(bytes), { bytes: 2_000_000, side: null });
    expect(Buffer.compare(again.bytes, made.bytes)).toBe(0);
  }, 60_000);

  test('that a camera stored on its side is shown upright, in the colours of its profile, without metadata', async () => {
    const turned = await noisy(1_200, 800)
      .withMetadata({ orientation: 6 })
      .withIccProfile('p3')
      .jpeg({ quality: 95 })
      .toBuffer();
    const made = await fitted(jpeg(new Uint8Array(turned)), { bytes: 60_000, side: null });
    const { scaled } = made;
    expect((scaled?.width ?? 0) / (scaled?.height ?? 1)).toBeCloseTo(800 / 1_200, 1);
    const info = await sharp(made.bytes).metadata();
    expect([info.orientation, info.icc, info.exif, info.space]).toEqual([
      undefined,
      undefined,
      undefined,
      'srgb',
    ]);
    const [before, after] = [await sides(new Uint8Array(turned)), await sides(made.bytes)];
    for (const side of ['left', 'right'] as const) {
      after[side].forEach((value, channel) => {
        expect(Math.abs(value - (before[side][channel] ?? 0))).toBeLessThan(4);
      });
    }
  });

  test('of four inks is sent as sRGB, and one with transparency keeps it', async () => {
    const inks = await noisy(900, 900).toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer();
    const made = await fitted(jpeg(new Uint8Array(inks)), { bytes: 90_000, side: null });
    expect(await sharp(made.bytes).metadata()).toMatchObject({ space: 'srgb', channels: 3, format: 'jpeg' });

    const hole = { create: { width: 300, height: 300, channels: 4 as const, background: '#ffffff' } };
    const cut = await noisy(900, 900)
      .ensureAlpha()
      .composite([{ input: hole, blend: 'dest-out' }])
      .png()
      .toBuffer();
    const clear = await fitted(
      { bytes: new Uint8Array(cut), contentType: 'image/png' },
      { bytes: 150_000, side: null },
    );
    expect(clear.contentType).toBe('image/webp');
    expect((await sharp(clear.bytes).stats()).isOpaque).toBe(false);
  });

  test('wider than a side that is allowed is made as wide as that, and a smaller one is never enlarged', async () => {
    const wide = new Uint8Array(await noisy(900, 300).jpeg().toBuffer());
    const made = await fitted(jpeg(wide), { bytes: 10_000_000, side: 450 });
    expect(made.scaled).toEqual({ width: 450, height: 150 });
    const small = new Uint8Array(await noisy(300, 200).png().toBuffer());
    const copy = await fitted(
      { bytes: small, contentType: 'image/png' },
      { bytes: small.length - 1, side: 2_000 },
    );
    expect(copy.scaled?.width).toBeLessThanOrEqual(300);
  });

  test('is refused when it cannot be read, when nothing is small enough, and when the work is stopped', async () => {
    const bytes = new Uint8Array(await noisy(700, 500).jpeg().toBuffer());
    const kindOf = async (...asked: Parameters<typeof fitPicture>) => {
      const made = await fitPicture(...asked);
      return made.ok ? 'made' : made.error.kind;
    };
    const limit = { bytes: 100_000, side: null };
    expect(await kindOf(jpeg(bytes.slice(0, 60_000)), { bytes: 30_000, side: null })).toBe('image-corrupt');
    expect(await kindOf(jpeg(new Uint8Array(500_000)), limit)).toBe('image-corrupt');
    expect(await kindOf(jpeg(bytes), { bytes: 100, side: null })).toBe('payload-too-large');
    expect(await kindOf(jpeg(bytes), limit, { signal: AbortSignal.abort() })).toBe('cancelled');
  });
});
