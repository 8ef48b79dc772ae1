import { sizedUrl } from '../cdn/file-url.ts';
import type { ProductRecord, ProductStatus, VariantRecord } from '../state/types.ts';
import type { StoreView } from './context.ts';
import { cursorOf, findProducts, pageOf } from './pages/products.ts';

const pageSize = 25;
/** No picker holds more preselected products than this. */
const maximumIds = 250;

function productImages(view: StoreView, product: ProductRecord) {
  return product.mediaIds.flatMap((id) => {
    const file = view.shop.files.get(id);
    const url = file && view.sandbox.fileUrl(view.shop.record.domain, file);
    if (!file || !url) return [];
    return [{ id: `gid://shopify/ProductImage/${file.id}`, altText: file.alt, originalSrc: url }];
  });
}

function asVariant(product: ProductRecord, variant: VariantRecord) {
  return {
    id: `gid://shopify/ProductVariant/${variant.id}`,
    title: variant.title,
    displayName: `${product.title} - ${variant.title}`,
    price: variant.price,
    compareAtPrice: variant.compareAtPrice,
    sku: variant.sku,
    barcode: variant.barcode,
    position: variant.position,
    inventoryQuantity: variant.inventory,
    availableForSale: variant.inventory > 0,
    inventoryItem: { id: `gid://shopify/InventoryItem/${variant.inventoryItemId}` },
    selectedOptions: variant.optionValues.map(({ value }) => ({ value })),
    product: { id: `gid://shopify/Product/${product.id}` },
    createdAt: new Date(variant.createdAt).toISOString(),
    updatedAt: new Date(variant.updatedAt).toISOString(),
  };
}

/** A product as `shopify.resourcePicker` gives it. Shape: `Product` of @shopify/app-bridge-types. */
export function asPickedProduct(view: StoreView, product: ProductRecord) {
  const variants = product.variantIds.flatMap((id) => view.shop.variants.get(id) ?? []);
  return {
    id: `gid://shopify/Product/${product.id}`,
    title: product.title,
    handle: product.handle,
    descriptionHtml: product.descriptionHtml,
    vendor: product.vendor,
    productType: product.productType,
    tags: product.tags,
    status: product.status,
    images: productImages(view, product),
    options: product.options.map((option, index) => ({
      id: `gid://shopify/ProductOption/${option.id}`,
      name: option.name,
      position: index + 1,
      values: option.values,
    })),
    variants: variants.map((variant) => asVariant(product, variant)),
    hasOnlyDefaultVariant: product.options.length === 0 || variants.length <= 1,
    totalVariants: variants.length,
    totalInventory: variants.reduce((sum, variant) => sum + variant.inventory, 0),
    tracksInventory: true,
    publishedAt: product.publishedAt === null ? null : new Date(product.publishedAt).toISOString(),
    createdAt: new Date(product.createdAt).toISOString(),
    updatedAt: new Date(product.updatedAt).toISOString(),
  };
}

function pickerRow(view: StoreView, product: ProductRecord) {
  const first = product.mediaIds.flatMap((id) => view.shop.files.get(id) ?? [])[0];
  const url = first ? view.sandbox.fileUrl(view.shop.record.domain, first) : null;
  return {
    product: asPickedProduct(view, product),
    thumbnail: url === null ? null : sizedUrl(url, { width: 96 }),
  };
}

function shownStatuses(url: URL): Set<ProductStatus> {
  const shown = new Set<ProductStatus>(['ACTIVE', 'DRAFT', 'ARCHIVED']);
  if (url.searchParams.get('draft') === 'no') shown.delete('DRAFT');
  if (url.searchParams.get('archived') === 'no') shown.delete('ARCHIVED');
  if (url.searchParams.get('hidden') !== 'no') shown.add('UNLISTED');
  return shown;
}

/** A page of the picker's list; `base` is the app's own filter, `q` what the merchant typed. */
export function searchResources(view: StoreView) {
  const { searchParams } = view.url;
  const statuses = shownStatuses(view.url);
  const query = `${searchParams.get('base') ?? ''} ${searchParams.get('q') ?? ''}`;
  const found = findProducts(view.shop.products.all(), query).filter((row) => statuses.has(row.status));
  const shown = pageOf(found, cursorOf(view.url), pageSize);
  return {
    found: shown.found,
    next: shown.next ?? null,
    rows: shown.rows.map((product) => pickerRow(view, product)),
  };
}

/** The products of the ids given (`gid://shopify/Product/1,…`), in that order; unknown ones are left out. */
export function resourcesById(view: StoreView) {
  const ids = (view.url.searchParams.get('ids') ?? '').split(',').slice(0, maximumIds);
  return {
    rows: ids.flatMap((id) => {
      const number = /^gid:\/\/shopify\/Product\/(\d{1,15})$/.exec(id)?.[1];
      const product = number === undefined ? undefined : view.shop.products.get(Number(number));
      return product ? [pickerRow(view, product)] : [];
    }),
  };
}
