import { z } from 'zod';
import { failure } from '#app/domain/failure.ts';
import { galleryChangeSchema } from '#app/domain/gallery/change.ts';
import { productMediaSnapshotSchema } from '#app/domain/gallery/snapshot.ts';
import { canMovePublication, LEFT_ALONE, PLACEMENTS } from '#app/domain/publication.ts';
import { err, ok } from '#app/domain/result.ts';
import { altTranslationsSchema } from '#app/domain/words/alt-change.ts';
import type { Prisma } from '#app/generated/prisma/client.ts';
import type {
  Publication,
  PublicationPatch,
  Publications,
  UndoPlanRecord,
} from '#app/ports/repositories/publications.ts';
import type { Db } from './client.ts';
import { failureColumns, failureOf } from './failure-columns.ts';
import { dueAt, freeAt, givenBack, NO_LEASE } from './leases.ts';
import { pageOf, takeOf } from './page.ts';

const SELECT = {
  id: true,
  storeId: true,
  assetId: true,
  productId: true,
  productExternalId: true,
  placement: true,
  replacesMediaId: true,
  variantIds: true,
  alt: true,
  altTranslations: true,
  state: true,
  filename: true,
  fileId: true,
  liveUrl: true,
  before: true,
  after: true,
  undoPlan: true,
  leftAlone: true,
  labelKept: true,
  cleanUp: true,
  attempt: true,
  failureKind: true,
  failureMessage: true,
  createdBy: true,
  createdAt: true,
  changedAt: true,
  publishedAt: true,
  revertedAt: true,
} as const satisfies Prisma.PublicationSelect;

type Row = Prisma.PublicationGetPayload<{ select: typeof SELECT }>;

const undoPlanSchema: z.ZodType<UndoPlanRecord> = z.object({
  reupload: z.boolean(),
  reuploaded: z.object({ from: z.string(), to: z.string() }).nullable(),
  change: galleryChangeSchema.nullable(),
});
const leftAloneSchema = z.array(z.object({ what: z.enum(LEFT_ALONE), id: z.string(), why: z.string() }));
const placementSchema = z.enum(PLACEMENTS);

const parsed = <T>(schema: z.ZodType<T>, value: unknown): T | null =>
  value === null ? null : schema.parse(value);

const toPublication = ({ failureKind, failureMessage, ...row }: Row): Publication => {
  return {
    ...row,
    placement: placementSchema.parse(row.placement),
    altTranslations: altTranslationsSchema.parse(row.altTranslations),
    before: parsed(productMediaSnapshotSchema, row.before),
    after: parsed(productMediaSnapshotSchema, row.after),
    undoPlan: parsed(undoPlanSchema, row.undoPlan),
    leftAlone: parsed(leftAloneSchema, row.leftAlone) ?? [],
    failure: failureOf({ failureKind, failureMessage }),
  };
};

const json = (value: unknown): Prisma.InputJsonValue => value as Prisma.InputJsonValue;

const dataOf = (patch: PublicationPatch): Prisma.PublicationUpdateManyMutationInput => {
  const { before, after, undoPlan, leftAlone, failure: why, ...plain } = patch;
  return {
    ...plain,
    ...(before ? { before: json(before) } : {}),
    ...(after ? { after: json(after) } : {}),
    ...(undoPlan ? { undoPlan: json(undoPlan) } : {}),
    ...(leftAlone ? { leftAlone: json(leftAlone) } : {}),
    ...failureColumns(why),
  };
};

const FINAL = ['published', 'reverted', 'failed'] as const;
const UNFINISHED: Prisma.EnumPublicationStateFilter = {
  in: ['planned', 'uploading', 'placing', 'verifying', 'reverting'],
};

const acquire: (db: Db) => Publications['acquire'] =
  (db) =>
  async (storeId, id, { leaseId, until, now }) => {
    const row = await db.publication.findFirst({
      where: { storeId, id },
      select: { productExternalId: true, state: true },
    });
    if (!row) return 'missing';
    if (FINAL.some((state) => state === row.state)) return 'finished';
    // orders those who want the same product; the next statement sees what the one before has committed
    await db.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${storeId} ${row.productExternalId}`}, 1))::text`;
    const taken = await db.$executeRaw`
      UPDATE publications p SET lease_id = ${leaseId}, lease_until = ${until}::timestamptz, attempt = attempt + 1
      WHERE id = ${id}::uuid AND store_id = ${storeId}::uuid
        AND state NOT IN ('published', 'reverted', 'failed')
        AND (lease_until IS NULL OR lease_until <= ${now}::timestamptz)
        AND NOT EXISTS (
          SELECT 1 FROM publications o
          WHERE o.store_id = p.store_id AND o.product_external_id = p.product_external_id AND o.id <> p.id
            AND (o.lease_until > ${now}::timestamptz OR o.state IN ('placing', 'verifying')
              OR (o.state = 'reverting' AND jsonb_typeof(o.undo_plan -> 'change') = 'object')))`;
    if (taken === 0) return 'busy';
    const got = await db.publication.findFirst({ where: { storeId, id }, select: SELECT });
    return got ? { got: toPublication(got) } : 'missing';
  };

export const makePublications = (db: Db): Publications => ({
  async plan(storeId, { now, variantIds, altTranslations = [], ...publication }) {
    // the database holds that an asset has at most one that is neither failed nor reverted
    const { count } = await db.publication.createMany({
      data: {
        ...publication,
        storeId,
        variantIds: [...variantIds],
        altTranslations: json(altTranslations),
        createdAt: now,
        changedAt: now,
      },
      skipDuplicates: true,
    });
    if (count === 0) {
      return err(
        failure('conflict', 'This picture is published already, or about to be.', { field: 'assetId' }),
      );
    }
    const row = await db.publication.findFirstOrThrow({
      where: { storeId, id: publication.id },
      select: SELECT,
    });
    return ok(toPublication(row));
  },
  async get(storeId, id) {
    const row = await db.publication.findFirst({ where: { storeId, id }, select: SELECT });
    return row && toPublication(row);
  },
  async list(storeId, { assetId, productId, states }, page) {
    const rows = await db.publication.findMany({
      where: {
        storeId,
        ...(assetId ? { assetId } : {}),
        ...(productId ? { productId } : {}),
        ...(states ? { state: { in: [...states] } } : {}),
        ...(page.cursor ? { id: { lt: page.cursor } } : {}),
      },
      orderBy: { id: 'desc' },
      take: takeOf(page),
      select: SELECT,
    });
    return pageOf(rows.map(toPublication), page);
  },
  async effectsOf(storeId, productExternalId) {
    const rows = await db.publication.findMany({
      where: { storeId, productExternalId, state: { in: ['published', 'reverting', 'reverted'] } },
      orderBy: { id: 'asc' },
      select: SELECT,
    });
    return rows.map(toPublication);
  },
  acquire: acquire(db),
  async renew(storeId, id, { leaseId, until }) {
    const { count } = await db.publication.updateMany({
      where: { storeId, id, leaseId },
      data: { leaseUntil: until },
    });
    return count > 0;
  },
  async release(storeId, id, { leaseId, notBefore, countsAsTry }) {
    await db.publication.updateMany({
      where: { storeId, id, leaseId },
      data: givenBack({ notBefore, countsAsTry }),
    });
  },
  async transition(storeId, id, { from, to, leaseId, now, patch }) {
    if (!canMovePublication(from, to)) throw new Error(`a publication cannot go from ${from} to ${to}`);
    const holder: Prisma.PublicationWhereInput = leaseId === null ? freeAt(now) : { leaseId };
    const ends = FINAL.some((state) => state === to);
    const { count } = await db.publication.updateMany({
      where: { storeId, id, state: from, ...holder },
      data: {
        ...dataOf(patch ?? {}),
        state: to,
        changedAt: now,
        ...(ends ? { ...NO_LEASE, notBefore: null } : {}),
      },
    });
    return count > 0;
  },
  async record(storeId, id, leaseId, patch) {
    const { count } = await db.publication.updateMany({
      where: { storeId, id, leaseId },
      data: dataOf(patch),
    });
    return count > 0;
  },
  stranded: (now, olderThan, limit) =>
    db.publication.findMany({
      where: {
        state: UNFINISHED,
        changedAt: { lt: olderThan },
        ...dueAt(now),
      },
      orderBy: { changedAt: 'asc' },
      take: limit,
      select: { storeId: true, id: true, state: true },
    }),
});
