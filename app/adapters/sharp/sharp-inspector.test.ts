import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import type { FailureKind } from '#app/domain/failure.ts';
import { makeSharpInspector } from './sharp-inspector.ts';

const inspector = makeSharpInspector();
const noise = (width: number, height: number, channels: 3 | 4 = 3) =>
  sharp(
    Buffer.from(
      Array.from({ length: width * height * channels }, (_, i) => (i * 7919 + (i >> 5) * 31) % 251),
    ),
    { raw: { width, height, channels } },
  );

/** A PNG chunk put behind the header, with a right checksum. */
const withChunk = async (png: Buffer, type: string, data: Buffer): Promise<Buffer> => {
  const { crc32 } = await import('node:zlib');
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([png.subarray(0, 33), length, body, check, png.subarray(33)]);
};

/** A PNG whose header promises 10,000 x 10,000 pixels and whose data is a few bytes. */
const bombPng = async (): Promise<Buffer> => {
  const { crc32 } = await import('node:zlib');
  const png = Buffer.from(await noise(120, 120).png().toBuffer());
  png.writeUInt32BE(10_000, 16);
  png.writeUInt32BE(10_000, 20);
  png.writeUInt32BE(crc32(png.subarray(12, 29)), 29);
  return png;
};

let jpeg: Buffer;
let png: Buffer;
let webp: Buffer;

beforeAll(async () => {
  jpeg = await noise(240, 180).jpeg().toBuffer();
  png = await noise(240, 180).png().toBuffer();
  webp = await noise(240, 180).webp().toBuffer();
});

const animation = (format: 'gif' | 'webp') => {
  const pages = sharp(
    Buffer.alloc(
      120 * 240 * 3,
      Buffer.concat([Buffer.alloc(120 * 120 * 3, 10), Buffer.alloc(120 * 120 * 3, 200)]),
    ),
    {
      raw: { width: 120, height: 240, channels: 3, pageHeight: 120 },
    },
  );
  return format === 'gif' ? pages.gif().toBuffer() : pages.webp().toBuffer();
};
const corrupted = (bytes: Buffer, from: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy.fill(0xa5, from, from + 400);
  return copy;
};
const svg = Buffer.from(
  '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"/>',
);
const ftyp = (brand: string) =>
  Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from(`ftyp${brand}`), Buffer.alloc(300)]);

type Make = () => Buffer | Promise<Buffer>;
const BAD: readonly [what: string, kind: FailureKind, declared: string | undefined, make: Make][] = [
  ['zero bytes', 'image-empty', undefined, () => Buffer.alloc(0)],
  [
    'a text file named .jpg',
    'image-type-mismatch',
    'image/jpeg',
    () => Buffer.from('Dear customer,\nplease find attached'),
  ],
  ['a text file', 'image-type-unsupported', undefined, () => Buffer.from('hello')],
  [
    'a PDF sent as a JPEG',
    'image-type-mismatch',
    'image/jpeg',
    () => Buffer.from('%PDF-1.7\n%\xff\xff binary'),
  ],
  ['an SVG', 'image-type-unsupported', 'image/svg+xml', () => svg],
  ['an SVG sent as a PNG', 'image-type-unsupported', 'image/png', () => svg],
  ['a still GIF', 'image-type-unsupported', 'image/gif', () => noise(120, 120).gif().toBuffer()],
  ['an animated GIF', 'image-animated', 'image/gif', () => animation('gif')],
  ['an animated WebP', 'image-animated', 'image/webp', () => animation('webp')],
  [
    'an animated PNG',
    'image-animated',
    'image/png',
    () => withChunk(png, 'acTL', Buffer.from([0, 0, 0, 4, 0, 0, 0, 0])),
  ],
  ['a HEIC', 'image-type-unsupported', 'image/heic', () => ftyp('heic')],
  ['an AVIF', 'image-type-unsupported', 'image/avif', () => noise(120, 120).avif().toBuffer()],
  ['a TIFF', 'image-type-unsupported', undefined, () => noise(120, 120).tiff().toBuffer()],
  ['half a JPEG', 'image-truncated', 'image/jpeg', () => jpeg.subarray(0, jpeg.length >> 1)],
  ['a JPEG without its last bytes', 'image-truncated', undefined, () => jpeg.subarray(0, jpeg.length - 40)],
  ['half a PNG', 'image-truncated', 'image/png', () => png.subarray(0, png.length >> 1)],
  ['half a WebP', 'image-truncated', 'image/webp', () => webp.subarray(0, webp.length >> 1)],
  ['a PNG with broken data', 'image-corrupt', 'image/png', () => corrupted(png, 2000)],
  ['a JPEG with a broken header', 'image-corrupt', 'image/jpeg', () => corrupted(jpeg, 10)],
  ['a PNG sent as a JPEG', 'image-type-mismatch', 'image/jpeg', () => png],
  ['a JPEG sent as text', 'image-type-mismatch', 'text/html; charset=utf-8', () => jpeg],
  ['a 100 megapixel bomb', 'image-too-large', 'image/png', bombPng],
  ['a 40 px picture', 'image-too-small', 'image/jpeg', () => noise(40, 40).jpeg().toBuffer()],
  [
    'a strip 2000 px long and 30 px high',
    'image-too-small',
    undefined,
    () => noise(2000, 30).png().toBuffer(),
  ],
];

describe('a source that cannot be used', () => {
  it.each(BAD)('%s is refused as %s', async (_, kind, declaredType, make) => {
    const found = await inspector.inspect(await make(), declaredType ? { declaredType } : {});
    expect(found).toMatchObject({ ok: false, error: { kind } });
  });

  it('a bomb is refused without being decoded', async () => {
    const bomb = await bombPng();
    const before = process.memoryUsage().rss;
    await inspector.inspect(bomb);
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  });

  it('is refused when the work was cancelled before', async () => {
    expect(await inspector.inspect(jpeg, { signal: AbortSignal.abort() })).toMatchObject({
      ok: false,
      error: { kind: 'cancelled' },
    });
  });
});

describe('a source that can be used', () => {
  it('is known by its content when nothing useful was declared', async () => {
    for (const declaredType of [undefined, 'application/octet-stream', 'image/jpg', 'IMAGE/JPEG; q=1']) {
      const found = await inspector.inspect(jpeg, declaredType ? { declaredType } : {});
      expect(found).toMatchObject({ ok: true, value: { type: 'image/jpeg', width: 240, height: 180 } });
    }
  });

  it('is measured upright when EXIF turns it', async () => {
    const turned = await noise(240, 180).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect(await inspector.inspect(turned)).toMatchObject({
      ok: true,
      value: { width: 180, height: 240, orientation: 6 },
    });
  });

  it('says whether anything shows through', async () => {
    const opaque = await noise(120, 120).ensureAlpha(1).png().toBuffer();
    const open = await noise(120, 120, 4).png().toBuffer();
    expect(await inspector.inspect(opaque)).toMatchObject({ ok: true, value: { transparent: false } });
    expect(await inspector.inspect(open)).toMatchObject({ ok: true, value: { transparent: true } });
  });

  it('may be CMYK, grey or have bytes behind its end', async () => {
    const cmyk = await noise(200, 200).toColourspace('cmyk').jpeg().toBuffer();
    expect(await inspector.inspect(cmyk)).toMatchObject({ ok: true, value: { colourSpace: 'cmyk' } });
    const grey = await noise(200, 200).toColourspace('b-w').png().toBuffer();
    expect(await inspector.inspect(grey)).toMatchObject({ ok: true, value: { colourSpace: 'b-w' } });
    const trailing = Buffer.concat([jpeg, Buffer.from('camera notes')]);
    expect(await inspector.inspect(trailing)).toMatchObject({ ok: true });
  });
});
