import { z } from 'zod';
import { Prisma } from '#app/generated/prisma/client.ts';
import type {
  ProductDetail,
  ProductFilter,
  ProductImageView,
  ProductSummary,
  Products,
} from '#app/ports/repositories/products.ts';
import type { PlatformProduct } from '#app/ports/store-platform.ts';
import type { Db } from './client.ts';
import { uuidV7 } from './image-job-moves.ts';
import { pageOf, takeOf } from './page.ts';

/** Products of one statement. */
const CHUNK = 250;
const MAX_FACETS = 250;

const IMAGE = {
  id: true,
  externalId: true,
  position: true,
  alt: true,
  url: true,
  width: true,
  height: true,
  isOurs: true,
} as const satisfies Prisma.ProductImageSelect;

const HEAD = {
  id: true,
  externalId: true,
  title: true,
  handle: true,
  status: true,
  vendor: true,
  productType: true,
  tags: true,
  collections: true,
} as const satisfies Prisma.ProductSelect;

const BY_POSITION = [{ position: 'asc' }, { id: 'asc' }] as const satisfies object[];

const DETAIL = {
  ...HEAD,
  deletedAt: true,
  attributes: true,
  inStock: true,
  images: { select: IMAGE, orderBy: [...BY_POSITION] },
  variants: {
    select: {
      id: true,
      externalId: true,
      title: true,
      sku: true,
      mediaExternalId: true,
      inStock: true,
      stockQuantity: true,
    },
    orderBy: [...BY_POSITION],
  },
} as const satisfies Prisma.ProductSelect;

/**
 * One statement for products, variants and pictures. Only rows that were written take their parts along, so an older reading
 * changes nothing of a newer one. Pictures keep their ids: jobs and assets refer to them.
 */
const upsertChunk = async (
  db: Db,
  storeId: string,
  products: readonly PlatformProduct[],
  options: { readonly syncId: string | null; readonly readAt: Date },
): Promise<number> => {
  const store = Prisma.sql`${storeId}::uuid`;
  const newId = uuidV7(options.readAt);
  const [row] = await db.$queryRaw<{ count: number }[]>`
    WITH input AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(products)}::jsonb) AS p ("externalId" text, title text, handle text,
        status text, vendor text, "productType" text, tags jsonb, collections jsonb, "updatedAt" timestamptz,
        variants jsonb, images jsonb, attributes jsonb, stock jsonb)
    ), written AS (
      INSERT INTO products AS old (id, store_id, external_id, title, handle, status, vendor, product_type, tags,
        collections, attributes, in_stock, external_updated_at, seen_by_sync_id, created_at)
      SELECT ${newId}, ${store}, "externalId", title, handle, status, vendor, "productType",
        ARRAY(SELECT jsonb_array_elements_text(tags)), ARRAY(SELECT jsonb_array_elements_text(collections)),
        coalesce(attributes, '[]'), (stock->>'inStock')::boolean, "updatedAt",
        ${options.syncId}::uuid, ${options.readAt}::timestamptz
      FROM input ORDER BY "externalId"
      ON CONFLICT (store_id, external_id) DO UPDATE SET title = excluded.title, handle = excluded.handle,
        status = excluded.status, vendor = excluded.vendor, product_type = excluded.product_type, tags = excluded.tags,
        collections = excluded.collections, attributes = excluded.attributes, in_stock = excluded.in_stock,
        external_updated_at = excluded.external_updated_at,
        seen_by_sync_id = greatest(excluded.seen_by_sync_id, old.seen_by_sync_id), deleted_at = NULL
      WHERE old.external_updated_at <= excluded.external_updated_at
        AND (old.deleted_at IS NULL OR old.deleted_at < ${options.readAt}::timestamptz)
      RETURNING id, external_id
    ), variant_input AS (
      SELECT w.id AS product_id, v.* FROM written w JOIN input i ON i."externalId" = w.external_id,
        jsonb_to_recordset(i.variants) AS v ("externalId" text, title text, sku text, position int, "mediaExternalId" text,
          stock jsonb)
    ), gone_variants AS (
      DELETE FROM variants v USING written w WHERE v.product_id = w.id AND v.store_id = ${store}
        AND NOT EXISTS (SELECT 1 FROM variant_input i WHERE i."externalId" = v.external_id)
    ), put_variants AS (
      INSERT INTO variants (id, store_id, product_id, external_id, title, sku, position, media_external_id, in_stock,
        stock_quantity)
      SELECT ${newId}, ${store}, product_id, "externalId", title, sku, position, "mediaExternalId",
        (stock->>'inStock')::boolean, (stock->>'quantity')::int
      FROM variant_input ORDER BY "externalId"
      ON CONFLICT (store_id, external_id) DO UPDATE SET product_id = excluded.product_id, title = excluded.title,
        sku = excluded.sku, position = excluded.position, media_external_id = excluded.media_external_id,
        in_stock = excluded.in_stock, stock_quantity = excluded.stock_quantity
    ), image_input AS (
      SELECT w.id AS product_id, g.*, EXISTS (
          SELECT 1 FROM publications p WHERE p.store_id = ${store} AND p.file_id = g."externalId") AS is_ours
      FROM written w JOIN input i ON i."externalId" = w.external_id,
        jsonb_to_recordset(i.images) AS g ("externalId" text, position int, alt text, url text, width int, height int)
    ), gone_images AS (
      DELETE FROM product_images g USING written w WHERE g.product_id = w.id AND g.store_id = ${store}
        AND NOT EXISTS (
          SELECT 1 FROM image_input i WHERE i.product_id = g.product_id AND i."externalId" = g.external_id)
    ), put_images AS (
      INSERT INTO product_images (id, store_id, product_id, external_id, position, alt, url, width, height, is_ours)
      SELECT ${newId}, ${store}, product_id, "externalId", position, alt, url, width, height, is_ours
      FROM image_input ORDER BY "externalId"
      ON CONFLICT (store_id, product_id, external_id) DO UPDATE SET position = excluded.position, alt = excluded.alt,
        url = excluded.url, width = excluded.width, height = excluded.height, is_ours = excluded.is_ours
    )
    SELECT count(*)::int AS count FROM written`;
  return row?.count ?? 0;
};

const markSeen = (db: Db, storeId: string, products: readonly PlatformProduct[], syncId: string) =>
  db.product.updateMany({
    where: {
      storeId,
      externalId: { in: products.map((p) => p.externalId) },
      OR: [{ seenBySyncId: null }, { seenBySyncId: { lt: syncId } }],
    },
    data: { seenBySyncId: syncId },
  });

const whereOf = (storeId: string, filter: ProductFilter): Prisma.ProductWhereInput => {
  const like = { contains: filter.search ?? '', mode: 'insensitive' } as const;
  return {
    storeId,
    deletedAt: null,
    ...(filter.search
      ? { OR: [{ title: like }, { handle: like }, { variants: { some: { sku: like } } }] }
      : {}),
    ...(filter.collection ? { collections: { has: filter.collection } } : {}),
    ...(filter.tag ? { tags: { has: filter.tag } } : {}),
    ...(filter.vendor ? { vendor: filter.vendor } : {}),
    ...(filter.status ? { status: filter.status } : {}),
    ...(filter.ids ? { id: { in: [...filter.ids] } } : {}),
    ...(filter.externalIds ? { externalId: { in: [...filter.externalIds] } } : {}),
    ...(filter.hasImages === undefined ? {} : { images: filter.hasImages ? { some: {} } : { none: {} } }),
  };
};

const list: (db: Db) => Products['list'] = (db) => async (storeId, filter, page) => {
  const rows = await db.product.findMany({
    where: { AND: [whereOf(storeId, filter), page.cursor ? { id: { gt: page.cursor } } : {}] },
    orderBy: { id: 'asc' },
    take: takeOf(page),
    select: { ...HEAD, _count: { select: { images: true, variants: true } } },
  });
  const { items, nextCursor } = pageOf(rows, page);
  const first = await firstImages(
    db,
    storeId,
    items.map((row) => row.id),
  );
  const summaries = items.map(
    ({ _count, ...row }): ProductSummary => ({
      ...row,
      imageCount: _count.images,
      variantCount: _count.variants,
      firstImage: first.get(row.id) ?? null,
    }),
  );
  return { items: summaries, nextCursor };
};

/** The first picture of each of a page of products, without reading the others. */
const firstImages = async (
  db: Db,
  storeId: string,
  productIds: readonly string[],
): Promise<ReadonlyMap<string, ProductImageView>> => {
  const rows = await db.$queryRaw<(ProductImageView & { productId: string })[]>`
    SELECT DISTINCT ON (product_id) product_id AS "productId", id, external_id AS "externalId", position, alt, url, width,
      height, is_ours AS "isOurs"
    FROM product_images WHERE store_id = ${storeId}::uuid AND product_id = ANY (${[...productIds]}::uuid[])
    ORDER BY product_id, position, id`;
  return new Map(rows.map(({ productId, ...image }) => [productId, image]));
};

const facets: (db: Db) => Products['facets'] = (db) => async (storeId) => {
  const values = async (column: Prisma.Sql) => {
    const rows = await db.$queryRaw<{ value: string }[]>`
      SELECT DISTINCT value FROM products, ${column} AS value
      WHERE store_id = ${storeId}::uuid AND deleted_at IS NULL AND value <> '' ORDER BY value LIMIT ${MAX_FACETS}`;
    return rows.map((row) => row.value);
  };
  return {
    collections: await values(Prisma.sql`unnest(collections)`),
    tags: await values(Prisma.sql`unnest(tags)`),
    vendors: await values(Prisma.sql`unnest(ARRAY[vendor])`),
  };
};

const attributesSchema = z.array(z.object({ name: z.string(), values: z.array(z.string()) }));

const toDetail = (row: Prisma.ProductGetPayload<{ select: typeof DETAIL }> | null): ProductDetail | null =>
  row ? { ...row, attributes: attributesSchema.parse(row.attributes) } : null;

export const makeProducts = (db: Db): Products => ({
  async upsertMany(storeId, products, options) {
    let written = 0;
    for (let at = 0; at < products.length; at += CHUNK) {
      const chunk = products.slice(at, at + CHUNK);
      written += await upsertChunk(db, storeId, chunk, options);
      if (options.syncId !== null) await markSeen(db, storeId, chunk, options.syncId);
    }
    return written;
  },
  async markDeleted(storeId, externalId, now) {
    const { count } = await db.product.updateMany({
      where: { storeId, externalId, deletedAt: null },
      data: { deletedAt: now },
    });
    return count > 0;
  },
  async markUnseenDeleted(storeId, { id, startedAt, now }) {
    const { count } = await db.product.updateMany({
      where: {
        storeId,
        deletedAt: null,
        createdAt: { lt: startedAt },
        externalUpdatedAt: { lt: startedAt },
        // ids sort by time: what a later sync has seen is there, too
        OR: [{ seenBySyncId: null }, { seenBySyncId: { lt: id } }],
      },
      data: { deletedAt: now },
    });
    return count;
  },
  get: async (storeId, id) =>
    toDetail(await db.product.findFirst({ where: { storeId, id }, select: DETAIL })),
  findByExternalId: async (storeId, externalId) =>
    toDetail(await db.product.findFirst({ where: { storeId, externalId }, select: DETAIL })),
  list: list(db),
  facets: facets(db),
});
