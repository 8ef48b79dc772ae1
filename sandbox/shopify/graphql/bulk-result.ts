import type { ShopState } from '../state/types.ts';
import type { World } from '../world.ts';
import type { AdminApi } from './admin-api.ts';

type Row = Record<string, unknown>;

/**
 * Runs a bulk query and stores its JSONL: one line a node, nodes of inner connections on lines of their own with
 * `__parentId`. Source: https://shopify.dev/docs/api/usage/bulk-operations/queries
 */
export async function runBulkQuery(
  world: World,
  api: AdminApi,
  shop: ShopState,
  operationId: number,
): Promise<void> {
  const operation = shop.bulkOperations.get(operationId);
  if (!operation || operation.completedAt !== null) return;
  shop.bulkOperations.put({ ...operation, status: 'RUNNING' });
  const request = { query: operation.query, variables: {}, operationName: null };
  const token = { scopes: operation.scopes, userId: null };
  const { data, errors } = await api.runFree(shop, token, operation.apiVersion, request);
  const completedAt = world.clock.now();
  if (errors.length > 0) {
    const denied = errors.some((error) => error.extensions.code === 'ACCESS_DENIED');
    const errorCode = denied ? 'ACCESS_DENIED' : 'INTERNAL_SERVER_ERROR';
    shop.bulkOperations.put({ ...operation, status: 'FAILED', errorCode, completedAt });
    return;
  }
  const lines: Row[] = [];
  let rootObjectCount = 0;
  for (const value of Object.values((data ?? {}) as Row)) {
    for (const node of nodesOf(value) ?? []) {
      rootObjectCount += 1;
      collect(node, undefined, lines);
    }
  }
  const bytes = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const sha256 = await world.state.blobs.put(bytes);
  const content = { sha256, byteLength: bytes.length };
  const counts = { objectCount: lines.length, rootObjectCount };
  shop.bulkOperations.put({ ...operation, status: 'COMPLETED', completedAt, content, ...counts });
}

/** The nodes of a connection, however they were selected; undefined for anything else. */
function nodesOf(value: unknown): Row[] | undefined {
  if (value === null || typeof value !== 'object') return undefined;
  const { edges, nodes } = value as { edges?: unknown; nodes?: unknown };
  if (Array.isArray(nodes)) return nodes as Row[];
  if (Array.isArray(edges)) return (edges as { node: Row }[]).map((edge) => edge.node);
  return undefined;
}

function collect(node: Row, parentId: unknown, lines: Row[]): void {
  const line: Row = {};
  const inner: Row[][] = [];
  for (const [name, value] of Object.entries(node)) {
    const rows = nodesOf(value);
    if (rows) inner.push(rows);
    else line[name] = value;
  }
  if (parentId !== undefined) line.__parentId = parentId;
  lines.push(line);
  for (const rows of inner) for (const row of rows) collect(row, node.id, lines);
}
