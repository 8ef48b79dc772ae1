import { variantsOf } from '../../rules/gallery.ts';
import type { CollectionRecord, ProductRecord, VariantRecord } from '../../state/types.ts';
import type { Context } from '../context.ts';
import {
  type FieldTest,
  matchesId,
  matchesText,
  matchesTime,
  parseSearch,
  type SearchFields,
} from '../search.ts';

type Named = { id: number; title: string; createdAt: number; updatedAt: number };

/**
 * Search sees a write only after a while (docs/sandbox-assumptions.md): what is younger is not there yet, and a change
 * that is younger has not moved `updated_at` yet.
 */
export function searched<Row extends { createdAt: number }>(
  context: Context,
  rows: Row[],
  query: unknown,
  fields: SearchFields<Row>,
): Row[] {
  if (typeof query !== 'string' || query.trim() === '') return rows;
  const horizon = indexHorizon(context);
  const test = parseSearch(query, fields, (warning) => context.warnings.push(warning));
  return rows.filter((row) => row.createdAt <= horizon && test(row));
}

export function indexHorizon(context: Context): number {
  return context.world.clock.now() - context.world.latency.searchLagMs;
}

function common<Row extends Named>(context: Context): Record<string, FieldTest<Row>> {
  const horizon = indexHorizon(context);
  return {
    id: (row, comparator, value) => matchesId(row.id, comparator, value),
    title: (row, _, value) => matchesText(row.title, value),
    created_at: (row, comparator, value) => matchesTime(row.createdAt, comparator, value),
    updated_at: (row, comparator, value) =>
      matchesTime(row.updatedAt <= horizon ? row.updatedAt : row.createdAt, comparator, value),
  };
}

/** Fields of `products(query:)`. Source: description of `QueryRoot.products` (query argument) in the schema. */
export function productFields(context: Context): SearchFields<ProductRecord> {
  const { shop } = context;
  const hasVariant = (row: ProductRecord, test: (variant: VariantRecord) => boolean) =>
    variantsOf(shop, row).some(test);
  return {
    fields: {
      ...common<ProductRecord>(context),
      handle: (row, _, value) => matchesText(row.handle, value),
      vendor: (row, _, value) => matchesText(row.vendor, value),
      product_type: (row, _, value) => matchesText(row.productType, value),
      tag: (row, _, value) => row.tags.some((tag) => matchesText(tag, value)),
      tag_not: (row, _, value) => !row.tags.some((tag) => matchesText(tag, value)),
      status: (row, _, value) => value.split(',').some((one) => matchesText(row.status, one)),
      sku: (row, _, value) => hasVariant(row, (variant) => matchesText(variant.sku ?? '', value)),
      barcode: (row, _, value) => hasVariant(row, (variant) => matchesText(variant.barcode ?? '', value)),
      collection_id: (row, _, value) =>
        shop.collections.all().some((one) => one.productIds.includes(row.id) && matchesId(one.id, '', value)),
    },
    text: (row) => [row.title, row.descriptionHtml, row.vendor, row.productType, ...row.tags].join(' '),
  };
}

export function variantFields(context: Context): SearchFields<VariantRecord> {
  const { shop } = context;
  return {
    fields: {
      ...common<VariantRecord>(context),
      sku: (row, _, value) => matchesText(row.sku ?? '', value),
      barcode: (row, _, value) => matchesText(row.barcode ?? '', value),
      product_id: (row, comparator, value) => matchesId(row.productId, comparator, value),
      product_ids: (row, _, value) => matchesId(row.productId, '', value),
      product_status: (row, _, value) => matchesText(shop.products.get(row.productId)?.status ?? '', value),
      vendor: (row, _, value) => matchesText(shop.products.get(row.productId)?.vendor ?? '', value),
    },
    text: (row) => [row.title, row.sku ?? '', shop.products.get(row.productId)?.title ?? ''].join(' '),
  };
}

export function collectionFields(context: Context): SearchFields<CollectionRecord> {
  return {
    fields: {
      ...common<CollectionRecord>(context),
      handle: (row, _, value) => matchesText(row.handle, value),
      product_id: (row, _, value) => row.productIds.some((id) => matchesId(id, '', value)),
      collection_type: (_row, _, value) => matchesText('custom', value),
    },
    text: (row) => row.title,
  };
}
