import { z } from 'zod';
import { failure } from '#app/domain/failure.ts';
import { LEFT_ALONE } from '#app/domain/publication.ts';
import { err, ok } from '#app/domain/result.ts';
import { altSnapshotSchema, altTranslationsSchema, canMoveAltChange } from '#app/domain/words/alt-change.ts';
import { Prisma } from '#app/generated/prisma/client.ts';
import type { AltChange, AltChangePatch, AltChanges } from '#app/ports/repositories/alt-changes.ts';
import type { Db } from './client.ts';
import { failureColumns, failureOf } from './failure-columns.ts';
import { dueAt, freeAt, givenBack, NO_LEASE } from './leases.ts';
import { pageOf, takeOf } from './page.ts';

const SELECT = {
  id: true,
  storeId: true,
  productId: true,
  fileId: true,
  alt: true,
  translations: true,
  seenAlt: true,
  state: true,
  before: true,
  shownBy: true,
  leftAlone: true,
  attempt: true,
  failureKind: true,
  failureMessage: true,
  createdBy: true,
  createdAt: true,
  changedAt: true,
  publishedAt: true,
  revertedAt: true,
} as const satisfies Prisma.AltChangeSelect;

type Row = Prisma.AltChangeGetPayload<{ select: typeof SELECT }>;

const leftAloneSchema = z.array(z.object({ what: z.enum(LEFT_ALONE), id: z.string(), why: z.string() }));

const toChange = ({ failureKind, failureMessage, ...row }: Row): AltChange => {
  return {
    ...row,
    translations: altTranslationsSchema.parse(row.translations),
    before: row.before === null ? null : altSnapshotSchema.parse(row.before),
    leftAlone: row.leftAlone === null ? [] : leftAloneSchema.parse(row.leftAlone),
    failure: failureOf({ failureKind, failureMessage }),
  };
};

const UNIQUE_VIOLATION = 'P2002';
const json = (value: unknown): Prisma.InputJsonValue => value as Prisma.InputJsonValue;

const dataOf = ({
  before,
  leftAlone,
  failure: why,
  ...plain
}: AltChangePatch): Prisma.AltChangeUpdateManyMutationInput => ({
  ...plain,
  ...(before ? { before: json(before) } : {}),
  ...(leftAlone ? { leftAlone: json(leftAlone) } : {}),
  ...failureColumns(why),
});

const ENDS = ['published', 'reverted', 'failed'] as const;
const UNFINISHED: Prisma.EnumAltChangeStateFilter = { in: ['planned', 'changing', 'reverting'] };

export const makeAltChanges = (db: Db): AltChanges => ({
  async plan(storeId, { now, translations, shownBy, ...change }) {
    // the database holds that a file has at most one that is at work
    const { count } = await db.altChange.createMany({
      data: {
        ...change,
        storeId,
        translations: json(translations),
        shownBy: [...shownBy],
        createdAt: now,
        changedAt: now,
      },
      skipDuplicates: true,
    });
    if (count === 0) {
      return err(failure('conflict', 'The alt text of this picture is being changed already.'));
    }
    const row = await db.altChange.findFirstOrThrow({ where: { storeId, id: change.id }, select: SELECT });
    return ok(toChange(row));
  },
  async get(storeId, id) {
    const row = await db.altChange.findFirst({ where: { storeId, id }, select: SELECT });
    return row && toChange(row);
  },
  async list(storeId, { productId, fileId }, page) {
    const rows = await db.altChange.findMany({
      where: {
        storeId,
        ...(productId ? { productId } : {}),
        ...(fileId ? { fileId } : {}),
        ...(page.cursor ? { id: { lt: page.cursor } } : {}),
      },
      orderBy: { id: 'desc' },
      take: takeOf(page),
      select: SELECT,
    });
    return pageOf(rows.map(toChange), page);
  },
  showing: (storeId, fileId) =>
    db.product.findMany({
      where: {
        storeId,
        deletedAt: null,
        OR: [
          { images: { some: { storeId, externalId: fileId } } },
          { variants: { some: { storeId, mediaExternalId: fileId } } },
        ],
      },
      orderBy: [{ title: 'asc' }, { id: 'asc' }],
      take: 250,
      select: { id: true, externalId: true, title: true },
    }),
  async newestLive(storeId, fileId) {
    const row = await db.altChange.findFirst({
      where: { storeId, fileId, state: { in: ['changing', 'published', 'reverting'] } },
      orderBy: { id: 'desc' },
      select: SELECT,
    });
    return row && toChange(row);
  },
  async claim(storeId, id, { leaseId, until, now }) {
    const [row] = await db.altChange.updateManyAndReturn({
      where: { storeId, id, state: UNFINISHED, ...freeAt(now) },
      data: { leaseId, leaseUntil: until, attempt: { increment: 1 } },
      select: SELECT,
    });
    return row ? toChange(row) : null;
  },
  async renew(storeId, id, { leaseId, until }) {
    const { count } = await db.altChange.updateMany({
      where: { storeId, id, leaseId },
      data: { leaseUntil: until },
    });
    return count > 0;
  },
  async release(storeId, id, { leaseId, notBefore, countsAsTry }) {
    await db.altChange.updateMany({
      where: { storeId, id, leaseId },
      data: givenBack({ notBefore, countsAsTry }),
    });
  },
  async transition(storeId, id, { from, to, leaseId, now, patch }) {
    if (!canMoveAltChange(from, to))
      throw new Error(`a change of an alt text cannot go from ${from} to ${to}`);
    const ends = ENDS.some((state) => state === to);
    const moving = db.altChange.updateMany({
      where: { storeId, id, state: from, ...(leaseId === null ? freeAt(now) : { leaseId }) },
      data: {
        ...dataOf(patch ?? {}),
        state: to,
        changedAt: now,
        ...(ends ? { ...NO_LEASE, notBefore: null } : {}),
      },
    });
    // the database holds that a file has at most one at work
    const moved = await moving.catch((error: unknown) => {
      if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === UNIQUE_VIOLATION)
        return null;
      throw error;
    });
    return (moved?.count ?? 0) > 0;
  },
  stranded: (now, olderThan, limit) =>
    db.altChange.findMany({
      where: {
        state: UNFINISHED,
        changedAt: { lt: olderThan },
        ...dueAt(now),
      },
      orderBy: { changedAt: 'asc' },
      take: limit,
      select: { storeId: true, id: true },
    }),
});
