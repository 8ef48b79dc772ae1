import { readFile } from 'node:fs/promises';
import { makeSharpInspector } from '#app/adapters/sharp/sharp-inspector.ts';
import type { SandboxShopify } from '#sandbox/shopify/types.ts';
import { findPhotos } from './photos.ts';
import type { SummaryRefusal } from './summary.ts';

/** Larger files are not read: no photo that we could use is this large. */
const MAX_FILE_BYTES = 60 * 1024 * 1024;

const TYPE_OF_NAME: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
};

export interface FilledStore {
  /** File name by product title; titles are made unique. */
  readonly fileOf: ReadonlyMap<string, string>;
  readonly refused: readonly SummaryRefusal[];
}

/**
 * Makes one product of every usable picture of the folder. What the platform would not take as a product photo never becomes
 * one: it is refused here, by name, with the inspection's own kind.
 */
export const fillStore = async (sandbox: SandboxShopify, shop: string, dir: string): Promise<FilledStore> => {
  const inspector = makeSharpInspector();
  const fileOf = new Map<string, string>();
  const refused: SummaryRefusal[] = [];
  for (const photo of await findPhotos(dir)) {
    const bytes = await readFile(photo.path);
    if (bytes.length > MAX_FILE_BYTES) {
      refused.push({
        product: photo.file,
        kind: 'payload-too-large',
        reason: 'The file is larger than 60 MB.',
      });
      continue;
    }
    const declaredType = TYPE_OF_NAME[photo.file.split('.').at(-1)?.toLowerCase() ?? ''];
    const facts = await inspector.inspect(bytes, declaredType ? { declaredType } : {});
    if (!facts.ok) {
      refused.push({ product: photo.file, kind: facts.error.kind, reason: facts.error.message });
      continue;
    }
    const title = fileOf.has(photo.title) ? `${photo.title} (${photo.file})` : photo.title;
    try {
      await sandbox.merchant.createProduct(shop, {
        title,
        images: [{ bytes, filename: photo.file, alt: title }],
      });
      fileOf.set(title, photo.file);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      refused.push({ product: photo.file, kind: 'image-corrupt', reason });
    }
  }
  return { fileOf, refused };
};
