import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ApiClient } from './api-client.ts';
import type { ApiAsset, ApiProduct } from './api-shapes.ts';
import { contactSheet, type SheetResult } from './contact-sheet.ts';
import type { MainJobOptions } from './main-job-options.ts';
import type { SummaryAsset } from './summary.ts';

const EXTENSION: Readonly<Record<string, string>> = { jpeg: 'jpg', png: 'png', webp: 'webp' };

const safeName = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60) || 'product';

/** Writes every picture and the contact sheet; returns the pictures as the summary lists them. */
export const writePictures = async (
  { out, fileOf }: MainJobOptions,
  client: ApiClient,
  products: readonly ApiProduct[],
  assets: readonly ApiAsset[],
  kindOf: ReadonlyMap<string, string>,
): Promise<SummaryAsset[]> => {
  await mkdir(join(out, 'pictures'), { recursive: true });
  const rows = new Map<string, { source: Uint8Array; results: SheetResult[] }>();
  const written: SummaryAsset[] = [];
  const names = new Set<string>();
  const order = [...assets].sort((a, b) =>
    (kindOf.get(a.batchId) ?? '').localeCompare(kindOf.get(b.batchId) ?? ''),
  );
  for (const asset of order) {
    const product = products.find((p) => p.id === asset.productId);
    const recipe = kindOf.get(asset.batchId);
    if (!product?.firstImage || !recipe) continue;
    const bytes = await client.bytes(`/assets/${asset.id}/file`);
    const base = safeName(fileOf?.get(product.title)?.replace(/\.[^.]+$/, '') ?? product.handle);
    let file = `pictures/${base}-${recipe}.${EXTENSION[asset.format] ?? asset.format}`;
    if (names.has(file))
      file = `pictures/${base}-${asset.id.slice(-6)}-${recipe}.${EXTENSION[asset.format] ?? asset.format}`;
    names.add(file);
    await writeFile(join(out, file), bytes);
    const row = rows.get(product.id) ?? { source: await sourceOf(product), results: [] };
    row.results.push({ bytes, held: asset.held });
    rows.set(product.id, row);
    written.push({
      product: product.title,
      sourceFile: fileOf?.get(product.title) ?? fileName(product.firstImage.url),
      file,
      recipe,
      width: asset.width,
      height: asset.height,
      format: asset.format,
      fill: asset.fill,
      backgroundExact: asset.backgroundExact,
      maskConfidence: asset.maskConfidence,
      digitalSourceType: asset.digitalSourceType,
      renderMs: asset.renderMs,
    });
  }
  if (rows.size > 0) await writeFile(join(out, 'contact-sheet.jpg'), await contactSheet([...rows.values()]));
  return written;
};

const fileName = (url: string) => decodeURIComponent(new URL(url).pathname.split('/').at(-1) ?? '');

const sourceOf = async (product: ApiProduct): Promise<Uint8Array> =>
  new Uint8Array(await (await fetch(product.firstImage?.url ?? '')).arrayBuffer());
