import { gid } from '../../gid.ts';
import type { BulkOperationRecord } from '../../state/types.ts';
import type { Context, View } from '../context.ts';

/** Source: https://shopify.dev/docs/api/usage/bulk-operations/queries (the result's address lives seven days). */
export function bulkOperationView(context: Context, row: BulkOperationRecord): View {
  return {
    __typename: 'BulkOperation',
    id: gid('BulkOperation', row.id),
    status: row.status,
    type: 'QUERY',
    query: row.query,
    createdAt: row.createdAt,
    completedAt: row.completedAt,
    errorCode: row.errorCode,
    objectCount: row.objectCount,
    rootObjectCount: row.rootObjectCount,
    fileSize: row.content?.byteLength ?? null,
    url:
      row.content && row.objectCount > 0
        ? `${context.world.origin()}/bulk/${context.shop.record.domain}/${row.id}.jsonl`
        : null,
    partialDataUrl: null,
  };
}
