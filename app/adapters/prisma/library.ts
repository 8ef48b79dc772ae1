import { Prisma } from '#app/generated/prisma/client.ts';
import type { Library, LibraryMatch } from '#app/ports/repositories/library.ts';
import type { Db } from './client.ts';

const usable = (storeId: string, wanted: { readonly recipeHash: string; readonly model: string | null }) =>
  Prisma.sql`a.store_id = ${storeId}::uuid AND a.recipe_hash = ${wanted.recipeHash}
    AND a.model IS NOT DISTINCT FROM ${wanted.model} AND j.state = 'ready' AND r.state <> 'rejected'`;

const COLUMNS = Prisma.sql`a.product_id AS "productId", a.product_image_id AS "productImageId", a.id AS "assetId",
  a.source_hash AS "sourceHash"`;
const TABLES = Prisma.sql`assets a JOIN image_jobs j ON j.id = a.job_id JOIN reviews r ON r.asset_id = a.id`;

export const makeLibrary = (db: Db): Library => ({
  async matches(storeId, wanted) {
    if (wanted.sources.length === 0) return [];
    return db.$queryRaw<LibraryMatch[]>`
      SELECT DISTINCT ON (a.product_image_id) ${COLUMNS}
      FROM unnest(${wanted.sources.map((s) => s.productImageId)}::uuid[], ${wanted.sources.map((s) => s.url)}::text[])
        AS w (image_id, url)
      JOIN (${TABLES}) ON a.product_image_id = w.image_id AND j.source_url = w.url
      WHERE ${usable(storeId, wanted)}
      ORDER BY a.product_image_id, a.id DESC`;
  },
  async find(storeId, wanted) {
    const rows = await db.$queryRaw<LibraryMatch[]>`
      SELECT ${COLUMNS} FROM ${TABLES}
      WHERE ${usable(storeId, wanted)} AND a.source_hash = ${wanted.sourceHash}
      ORDER BY a.id DESC LIMIT 1`;
    return rows[0] ?? null;
  },
});
