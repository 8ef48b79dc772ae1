import { fileUrl } from '../cdn/file-url.ts';
import { gid } from '../gid.ts';
import { mediaOf, variantsOf } from '../rules/gallery.ts';
import type { ShopState } from './types.ts';

export type MediaDump = {
  id: string;
  alt: string;
  status: string;
  url: string | null;
  sha256: string | null;
};
export type ProductDump = {
  id: string;
  handle: string;
  title: string;
  status: string;
  media: MediaDump[];
  variants: { id: string; title: string; media: string[] }[];
};
export type ShopDump = {
  shop: string;
  products: ProductDump[];
  metafields: { ownerId: string; namespace: string; key: string; type: string; value: string }[];
  files: { id: string; filename: string; status: string; sha256: string | null }[];
  translations: { resourceId: string; locale: string; key: string; value: string }[];
};

/**
 * Everything of a shop that publishing may change, in one canonical order and without times, so that two dumps are
 * equal exactly when nothing a merchant can see has changed.
 */
export function dumpShop(origin: string, shop: ShopState): ShopDump {
  const byId = (left: { id: number }, right: { id: number }) => left.id - right.id;
  return {
    shop: shop.record.domain,
    products: [...shop.products.all()].sort(byId).map((product) => ({
      id: gid('Product', product.id),
      handle: product.handle,
      title: product.title,
      status: product.status,
      media: mediaOf(shop, product).map((file) => ({
        id: gid(file.kind, file.id),
        alt: file.alt,
        status: file.status,
        url: fileUrl(origin, shop.record, file),
        sha256: file.content?.sha256 ?? null,
      })),
      variants: variantsOf(shop, product).map((variant) => ({
        id: gid('ProductVariant', variant.id),
        title: variant.title,
        media: variant.mediaIds.map((id) => gid('MediaImage', id)),
      })),
    })),
    metafields: shop.metafields
      .all()
      .map(({ ownerId, namespace, key, type, value }) => ({ ownerId, namespace, key, type, value }))
      .sort((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1)),
    files: [...shop.files.all()].sort(byId).map((file) => ({
      id: gid(file.kind, file.id),
      filename: file.filename,
      status: file.status,
      sha256: file.content?.sha256 ?? null,
    })),
    translations: shop.translations
      .all()
      .map(({ resourceId, locale, key, value }) => ({ resourceId, locale, key, value }))
      .sort((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1)),
  };
}
