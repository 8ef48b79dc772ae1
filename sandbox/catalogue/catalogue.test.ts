import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { CATALOGUE_DIR, type CatalogueImage, loadCatalogue } from './catalogue.ts';

const catalogue = loadCatalogue();
const images: CatalogueImage[] = catalogue.products.flatMap((product) => product.images);
const masked = images.flatMap((image) => (image.mask ? [{ ...image, mask: image.mask }] : []));

function filesIn(folder: string): string[] {
  return readdirSync(path.join(CATALOGUE_DIR, folder)).map((file) => `${folder}/${file}`);
}

describe('the sample catalogue', () => {
  it('has at least 24 products with handles and SKUs of their own', () => {
    const handles = catalogue.products.map((product) => product.handle);
    const skus = catalogue.products.flatMap((product) => product.variants.map((variant) => variant.sku));
    expect(handles.length).toBeGreaterThanOrEqual(24);
    expect(new Set(handles).size).toBe(handles.length);
    expect(new Set(skus).size).toBe(skus.length);
  });

  it('gives each variant one value of each option, and a picture of its own product', () => {
    for (const product of catalogue.products) {
      const files = product.images.map((image) => image.file);
      for (const variant of product.variants) {
        expect(variant.optionValues).toHaveLength(product.options.length);
        product.options.forEach((option, index) => {
          expect(option.values).toContain(variant.optionValues[index]);
        });
        if (variant.imageFile) expect(files).toContain(variant.imageFile);
      }
    }
  });

  it('fills its collections with products that exist', () => {
    const handles = new Set(catalogue.products.map((product) => product.handle));
    expect(catalogue.collections.length).toBeGreaterThan(0);
    for (const collection of catalogue.collections) {
      expect(collection.products.length).toBeGreaterThan(0);
      for (const handle of collection.products) expect(handles).toContain(handle);
    }
  });

  it('states the size that each picture has when shown', async () => {
    for (const image of images) {
      const { autoOrient } = await sharp(path.join(CATALOGUE_DIR, image.file)).metadata();
      expect({ file: image.file, ...autoOrient }).toEqual({
        file: image.file,
        width: image.width,
        height: image.height,
      });
    }
  });

  it('has a mask of the same size for each picture that names one', async () => {
    expect(masked.length).toBeGreaterThan(0);
    for (const image of masked) {
      const mask = await sharp(path.join(CATALOGUE_DIR, image.mask)).metadata();
      expect({ file: image.mask, width: mask.width, height: mask.height, depth: mask.depth }).toEqual({
        file: image.mask,
        width: image.width,
        height: image.height,
        depth: 'uchar',
      });
    }
  });

  it('has masks with a product in the middle and background at every border', {
    timeout: 120_000,
  }, async () => {
    for (const image of masked) {
      const { data, info } = await sharp(path.join(CATALOGUE_DIR, image.mask))
        .extractChannel(0)
        .raw()
        .toBuffer({ resolveWithObject: true });
      const covered = data.reduce((sum, value) => sum + value, 0) / 255 / data.length;
      expect(covered, image.mask).toBeGreaterThan(0.01);
      expect(covered, image.mask).toBeLessThan(0.85);
      const rows = [data.subarray(0, info.width), data.subarray((info.height - 1) * info.width)];
      for (const row of rows)
        expect(
          row.every((value) => value === 0),
          image.mask,
        ).toBe(true);
      for (let row = 0; row < info.height; row++) {
        expect((data[row * info.width] ?? 1) + (data[(row + 1) * info.width - 1] ?? 1), image.mask).toBe(0);
      }
    }
  });

  it('shows at least a third of its pictures before clutter', () => {
    const cluttered = images.filter((image) => image.background === 'cluttered');
    expect(cluttered.length * 3).toBeGreaterThanOrEqual(images.length);
  });

  it('holds no file that nothing names, and weighs at most 25 MB', () => {
    const named = new Set(images.flatMap((image) => [image.file, ...(image.mask ? [image.mask] : [])]));
    const held = [...filesIn('photos'), ...filesIn('masks')];
    expect(held.filter((file) => !named.has(file))).toEqual([]);
    const bytes = held.reduce((sum, file) => sum + statSync(path.join(CATALOGUE_DIR, file)).size, 0);
    expect(bytes).toBeLessThanOrEqual(25_000_000);
  });
});
