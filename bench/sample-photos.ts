import { readFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { CATALOGUE_DIR, loadCatalogue } from '#sandbox/catalogue/catalogue.ts';

export interface SamplePhoto {
  readonly name: string;
  readonly background: 'plain' | 'cluttered' | 'transparent';
  readonly bytes: Buffer;
  /** True alpha, upright, one byte a pixel. */
  readonly truth: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** The sample catalogue's photos that have a true mask and are large enough to be used. */
export async function* samplePhotos(): AsyncGenerator<SamplePhoto> {
  for (const image of loadCatalogue().products.flatMap((product) => product.images)) {
    if (!image.mask || Math.min(image.width, image.height) < 100) continue;
    const { data, info } = await sharp(path.join(CATALOGUE_DIR, image.mask))
      .extractChannel(0)
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    const bytes = await readFile(path.join(CATALOGUE_DIR, image.file));
    yield {
      name: image.file,
      background: image.background,
      bytes,
      truth: data,
      width: info.width,
      height: info.height,
    };
  }
}

/** The first plain or cluttered sample photo, made 2000 px long, as a JPEG. */
export const photoOf2000 = async (): Promise<Buffer> => {
  for await (const photo of samplePhotos()) {
    if (photo.background === 'transparent') continue;
    return await sharp(photo.bytes)
      .autoOrient()
      .resize(2000, 2000, { fit: 'inside' })
      .jpeg({ quality: 92 })
      .toBuffer();
  }
  throw new Error('The sample catalogue has no photo with a mask.');
};
