import { failure } from '#app/domain/failure.ts';
import { err, ok } from '#app/domain/result.ts';
import type { Prisma } from '#app/generated/prisma/client.ts';
import type { Attribution } from '#app/ports/inspiration-library.ts';
import type { Inspiration, InspirationSource, Inspirations } from '#app/ports/repositories/inspirations.ts';
import type { Db } from './client.ts';
import { pageOf, takeOf } from './page.ts';

const SELECT = {
  id: true,
  source: true,
  pictureId: true,
  previewUrl: true,
  attribution: true,
  objectKey: true,
  width: true,
  height: true,
  description: true,
  asRead: true,
  model: true,
  placeholder: true,
  version: true,
  createdAt: true,
  updatedAt: true,
} as const satisfies Prisma.InspirationSelect;

type Row = Prisma.InspirationGetPayload<{ select: typeof SELECT }>;

const sourceOf = (source: string, pictureId: string): InspirationSource =>
  source === 'upload'
    ? { kind: 'upload', hash: pictureId }
    : { kind: 'library', library: source === 'unsplash' ? 'unsplash' : 'own', pictureId };

/** The two columns by which a picture is one row. */
const namesOf = (source: InspirationSource): { readonly source: string; readonly pictureId: string } =>
  source.kind === 'upload'
    ? { source: 'upload', pictureId: source.hash }
    : { source: source.library, pictureId: source.pictureId };

/** The attribution was written from its type by `create`. */
const toInspiration = ({ source, pictureId, attribution, ...row }: Row): Inspiration => ({
  ...row,
  source: sourceOf(source, pictureId),
  attribution: attribution as unknown as Attribution | null,
});

// plain JSON by its schema; Prisma's input type cannot see that through readonly fields
const toJson = (value: object) => value as unknown as Prisma.InputJsonObject;

const missing = err(failure('not-found', 'There is no such inspiration.'));

export const makeInspirations = (db: Db): Inspirations => {
  const findBySource: Inspirations['findBySource'] = async (storeId, source) => {
    const row = await db.inspiration.findFirst({ where: { storeId, ...namesOf(source) }, select: SELECT });
    return row && toInspiration(row);
  };
  return {
    findBySource,
    async create(storeId, { source, attribution, description, now, ...rest }) {
      await db.inspiration.createMany({
        data: {
          ...rest,
          ...namesOf(source),
          storeId,
          ...(attribution === null ? {} : { attribution: toJson(attribution) }),
          description: toJson(description),
          asRead: toJson(description),
          createdAt: now,
          updatedAt: now,
        },
        skipDuplicates: true,
      });
      const kept = await findBySource(storeId, source);
      if (!kept) throw new Error('an inspiration that was just written is not there');
      return kept;
    },
    async get(storeId, id) {
      const row = await db.inspiration.findFirst({ where: { storeId, id }, select: SELECT });
      return row && toInspiration(row);
    },
    async list(storeId, page) {
      const rows = await db.inspiration.findMany({
        where: { storeId, ...(page.cursor ? { id: { lt: page.cursor } } : {}) },
        orderBy: { id: 'desc' },
        take: takeOf(page),
        select: SELECT,
      });
      return pageOf(rows.map(toInspiration), page);
    },
    async edit(storeId, id, { description, version, now }) {
      const [row] = await db.inspiration.updateManyAndReturn({
        where: { storeId, id, version },
        data: { description: toJson(description), version: { increment: 1 }, updatedAt: now },
        select: SELECT,
      });
      if (row) return ok(toInspiration(row));
      const there = await db.inspiration.findFirst({ where: { storeId, id }, select: { version: true } });
      if (!there) return missing;
      return err(
        failure('conflict', 'Somebody changed this description meanwhile. Look at it again, then save.', {
          field: 'version',
        }),
      );
    },
  };
};
