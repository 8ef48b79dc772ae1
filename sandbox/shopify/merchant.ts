import { insertImage } from './catalogue/insert-image.ts';
import { insertCollection, insertProductWithImages } from './catalogue/insert-product.ts';
import { gid } from './gid.ts';
import { removeFile } from './rules/delete-file.ts';
import {
  attachFile,
  detachFile,
  putVariantMedia,
  reorderNow,
  touchProduct,
  variantsOf,
} from './rules/gallery.ts';
import { changeProduct, removeProduct } from './rules/products.ts';
import { digestOf, registerTranslations, removeTranslations } from './rules/translations.ts';
import { touchShowing } from './rules/update-file.ts';
import type { FileRecord, ProductRecord, ShopState, VariantRecord } from './state/types.ts';
import type { MerchantActions } from './types.ts';
import type { World } from './world.ts';

/** What the merchant does by hand in the Admin. Each action ends with its webhooks and is durable when it returns. */
export function makeMerchantActions(world: World, shopOf: (domain: string) => ShopState): MerchantActions {
  const act = async <Result>(
    domain: string,
    action: (shop: ShopState) => Promise<Result> | Result,
  ): Promise<Result> => {
    const result = await action(shopOf(domain));
    world.flushEvents();
    world.state.commit();
    return result;
  };
  return {
    createProduct: (domain, seed) => act(domain, (shop) => insertProductWithImages(world, shop, seed)),
    createCollection: (domain, seed) =>
      act(domain, (shop) => {
        insertCollection(world, shop, seed);
      }),
    updateProduct: (domain, productId, change) =>
      act(domain, (shop) => changeProduct(world, shop, productIn(shop, productId), change)),
    deleteProduct: (domain, productId) =>
      act(domain, (shop) => removeProduct(world, shop, productIn(shop, productId))),
    addImage: (domain, productId, image) =>
      act(domain, async (shop) => {
        const product = productIn(shop, productId);
        const file = await insertImage(world, shop, image);
        attachFile(world, shop, product.id, file.id);
        return file;
      }),
    setAlt: (domain, fileId, alt) =>
      act(domain, (shop) => {
        shop.files.put({ ...fileIn(shop, fileId), alt, updatedAt: world.clock.now() });
        touchShowing(world, shop, fileId);
      }),
    setLocale: (domain, locale, published) =>
      act(domain, (shop) => {
        if (published === null) disableLocale(shop, locale);
        else shop.locales.put({ locale, primary: false, published });
      }),
    setTranslation: (domain, fileId, locale, value) =>
      act(domain, (shop) => translateByHand(world, shop, fileIn(shop, fileId), locale, value)),
    moveMedia: (domain, productId, fileId, newPosition) =>
      act(domain, (shop) => reorderNow(world, shop, productId, [{ id: fileId, newPosition }])),
    detachMedia: (domain, productId, fileId) =>
      act(domain, (shop) => detachFile(world, shop, productId, fileId)),
    deleteFile: (domain, fileId) => act(domain, (shop) => removeFile(world, shop, fileIn(shop, fileId).id)),
    setVariantImage: (domain, variantId, fileId) =>
      act(domain, (shop) => {
        const variant = variantIn(shop, variantId);
        const product = productIn(shop, variant.productId);
        if (fileId !== null && !product.mediaIds.includes(fileId))
          throw new Error('That picture is not the product’s.');
        putVariantMedia(world, shop, variant, fileId === null ? [] : [fileId]);
        touchProduct(world, shop, product.id);
      }),
    variantsOf(domain, productId) {
      const shop = shopOf(domain);
      return variantsOf(shop, productIn(shop, productId));
    },
  };
}

/** "This also deletes all translations of this locale" (schema, `Mutation.shopLocaleDisable`). */
function disableLocale(shop: ShopState, locale: string): void {
  shop.locales.remove(locale);
  for (const row of shop.translations.all()) if (row.locale === locale) shop.translations.remove(row.id);
}

function translateByHand(
  world: World,
  shop: ShopState,
  file: FileRecord,
  locale: string,
  value: string | null,
): void {
  const resourceId = gid(file.kind, file.id);
  if (value === null) {
    removeTranslations(shop, resourceId, ['alt'], [locale]);
    return;
  }
  const row = { locale, key: 'alt', value, translatableContentDigest: digestOf(file.alt) };
  const [wrong] = registerTranslations(world, shop, resourceId, [row]).errors;
  if (wrong) throw new Error(wrong.message);
}

function productIn(shop: ShopState, id: number): ProductRecord {
  const product = shop.products.get(id);
  if (!product) throw new Error(`${shop.record.domain} has no product ${id}.`);
  return product;
}

function fileIn(shop: ShopState, id: number): FileRecord {
  const file = shop.files.get(id);
  if (!file) throw new Error(`${shop.record.domain} has no file ${id}.`);
  return file;
}

function variantIn(shop: ShopState, id: number): VariantRecord {
  const variant = shop.variants.get(id);
  if (!variant) throw new Error(`${shop.record.domain} has no variant ${id}.`);
  return variant;
}
