import { z } from 'zod';
import { failure } from '#app/domain/failure.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import type { CallOptions, PlatformProduct, ProductPage } from '#app/ports/store-platform.ts';
import type { SiteClient, SiteReply } from './rest-client.ts';
import type { SiteAccess } from './site-access.ts';
import {
  PRODUCT_FIELDS,
  type ProductReply,
  productReply,
  toProduct,
  VARIATION_FIELDS,
  type VariationReply,
  variationReply,
} from './wc-replies.ts';

/** The most that WooCommerce gives at once. */
export const PER_PAGE = 100;
/** How far a page may have to go back to find where the last one ended. */
const STEPS_BACK = 50;

/**
 * Where a listing is. By id: pages overlap by one product, `lastId`. When it is no longer where it was, products before it went
 * away, and the listing goes back until it finds its place: so nothing is left out, and nothing comes twice. By time of change:
 * the time from which to go on, and how many of it have been seen.
 */
const cursorSchema = z.union([
  z.strictObject({ by: z.literal('id'), offset: z.int().nonnegative(), lastId: z.int().positive() }),
  z.strictObject({ by: z.literal('time'), after: z.iso.datetime(), offset: z.int().nonnegative() }),
]);
type Cursor = z.infer<typeof cursorSchema>;

const readCursor = (text: string): Cursor | null => {
  try {
    return cursorSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
};

/** WordPress compares a time without a zone with the column as it is; with one it would turn it into the site's own. */
const wpTime = (date: Date): string => date.toISOString().slice(0, 19);

type Rows = SiteReply<ProductReply[]>;

export const makeListProducts = (client: SiteClient) => {
  const page = (site: SiteAccess, query: Record<string, string>, options: CallOptions) =>
    client.call(
      site,
      {
        operation: 'products',
        method: 'GET',
        namespace: 'wc/v3',
        path: 'products',
        query: {
          per_page: String(PER_PAGE),
          order: 'asc',
          status: 'any',
          _fields: PRODUCT_FIELDS,
          ...query,
        },
        reply: z.array(productReply),
      },
      options,
    );

  const byId = async (
    site: SiteAccess,
    cursor: Extract<Cursor, { by: 'id' }> | null,
    options: CallOptions,
  ): Promise<Result<{ rows: ProductReply[]; next: Cursor | null }>> => {
    let offset = cursor?.offset ?? 0;
    const lastId = cursor?.lastId ?? 0;
    for (let step = 0; step < STEPS_BACK; step++) {
      const answer = await page(site, { orderby: 'id', offset: String(offset) }, options);
      if (!answer.ok) return answer;
      const { value } = answer.value;
      const hasShifted = offset > 0 && (value[0]?.id ?? Number.POSITIVE_INFINITY) > lastId;
      if (hasShifted) {
        offset = Math.max(0, offset - PER_PAGE + 1);
        continue;
      }
      const rows = value.filter((row) => row.id > lastId);
      const last = value.at(-1);
      const next =
        isLast(answer.value, offset) || !last
          ? null
          : { by: 'id' as const, offset: offset + value.length - 1, lastId: last.id };
      return ok({ rows, next });
    }
    return err(failure('store-unavailable', 'The products of the site keep changing while they are read.'));
  };

  const byTime = async (
    site: SiteAccess,
    { after, offset }: { after: string; offset: number },
    options: CallOptions,
  ): Promise<Result<{ rows: ProductReply[]; next: Cursor | null }>> => {
    const query = {
      orderby: 'modified',
      modified_after: wpTime(new Date(after)),
      dates_are_gmt: 'true',
      offset: String(offset),
    };
    const answer = await page(site, query, options);
    if (!answer.ok) return answer;
    const rows = answer.value.value;
    if (isLast(answer.value, offset)) return ok({ rows, next: null });
    // from a second before the last change: what happens meanwhile goes to the end and is met again
    const reached = (rows.at(-1)?.date_modified_gmt ?? new Date(after)).getTime() - 1_000;
    const next: Cursor =
      reached > Date.parse(after)
        ? { by: 'time', after: new Date(reached).toISOString(), offset: 0 }
        : { by: 'time', after, offset: offset + rows.length };
    return ok({ rows, next });
  };

  return async (
    site: SiteAccess,
    request: { readonly cursor: string | null; readonly updatedSince: Date | null },
    options: CallOptions,
  ): Promise<Result<ProductPage>> => {
    const cursor = request.cursor === null ? null : readCursor(request.cursor);
    const since = request.updatedSince;
    const fresh = since ? { after: since.toISOString(), offset: 0 } : null;
    const found =
      cursor?.by === 'time' || fresh
        ? await byTime(site, cursor?.by === 'time' ? cursor : (fresh ?? { after: '', offset: 0 }), options)
        : await byId(site, cursor?.by === 'id' ? cursor : null, options);
    if (!found.ok) return found;
    const products: PlatformProduct[] = [];
    for (const row of found.value.rows) {
      const variations = await readVariations(client, site, row, options);
      if (variations.ok) products.push(toProduct(row, variations.value));
      else if (variations.error.kind !== 'product-gone') return variations;
    }
    const { next } = found.value;
    return ok({ products, nextCursor: next === null ? null : JSON.stringify(next) });
  };
};

/** A page may be short although more follow (a product that may not be read is left out), so the total decides. */
const isLast = ({ value, headers }: Rows, offset: number): boolean => {
  const total = headers.get('x-wp-total');
  if (total === undefined || !/^\d+$/.test(total)) return value.length < PER_PAGE;
  return value.length === 0 || offset + PER_PAGE >= Number(total);
};

/**
 * A variable product's variations in the order of its edit screen, each with its own picture: in the context `view` one
 * without a picture would show its product's.
 */
export const readVariations = async (
  client: SiteClient,
  site: SiteAccess,
  product: ProductReply,
  options: CallOptions,
): Promise<Result<VariationReply[]>> => {
  const all = new Map<number, VariationReply>();
  if (product.variations.length === 0) return ok([]);
  for (let number = 1; ; number++) {
    const answer = await client.call(
      site,
      {
        operation: 'variations',
        method: 'GET',
        namespace: 'wc/v3',
        path: `products/${product.id}/variations`,
        query: {
          per_page: String(PER_PAGE),
          page: String(number),
          orderby: 'id',
          order: 'asc',
          context: 'edit',
          _fields: VARIATION_FIELDS,
        },
        reply: z.array(variationReply),
        refused: ({ status, code }) =>
          status === 404 && code !== 'rest_no_route'
            ? failure('product-gone', 'The product is no longer in the store.')
            : null,
      },
      options,
    );
    if (!answer.ok) return answer;
    for (const row of answer.value.value) all.set(row.id, row);
    if (isLast(answer.value as SiteReply<never[]>, (number - 1) * PER_PAGE)) break;
  }
  return ok([...all.values()].sort((a, b) => a.menu_order - b.menu_order || a.id - b.id));
};
