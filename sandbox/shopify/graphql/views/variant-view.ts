import { gid } from '../../gid.ts';
import type { ProductOption, VariantRecord } from '../../state/types.ts';
import { byPosition, connection, writeCursor } from '../connection.ts';
import type { Arguments, Context, View } from '../context.ts';
import { fileView, imageView } from './file-view.ts';
import { metafieldFields } from './metafield-view.ts';

export function optionView(option: ProductOption, position: number): View {
  return {
    __typename: 'ProductOption',
    id: gid('ProductOption', option.id),
    name: option.name,
    position,
    values: option.values,
    linkedMetafield: null,
    optionValues: option.values.map((name, index) => ({
      __typename: 'ProductOptionValue',
      id: gid('ProductOptionValue', option.id * 1000 + index),
      name,
      hasVariants: true,
      linkedMetafieldValue: null,
      swatch: null,
    })),
    translations: [],
  };
}

export function variantView(context: Context, variant: VariantRecord): View {
  const { shop } = context;
  const id = gid('ProductVariant', variant.id);
  const product = () => shop.products.get(variant.productId);
  const media = () => variant.mediaIds.flatMap((fileId) => shop.files.get(fileId) ?? []);
  return {
    __typename: 'ProductVariant',
    id,
    legacyResourceId: variant.id,
    defaultCursor: writeCursor({ value: variant.id, id: variant.id }),
    title: variant.title,
    displayName: () => `${product()?.title ?? ''} - ${variant.title}`,
    sku: variant.sku,
    barcode: variant.barcode,
    price: variant.price,
    compareAtPrice: variant.compareAtPrice,
    position: variant.position,
    inventoryQuantity: variant.inventory,
    sellableOnlineQuantity: variant.inventory,
    inventoryPolicy: 'DENY',
    availableForSale: variant.inventory > 0,
    taxable: true,
    requiresComponents: false,
    createdAt: variant.createdAt,
    updatedAt: variant.updatedAt,
    selectedOptions: variant.optionValues.map(({ name, value }) => ({
      __typename: 'SelectedOption',
      name,
      value,
    })),
    media: (args: Arguments) =>
      connection('MediaConnection', media(), args, {
        key: byPosition,
        view: (file) => fileView(context, file),
      }),
    image: () => media().map((file) => imageView(context, file, 'ProductImage'))[0] ?? null,
    product: () => {
      const row = product();
      return row ? context.views.product(context, row) : null;
    },
    inventoryItem: {
      __typename: 'InventoryItem',
      id: gid('InventoryItem', variant.inventoryItemId),
      legacyResourceId: variant.inventoryItemId,
      sku: variant.sku,
      tracked: true,
      createdAt: variant.createdAt,
      updatedAt: variant.updatedAt,
    },
    translations: [],
    ...metafieldFields(context, id),
  };
}
