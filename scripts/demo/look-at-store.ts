import { createHash } from 'node:crypto';
import { dumpShop, type ProductDump } from '#sandbox/shopify/state/dump.ts';
import type { Stack } from '../stack/start-stack.ts';
import type { ApiAsset, ApiProduct, ApiPublication } from './api-shapes.ts';

/** Every product as the sandbox holds it now, by its id there. */
export const productsOf = (stack: Stack): Map<string, ProductDump> => {
  const shop = stack.sandbox.state.shop(stack.shop);
  if (!shop) throw new Error('the sandbox store is gone');
  return new Map(dumpShop(stack.sandbox.origin, shop).products.map((p) => [p.id, p]));
};

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Looks at the products as a shopper would: the page is there, and shows a picture with the very bytes we made. */
export const checkStorefront = async (
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
export const difference = (
  before: ProductDump | undefined,
  after: ProductDump | undefined,
): string | null => {
  if (JSON.stringify(before) === JSON.stringify(after)) return null;
  return `${before?.title ?? after?.title}: after undo the gallery is not what it was`;
};
