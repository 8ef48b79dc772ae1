import { Prisma } from '#app/generated/prisma/client.ts';
import type { PictureWords, PictureWordsRows } from '#app/ports/repositories/picture-words.ts';
import type { Db } from './client.ts';

const COLUMNS = Prisma.sql`language, version, alt, caption, source::text AS source, model, edited_by AS "editedBy",
  created_at AS "createdAt"`;

const UNIQUE_VIOLATION = 'P2002';

export const makePictureWords = (db: Db): PictureWordsRows => ({
  current: (storeId, { kind, id }) => db.$queryRaw<PictureWords[]>`
    SELECT DISTINCT ON (language) ${COLUMNS} FROM picture_words
    WHERE store_id = ${storeId}::uuid AND subject_kind = ${kind} AND subject_id = ${id}
    ORDER BY language, version DESC`,
  history: (storeId, { kind, id }, language) => db.$queryRaw<PictureWords[]>`
    SELECT ${COLUMNS} FROM picture_words
    WHERE store_id = ${storeId}::uuid AND subject_kind = ${kind} AND subject_id = ${id} AND language = ${language}
    ORDER BY version DESC LIMIT 50`,
  async add(storeId, { kind, id }, words) {
    try {
      await db.pictureWords.createMany({
        data: words.map(({ now, ...rest }) => ({
          ...rest,
          storeId,
          subjectKind: kind,
          subjectId: id,
          createdAt: now,
        })),
      });
      return true;
    } catch (error) {
      if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === UNIQUE_VIOLATION)
        return false;
      throw error;
    }
  },
});
