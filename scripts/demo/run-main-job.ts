import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CHANNEL_PRESETS } from '#app/domain/recipe/channel-presets.ts';
import { dumpShop, type ProductDump } from '#sandbox/shopify/state/dump.ts';
import type { Stack } from '../stack/start-stack.ts';
import { type ApiClient, everyItem, makeApiClient } from './api-client.ts';
import { contactSheet } from './contact-sheet.ts';
import { openApp } from './open-app.ts';
import type { Summary, SummaryAsset, SummaryRefusal } from './summary.ts';

interface ApiProduct {
  readonly id: string;
  readonly externalId: string;
  readonly title: string;
  readonly handle: string;
  readonly firstImage: { readonly id: string; readonly url: string } | null;
}
interface ApiAsset {
  readonly id: string;
  readonly productId: string;
  readonly batchId: string;
  readonly format: string;
  readonly contentHash: string;
  readonly width: number;
  readonly height: number;
  readonly fill: number;
  readonly backgroundExact: boolean | null;
  readonly maskConfidence: number;
  readonly digitalSourceType: string;
  readonly renderMs: number;
  readonly held: boolean;
}
interface ApiJob {
  readonly productId: string;
  readonly state: string;
  readonly reason: { readonly kind: string; readonly message: string } | null;
}
interface ApiPublication {
  readonly id: string;
  readonly assetId: string;
  readonly productExternalId: string;
  readonly state: string;
  readonly liveUrl: string | null;
  readonly labelKept: boolean | null;
  readonly reason: { readonly message: string } | null;
}

export interface MainJobOptions {
  readonly stack: Stack;
  readonly out: string;
  /** File name by product title, when the store was filled from a folder. */
  readonly fileOf: ReadonlyMap<string, string> | null;
  readonly refused: readonly SummaryRefusal[];
  readonly say: (text: string) => void;
}

const EXTENSION: Readonly<Record<string, string>> = { jpeg: 'jpg', png: 'png', webp: 'webp' };
const POLL_MS = 700;
/** Without any progress for this long something is wrong, and the demo says so instead of waiting for ever. */
const STUCK_MS = 1 * 60_000;

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
const safeName = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60) || 'product';

/** Repeats `look` until it says it is done; `look` returns a text of how far it is. */
const waitFor = async (say: (text: string) => void, look: () => Promise<{ done: boolean; text: string }>) => {
  let last = '';
  let changedAt = Date.now();
  for (;;) {
    const { done, text } = await look();
    if (text !== last) {
      say(`  ${text}`);
      last = text;
      changedAt = Date.now();
    }
    if (done) return;
    if (Date.now() - changedAt > STUCK_MS)
      throw new Error(`nothing moved for ${STUCK_MS / 60_000} minutes: ${text}`);
    await pause(POLL_MS);
  }
};

const importCatalogue = async (client: ApiClient, say: (text: string) => void): Promise<ApiProduct[]> => {
  const sync = await client.post<{ id: string }>('/syncs', { full: true });
  await waitFor(say, async () => {
    const now = await client.get<{ state: string; productsSeen: number; reason: { message: string } | null }>(
      `/syncs/${sync.id}`,
    );
    if (now.state === 'failed') throw new Error(`the import failed: ${now.reason?.message}`);
    return { done: now.state === 'done', text: `${now.productsSeen} products imported` };
  });
  return Array.fromAsync(everyItem<ApiProduct>(client, '/products'));
};

/** Makes one batch of the whole catalogue and waits for its end. Returns what could not be made. */
const makeBatch = async (
  client: ApiClient,
  label: string,
  recipe: unknown,
  titles: ReadonlyMap<string, string>,
  say: (text: string) => void,
): Promise<{ id: string; refused: SummaryRefusal[] }> => {
  const batch = await client.post<{
    id: string;
    refused: { productId: string; kind: string; reason: string }[];
  }>(
    '/batches',
    { selection: { kind: 'catalogue', images: 'main' }, recipe, label },
    `demo-${label}-${Date.now()}`,
  );
  await waitFor(say, async () => {
    const { progress } = await client.get<{
      progress: { total: number; finished: boolean; byState: Record<string, number> };
    }>(`/batches/${batch.id}`);
    const { ready = 0, held = 0, failed = 0 } = progress.byState;
    return { done: progress.finished, text: `${label}: ${ready + held + failed} of ${progress.total}` };
  });
  const refused = batch.refused.map((r) => ({
    product: titles.get(r.productId) ?? r.productId,
    kind: r.kind,
    reason: r.reason,
  }));
  for await (const job of everyItem<ApiJob>(client, `/batches/${batch.id}/jobs`)) {
    if (job.state !== 'failed') continue;
    refused.push({
      product: titles.get(job.productId) ?? job.productId,
      kind: job.reason?.kind ?? 'internal',
      reason: job.reason?.message ?? '',
    });
  }
  return { id: batch.id, refused };
};

const settled = (state: string) => ['published', 'reverted', 'failed'].includes(state);

/** Waits until none of the publications is under way any more. */
const waitForPublications = async (
  client: ApiClient,
  ids: readonly string[],
  verb: string,
  say: (text: string) => void,
): Promise<Map<string, ApiPublication>> => {
  const found = new Map<string, ApiPublication>();
  await waitFor(say, async () => {
    for await (const p of everyItem<ApiPublication>(client, '/publications'))
      if (ids.includes(p.id)) found.set(p.id, p);
    const done = [...found.values()].filter(
      (p) => settled(p.state) && (verb !== 'undone' || p.state !== 'published'),
    ).length;
    return { done: done === ids.length, text: `${done} of ${ids.length} ${verb}` };
  });
  return found;
};

const productsOf = (stack: Stack): Map<string, ProductDump> => {
  const shop = stack.sandbox.state.shop(stack.shop);
  if (!shop) throw new Error('the sandbox store is gone');
  return new Map(dumpShop(stack.sandbox.origin, shop).products.map((p) => [p.id, p]));
};

const inChunks = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));

/** Publishes the pictures one kind after the other and says what did not arrive as it should. */
const publishAll = async (
  { stack, say }: MainJobOptions,
  client: ApiClient,
  assets: readonly ApiAsset[],
  mismatches: string[],
): Promise<ApiPublication[]> => {
  const ids: string[] = [];
  for (const chunk of inChunks(assets, 50)) {
    const items = chunk.map((asset) => ({
      assetId: asset.id,
      placement: asset.backgroundExact === null ? 'append' : 'main',
    }));
    const answer = await client.post<{
      accepted: { id: string }[];
      refused: { assetId: string; message?: string; detail?: string }[];
    }>('/publications/many', { items });
    ids.push(...answer.accepted.map((p) => p.id));
    mismatches.push(...answer.refused.map((r) => `not publishable: ${JSON.stringify(r)}`));
  }
  const done = await waitForPublications(client, ids, 'published', say);
  const live = productsOf(stack);
  for (const publication of done.values()) {
    const asset = assets.find((a) => a.id === publication.assetId);
    const name = `${publication.productExternalId}`;
    if (publication.state !== 'published' || !asset) {
      mismatches.push(`${name}: not published (${publication.reason?.message ?? publication.state})`);
      continue;
    }
    const medium = live.get(publication.productExternalId)?.media.find((m) => m.sha256 === asset.contentHash);
    if (!medium) mismatches.push(`${name}: the picture is not in the product's media`);
    if (publication.labelKept !== true) mismatches.push(`${name}: the label was lost`);
  }
  return [...done.values()].filter((p) => p.state === 'published');
};

/** Looks at the products as a shopper would: the page is there, and shows a picture with the very bytes we made. */
const checkStorefront = async (
  stack: Stack,
  products: readonly ApiProduct[],
  publications: readonly ApiPublication[],
  assets: ReadonlyMap<string, ApiAsset>,
  mismatches: string[],
): Promise<void> => {
  const store = stack.shop.replace('.myshopify.com', '');
  const byExternal = new Map(products.map((p) => [p.externalId, p]));
  for (const publication of publications) {
    const product = byExternal.get(publication.productExternalId);
    if (!product || !publication.liveUrl) {
      mismatches.push(`${publication.productExternalId}: no live address`);
      continue;
    }
    const bytes = new Uint8Array(await (await fetch(publication.liveUrl)).arrayBuffer());
    if (sha256(bytes) !== assets.get(publication.assetId)?.contentHash) {
      mismatches.push(`${product.title}: the live file has other bytes`);
    }
    const page = await fetch(
      `${stack.sandbox.origin}/store/${store}/storefront/products/${encodeURIComponent(product.handle)}`,
    );
    const html = await page.text();
    const file = new URL(publication.liveUrl).pathname.split('/').at(-1) ?? '';
    // drafts and archived products have no page in the shop
    if (page.status === 200 && !html.includes(file))
      mismatches.push(`${product.title}: the storefront does not show the picture`);
  }
};

/** What differs between a product before everything and after its publications were undone; empty when it is the same. */
const difference = (before: ProductDump | undefined, after: ProductDump | undefined): string | null => {
  if (JSON.stringify(before) === JSON.stringify(after)) return null;
  return `${before?.title ?? after?.title}: after undo the gallery is not what it was`;
};

/**
 * The main job, unattended: install, import, a packshot and a studio picture of every product, approve, publish, look at the
 * storefront, undo half of the products, look again. Writes pictures, contact sheet and summary to `out`.
 */
export const runMainJob = async (options: MainJobOptions): Promise<Summary> => {
  const { stack, out, fileOf, say } = options;
  const client = makeApiClient(stack);
  const mismatches: string[] = [];

  say('Installing the app and importing the catalogue');
  await openApp(stack);
  const products = await importCatalogue(client, say);
  const titles = new Map(products.map((p) => [p.id, p.title]));
  const before = productsOf(stack);

  say('Making pictures');
  const shopifyPreset = CHANNEL_PRESETS.find((p) => p.id === 'shopify-product');
  const packshots = await makeBatch(client, 'packshot', { ...shopifyPreset?.recipe }, titles, say);
  const studio = await makeBatch(
    client,
    'studio',
    { kind: 'studio', frame: { aspect: '4:5', size: 2000 }, reflection: 0.12 },
    titles,
    say,
  );
  const kindOf = new Map([
    [packshots.id, 'packshot'],
    [studio.id, 'studio'],
  ]);
  const assets = (await Array.fromAsync(everyItem<ApiAsset>(client, '/assets'))).filter((a) =>
    kindOf.has(a.batchId),
  );
  // one refusal a product, not one a recipe
  const refused = [...options.refused];
  for (const r of [...packshots.refused, ...studio.refused]) {
    const product = fileOf?.get(r.product) ?? r.product;
    if (!refused.some((known) => known.product === product && known.kind === r.kind))
      refused.push({ ...r, product });
  }

  say('Writing pictures');
  const written = await writePictures(options, client, products, assets, kindOf);

  say('Approving and publishing');
  const sure = assets.filter((a) => !a.held);
  for (const chunk of inChunks(sure, 200)) {
    await client.post('/reviews', { assetIds: chunk.map((a) => a.id), state: 'approved' });
  }
  const publications = await publishAll(options, client, sure, mismatches);
  const byId = new Map(assets.map((a) => [a.id, a]));
  await checkStorefront(stack, products, publications, byId, mismatches);

  say('Undoing half of the products');
  const publishedProducts = [...new Set(publications.map((p) => p.productExternalId))];
  const half = new Set(publishedProducts.filter((_, i) => i % 2 === 0));
  const toUndo = publications.filter((p) => half.has(p.productExternalId));
  for (const chunk of inChunks(toUndo, 50))
    await client.post('/undos', { publicationIds: chunk.map((p) => p.id) });
  const undone = await waitForPublications(
    client,
    toUndo.map((p) => p.id),
    'undone',
    say,
  );
  const reverted = [...undone.values()].filter((p) => p.state === 'reverted');
  if (reverted.length !== toUndo.length)
    mismatches.push(`${toUndo.length - reverted.length} publications could not be undone`);
  const after = productsOf(stack);
  for (const id of half) {
    const differs = difference(before.get(id), after.get(id));
    if (differs) mismatches.push(differs);
  }
  await checkStorefront(
    stack,
    products,
    publications.filter((p) => !half.has(p.productExternalId)),
    byId,
    mismatches,
  );

  const summary: Summary = {
    version: 1,
    products: products.length,
    assets: written,
    refused,
    published: publications.length,
    reverted: reverted.length,
    mismatches,
  };
  await writeFile(join(out, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
  return summary;
};

/** Writes every picture and the contact sheet; returns the pictures as the summary lists them. */
const writePictures = async (
  { out, fileOf }: MainJobOptions,
  client: ApiClient,
  products: readonly ApiProduct[],
  assets: readonly ApiAsset[],
  kindOf: ReadonlyMap<string, string>,
): Promise<SummaryAsset[]> => {
  await mkdir(join(out, 'pictures'), { recursive: true });
  const rows = new Map<string, { source: Uint8Array; results: Uint8Array[] }>();
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
    row.results.push(bytes);
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
