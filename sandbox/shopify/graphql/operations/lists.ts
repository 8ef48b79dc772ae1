import type { CollectionRecord, FileRecord, ProductRecord } from '../../state/types.ts';
import { connection, type SortKey } from '../connection.ts';
import type { Arguments, Context, View } from '../context.ts';
import { notInSandbox } from '../errors.ts';
import { collectionView } from '../views/collection-view.ts';
import { countView } from '../views/count-view.ts';
import { fileView } from '../views/file-view.ts';
import { productView } from '../views/product-view.ts';
import { variantView } from '../views/variant-view.ts';
import { fileFields } from './file-search.ts';
import { collectionFields, productFields, searched, variantFields } from './product-search.ts';

type Sorts<Row> = Record<string, (row: Row) => string | number>;

function sorter<Row extends { id: number }>(
  list: string,
  sortKey: unknown,
  sorts: Sorts<Row>,
): (row: Row) => SortKey {
  const value = sorts[String(sortKey)];
  if (!value) throw notInSandbox(`${list}(sortKey: ${String(sortKey)})`);
  return (row) => ({ value: value(row), id: row.id });
}

const PRODUCT_SORTS: Sorts<ProductRecord> = {
  ID: (row) => row.id,
  RELEVANCE: (row) => row.id,
  TITLE: (row) => row.title.toLowerCase(),
  VENDOR: (row) => row.vendor.toLowerCase(),
  PRODUCT_TYPE: (row) => row.productType.toLowerCase(),
  CREATED_AT: (row) => row.createdAt,
  UPDATED_AT: (row) => row.updatedAt,
  PUBLISHED_AT: (row) => row.publishedAt ?? 0,
};

const FILE_SORTS: Sorts<FileRecord> = {
  ID: (row) => row.id,
  RELEVANCE: (row) => row.id,
  FILENAME: (row) => row.filename.toLowerCase(),
  CREATED_AT: (row) => row.createdAt,
  UPDATED_AT: (row) => row.updatedAt,
  ORIGINAL_UPLOAD_SIZE: (row) => row.content?.byteLength ?? 0,
};

const COLLECTION_SORTS: Sorts<CollectionRecord> = {
  ID: (row) => row.id,
  RELEVANCE: (row) => row.id,
  TITLE: (row) => row.title.toLowerCase(),
  UPDATED_AT: (row) => row.updatedAt,
};

function refuseSavedSearch(args: Arguments): void {
  if (args.savedSearchId != null) throw notInSandbox('saved searches');
}

/** The lists at the root of the API. */
export const LISTS: Record<string, (context: Context, args: Arguments) => View> = {
  products(context, args) {
    refuseSavedSearch(args);
    const rows = searched(context, context.shop.products.all(), args.query, productFields(context));
    return connection('ProductConnection', rows, args, {
      key: sorter('products', args.sortKey, PRODUCT_SORTS),
      view: (row) => productView(context, row),
    });
  },
  productsCount(context, args) {
    refuseSavedSearch(args);
    const count = searched(context, context.shop.products.all(), args.query, productFields(context)).length;
    const limit = args.limit == null ? count : Number(args.limit);
    return count > limit ? { ...countView(limit), precision: 'AT_LEAST' } : countView(count);
  },
  productVariants(context, args) {
    refuseSavedSearch(args);
    const rows = searched(context, context.shop.variants.all(), args.query, variantFields(context));
    const sorts = { ID: (row: { id: number }) => row.id, RELEVANCE: (row: { id: number }) => row.id };
    return connection('ProductVariantConnection', rows, args, {
      key: sorter('productVariants', args.sortKey, sorts),
      view: (row) => variantView(context, row),
    });
  },
  collections(context, args) {
    refuseSavedSearch(args);
    const rows = searched(context, context.shop.collections.all(), args.query, collectionFields(context));
    return connection('CollectionConnection', rows, args, {
      key: sorter('collections', args.sortKey, COLLECTION_SORTS),
      view: (row) => collectionView(context, row),
    });
  },
  collectionsCount(context, args) {
    refuseSavedSearch(args);
    return countView(
      searched(context, context.shop.collections.all(), args.query, collectionFields(context)).length,
    );
  },
  files(context, args) {
    refuseSavedSearch(args);
    const rows = searched(context, context.shop.files.all(), args.query, fileFields(context));
    return connection('FileConnection', rows, args, {
      key: sorter('files', args.sortKey, FILE_SORTS),
      view: (row) => fileView(context, row),
    });
  },
};
