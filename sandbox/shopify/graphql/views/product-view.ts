import { gid, numberOf } from '../../gid.ts';
import { mediaOf, variantsOf } from '../../rules/gallery.ts';
import type { ProductRecord } from '../../state/types.ts';
import { byPosition, connection, writeCursor } from '../connection.ts';
import type { Arguments, Context, View } from '../context.ts';
import { notInSandbox } from '../errors.ts';
import { collectionView } from './collection-view.ts';
import { countView } from './count-view.ts';
import { fileView, imageView } from './file-view.ts';
import { metafieldFields } from './metafield-view.ts';
import { plainText } from './plain-text.ts';
import { moneyView } from './shop-view.ts';
import { optionView, variantView } from './variant-view.ts';

export function productView(context: Context, product: ProductRecord): View {
  const { shop } = context;
  const id = gid('Product', product.id);
  const variants = () => variantsOf(shop, product);
  return {
    __typename: 'Product',
    id,
    legacyResourceId: product.id,
    defaultCursor: writeCursor({ value: product.id, id: product.id }),
    handle: product.handle,
    title: product.title,
    description: ({ truncateAt }: Arguments) => plainText(product.descriptionHtml, truncateAt),
    descriptionHtml: product.descriptionHtml,
    bodyHtml: product.descriptionHtml,
    vendor: product.vendor,
    productType: product.productType,
    category: null,
    tags: product.tags,
    status: product.status,
    seo: { __typename: 'SEO', ...product.seo },
    templateSuffix: null,
    createdAt: product.createdAt,
    updatedAt: product.updatedAt,
    publishedAt: product.publishedAt,
    isGiftCard: false,
    requiresSellingPlan: false,
    hasVariantsThatRequiresComponents: false,
    hasOnlyDefaultVariant: () => variants().length === 1 && variants()[0]?.title === 'Default Title',
    hasOutOfStockVariants: () => variants().some((variant) => variant.inventory <= 0),
    totalInventory: () => variants().reduce((sum, variant) => sum + variant.inventory, 0),
    tracksInventory: true,
    onlineStoreUrl: product.status === 'ACTIVE' ? storefrontUrl(context, product) : null,
    onlineStorePreviewUrl: storefrontUrl(context, product),
    options: ({ first }: Arguments) =>
      product.options
        .slice(0, first == null ? undefined : Number(first))
        .map((option, index) => optionView(option, index + 1)),
    variantsCount: () => countView(product.variantIds.length),
    totalVariants: product.variantIds.length,
    priceRangeV2: () => priceRange(context, product),
    translations: [],
    ...connections(context, product),
    ...metafieldFields(context, id),
  };
}

function storefrontUrl(context: Context, product: ProductRecord): string {
  return `https://${context.shop.record.domain}/products/${encodeURIComponent(product.handle)}`;
}

function connections(context: Context, product: ProductRecord): Record<string, unknown> {
  const { shop } = context;
  const media = () => mediaOf(shop, product);
  const pictures = () => media().filter((file) => file.kind === 'MediaImage' && file.content !== null);
  return {
    media: (args: Arguments) => {
      if (args.query != null) throw notInSandbox('Product.media(query:)');
      return connection('MediaConnection', media(), args, {
        key: args.sortKey === 'ID' ? (file) => ({ value: file.id, id: file.id }) : byPosition,
        view: (file) => fileView(context, file),
      });
    },
    mediaCount: () => countView(product.mediaIds.length),
    featuredMedia: () => media().map((file) => fileView(context, file))[0] ?? null,
    featuredImage: () => pictures().map((file) => imageView(context, file, 'ProductImage'))[0] ?? null,
    images: (args: Arguments) =>
      connection('ImageConnection', pictures(), args, {
        key: byPosition,
        view: (file) => imageView(context, file, 'ProductImage') ?? { __typename: 'Image' },
      }),
    variants: (args: Arguments) => {
      if (args.sortKey !== 'POSITION') throw notInSandbox(`Product.variants(sortKey: ${args.sortKey})`);
      return connection('ProductVariantConnection', variantsOf(shop, product), args, {
        key: byPosition,
        view: (variant) => variantView(context, variant),
      });
    },
    collections: (args: Arguments) => {
      if (args.query != null) throw notInSandbox('Product.collections(query:)');
      const rows = shop.collections.all().filter((row) => row.productIds.includes(product.id));
      return connection('CollectionConnection', rows, args, {
        key: (row) => ({ value: row.id, id: row.id }),
        view: (row) => collectionView(context, row),
      });
    },
    inCollection: ({ id }: Arguments) =>
      shop.collections.get(numberOf('Collection', id) ?? 0)?.productIds.includes(product.id) ?? false,
  };
}

function priceRange(context: Context, product: ProductRecord): View {
  const prices = variantsOf(context.shop, product)
    .map((variant) => variant.price)
    .sort((left, right) => Number(left) - Number(right));
  return {
    __typename: 'ProductPriceRangeV2',
    minVariantPrice: moneyView(context, prices[0] ?? '0.0'),
    maxVariantPrice: moneyView(context, prices.at(-1) ?? '0.0'),
  };
}
