import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { pictureFacts } from './picture-facts.ts';

const picture = () => sharp({ create: { width: 70, height: 40, channels: 3, background: '#a63' } });
const files: Record<string, Uint8Array> = {};
beforeAll(async () => {
  files.png = new Uint8Array(await picture().png().toBuffer());
  files.jpeg = new Uint8Array(await picture().jpeg().toBuffer());
  files.webp = new Uint8Array(await picture().webp().toBuffer());
  files.lossless = new Uint8Array(await picture().webp({ lossless: true }).toBuffer());
  files.extended = new Uint8Array(await picture().withMetadata({ density: 300 }).webp().toBuffer());
});
const file = (name: string): Uint8Array => files[name] ?? new Uint8Array();

const chunk = (type: string, content: Buffer): Buffer => {
  const named = Buffer.concat([Buffer.from(type), content]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(content.length, 0);
  ends.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)]);
};

describe('what a picture of a provider is', () => {
  it.each([
    ['png', 'image/png'],
    ['jpeg', 'image/jpeg'],
    ['webp', 'image/webp'],
    ['lossless', 'image/webp'],
    ['extended', 'image/webp'],
  ])('is read from the bytes of %s', (name, contentType) => {
    expect(pictureFacts(file(name))).toEqual({ contentType, width: 70, height: 40, hasC2pa: false });
  });

  it('sees a C2PA manifest where each format keeps it', () => {
    const { png, jpeg, webp } = {
      png: Buffer.from(file('png')),
      jpeg: Buffer.from(file('jpeg')),
      webp: Buffer.from(file('webp')),
    };
    const inPng = Buffer.concat([png.subarray(0, 33), chunk('caBX', Buffer.from('jumb')), png.subarray(33)]);
    expect(pictureFacts(new Uint8Array(inPng))?.hasC2pa).toBe(true);
    const segment = Buffer.from('JP\0\x01\0\0\0\x01....jumbjumdc2pa', 'latin1');
    const head = Buffer.from([0xff, 0xeb, 0, segment.length + 2]);
    const inJpeg = Buffer.concat([jpeg.subarray(0, 2), head, segment, jpeg.subarray(2)]);
    expect(pictureFacts(new Uint8Array(inJpeg))?.hasC2pa).toBe(true);
    const riff = Buffer.concat([webp, Buffer.from('C2PA\x04\0\0\0jumb', 'latin1')]);
    riff.writeUInt32LE(riff.length - 8, 4);
    expect(pictureFacts(new Uint8Array(riff))?.hasC2pa).toBe(true);
  });

  it('takes no file that was cut off, wherever', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('png', 'jpeg', 'webp'),
        fc.double({ min: 0, max: 0.99, noNaN: true }),
        (name, share) => {
          const whole = file(name);
          expect(pictureFacts(whole.subarray(0, Math.floor(whole.length * share)))).toBeNull();
        },
      ),
    );
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.constantFrom('png', 'jpeg', 'webp'), fc.uint8Array({ maxLength: 80 }), (name, noise) => {
        const head = file(name).subarray(0, 24);
        pictureFacts(Uint8Array.from([...head, ...noise]));
        pictureFacts(noise);
      }),
    );
  });
});
