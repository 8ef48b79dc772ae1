import type { FailureKind } from '#app/domain/failure.ts';
import type { PublicationState, ReviewState } from '#app/domain/publication.ts';
import type { PendingEdit, Revision } from '#app/domain/revisions.ts';
import type { Revisions } from '#app/ports/repositories/revisions.ts';
import type { Db } from './client.ts';

/** A chain of edits cannot be longer: a tree has fewer versions (MAX_REVISIONS), give or take edits submitted at once. */
const MAX_DEPTH = 1_000;

interface Row extends Omit<Revision, 'publication'> {
  readonly productId: string;
  readonly publicationId: string | null;
  readonly publicationState: PublicationState | null;
}

const rootOf = async (db: Db, storeId: string, assetId: string): Promise<string | null> => {
  const rows = await db.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE up AS (
      SELECT id, parent_asset_id, 0 AS height FROM assets WHERE store_id = ${storeId}::uuid AND id = ${assetId}::uuid
      UNION ALL
      SELECT a.id, a.parent_asset_id, up.height + 1 FROM assets a JOIN up ON a.id = up.parent_asset_id
      WHERE a.store_id = ${storeId}::uuid AND up.height < ${MAX_DEPTH})
    SELECT id FROM up ORDER BY height DESC LIMIT 1`;
  return rows[0]?.id ?? null;
};

/** Level by level, so that what a limit leaves is a tree with its root. */
const revisionsBelow = (db: Db, storeId: string, rootId: string, limit: number): Promise<Row[]> =>
  db.$queryRaw<Row[]>`
    WITH RECURSIVE tree AS (
      SELECT id, 0 AS depth FROM assets WHERE store_id = ${storeId}::uuid AND id = ${rootId}::uuid
      UNION ALL
      SELECT a.id, tree.depth + 1 FROM assets a JOIN tree ON a.parent_asset_id = tree.id
      WHERE a.store_id = ${storeId}::uuid AND tree.depth < ${MAX_DEPTH}),
    taken AS (SELECT id, depth FROM tree LIMIT ${limit})
    SELECT a.id, a.parent_asset_id AS "parentId", a.job_id AS "jobId", j.batch_id AS "batchId",
      a.product_id AS "productId", a.width, a.height, a.created_at AS "createdAt", j.state = 'held' AS held,
      r.state::text AS review, coalesce(rec.body->>'kind', '') AS kind, rec.body->>'instruction' AS instruction,
      rec.body->>'mask' IS NOT NULL AS masked, p.id AS "publicationId", p.state::text AS "publicationState"
    FROM taken
      JOIN assets a ON a.id = taken.id
      JOIN image_jobs j ON j.id = a.job_id
      JOIN reviews r ON r.asset_id = a.id
      LEFT JOIN recipes rec ON rec.store_id = a.store_id AND rec.hash = a.recipe_hash
      LEFT JOIN LATERAL (
        SELECT id, state FROM publications
        WHERE store_id = a.store_id AND asset_id = a.id AND state NOT IN ('failed', 'reverted')
        ORDER BY id DESC LIMIT 1) p ON true
    ORDER BY taken.depth, a.id`;

interface EditRow extends Omit<PendingEdit, 'reason'> {
  readonly failureKind: FailureKind | null;
  readonly failureMessage: string | null;
}

const editsOf = (db: Db, storeId: string, canvases: readonly string[], limit: number): Promise<EditRow[]> =>
  db.$queryRaw<EditRow[]>`
    SELECT j.id AS "jobId", j.batch_id AS "batchId", j.canvas_asset_id AS "parentId", j.state::text AS state,
      coalesce(rec.body->>'instruction', '') AS instruction, rec.body->>'mask' IS NOT NULL AS masked,
      j.failure_kind AS "failureKind", j.failure_message AS "failureMessage", j.created_at AS "createdAt"
    FROM image_jobs j LEFT JOIN recipes rec ON rec.store_id = j.store_id AND rec.hash = j.recipe_hash
    WHERE j.store_id = ${storeId}::uuid AND j.canvas_asset_id = ANY(${[...canvases]}::uuid[])
      AND j.state NOT IN ('ready', 'held')
      AND NOT EXISTS (SELECT 1 FROM image_jobs later WHERE later.retry_of_id = j.id)
    ORDER BY j.id DESC LIMIT ${limit}`;

const toRevision = ({ productId: _, publicationId, publicationState, ...row }: Row): Revision => ({
  ...row,
  review: row.review as ReviewState,
  publication:
    publicationId === null || publicationState === null
      ? null
      : { id: publicationId, state: publicationState },
});

export const makeRevisions = (db: Db): Revisions => ({
  async tree(storeId, assetId, limit) {
    const rootId = await rootOf(db, storeId, assetId);
    if (rootId === null) return null;
    const rows = await revisionsBelow(db, storeId, rootId, limit);
    const edits = await editsOf(
      db,
      storeId,
      rows.map((row) => row.id),
      limit,
    );
    return {
      rootId,
      productId: rows[0]?.productId ?? '',
      revisions: rows.map(toRevision),
      edits: edits.map(({ failureKind, failureMessage, ...edit }) => ({
        ...edit,
        reason: failureKind === null ? null : { kind: failureKind, message: failureMessage ?? '' },
      })),
    };
  },
});
