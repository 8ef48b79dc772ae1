import { MAX_PAGE_SIZE } from '../rules/limits.ts';
import type { Arguments, View } from './context.ts';
import { topLevelError } from './errors.ts';

/** Where a row stands in its list: a value to sort by and, among equals, the row's number. */
export type SortKey = { value: string | number; id: number };

/** As `first`: the whole list at once, which only bulk operations may have. */
export const ALL_ROWS = Symbol('all rows');

type PageRequest = { first?: unknown; last?: unknown; after?: unknown; before?: unknown; reverse?: unknown };

/**
 * One page of a list. Cursors are those of the platform: base64 of `{"last_id":…,"last_value":"…"}`, so a page after a
 * row that has gone meanwhile starts where it stood.
 * Sources: https://shopify.dev/docs/api/usage/pagination-graphql; captured `pageInfo` of product-create-media-parity.
 */
export function connection<Row>(
  typename: string,
  rows: Row[],
  args: Arguments,
  options: { key(row: NoInfer<Row>, index: number): SortKey; view(row: NoInfer<Row>): View },
): View {
  const request = args as PageRequest;
  const { size, fromEnd } = pageSize(request);
  const direction = request.reverse === true ? -1 : 1;
  const keyed = rows
    .map((row, index) => ({ row, key: options.key(row, index) }))
    .sort((left, right) => direction * compareKeys(left.key, right.key));
  const after = request.after == null ? undefined : readCursor(request.after);
  const before = request.before == null ? undefined : readCursor(request.before);
  const within = keyed.filter(
    ({ key }) =>
      (after === undefined || direction * compareKeys(key, after) > 0) &&
      (before === undefined || direction * compareKeys(key, before) < 0),
  );
  const page = fromEnd ? within.slice(Math.max(0, within.length - size)) : within.slice(0, size);
  const first = page[0];
  const last = page.at(-1);
  const edgeType = typename.replace(/Connection$/, 'Edge');
  return {
    __typename: typename,
    nodes: () => page.map(({ row }) => options.view(row)),
    edges: () =>
      page.map(({ row, key }) => ({
        __typename: edgeType,
        cursor: writeCursor(key),
        node: options.view(row),
      })),
    pageInfo: {
      __typename: 'PageInfo',
      hasNextPage: last !== undefined && last !== keyed.at(-1),
      hasPreviousPage: first !== undefined && first !== keyed[0],
      startCursor: first ? writeCursor(first.key) : null,
      endCursor: last ? writeCursor(last.key) : null,
    },
  };
}

/** Rows in the order they stand in. */
export function byPosition(row: { id: number }, index: number): SortKey {
  return { value: index + 1, id: row.id };
}

export function writeCursor(key: SortKey): string {
  const text = JSON.stringify({ last_id: key.id, last_value: String(key.value) });
  return Buffer.from(text).toString('base64');
}

function readCursor(cursor: unknown): SortKey {
  try {
    const read = JSON.parse(Buffer.from(String(cursor), 'base64').toString('utf8')) as Record<
      string,
      unknown
    >;
    if (typeof read.last_id === 'number' && typeof read.last_value === 'string') {
      return { id: read.last_id, value: read.last_value };
    }
  } catch {
    // Falls through to the one answer for every unreadable cursor.
  }
  throw topLevelError('Invalid cursor for current pagination sort.', 'BAD_REQUEST');
}

/** Numbers as numbers, also when a cursor brought one back as text. */
function compareKeys(left: SortKey, right: SortKey): number {
  const numeric = typeof left.value === 'number' || typeof right.value === 'number';
  if (numeric) return Number(left.value) - Number(right.value) || left.id - right.id;
  if (left.value !== right.value) return left.value < right.value ? -1 : 1;
  return left.id - right.id;
}

/** Source of both messages: capture bulk-operations-first-and-last-validation. */
function pageSize(request: PageRequest): { size: number; fromEnd: boolean } {
  const { first, last } = request;
  if (first === ALL_ROWS) return { size: Number.POSITIVE_INFINITY, fromEnd: false };
  if (first == null && last == null)
    throw topLevelError('you must provide one of first or last', 'BAD_REQUEST');
  if (first != null && last != null) {
    throw topLevelError('providing both first and last is not supported', 'BAD_REQUEST');
  }
  const size = Number(first ?? last);
  if (size < 0 || size > MAX_PAGE_SIZE) {
    throw topLevelError(`A page holds 0 to ${MAX_PAGE_SIZE} rows; ${size} were asked for.`, 'BAD_REQUEST');
  }
  return { size, fromEnd: first == null };
}
