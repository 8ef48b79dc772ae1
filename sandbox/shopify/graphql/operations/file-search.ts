import { productsShowing } from '../../rules/gallery.ts';
import type { FileRecord } from '../../state/types.ts';
import type { Context } from '../context.ts';
import { matchesId, matchesNumber, matchesText, matchesTime, type SearchFields } from '../search.ts';
import { indexHorizon } from './product-search.ts';

/** Fields of `files(query:)`. Source: description of `QueryRoot.files` (query argument) in the schema. */
export function fileFields(context: Context): SearchFields<FileRecord> {
  const horizon = indexHorizon(context);
  return {
    fields: {
      id: (row, comparator, value) => matchesId(row.id, comparator, value),
      ids: (row, _, value) => matchesId(row.id, '', value),
      // A new name is found only once the search has heard of it.
      filename: (row, _, value) => row.filenameSince <= horizon && matchesText(row.filename, value),
      media_type: (row, _, value) => matchesText(row.kind === 'MediaImage' ? 'IMAGE' : 'GENERIC_FILE', value),
      status: (row, _, value) => matchesText(row.status, value),
      product_id: (row, _, value) =>
        productsShowing(context.shop, row.id).some(({ id }) => matchesId(id, '', value)),
      // `none` and `product` are the values that public code asks for; other uses do not exist here.
      used_in: (row, _, value) => {
        const isUsed = productsShowing(context.shop, row.id).length > 0;
        return value.toLowerCase() === 'none' ? !isUsed : value.toLowerCase() === 'product' && isUsed;
      },
      original_upload_size: (row, comparator, value) =>
        matchesNumber(row.content?.byteLength ?? 0, comparator, Number(value)),
      created_at: (row, comparator, value) => matchesTime(row.createdAt, comparator, value),
      updated_at: (row, comparator, value) => matchesTime(row.updatedAt, comparator, value),
    },
    text: (row) => `${row.filename} ${row.alt}`,
  };
}
