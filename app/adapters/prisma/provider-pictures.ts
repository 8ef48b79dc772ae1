import type { Prisma } from '#app/generated/prisma/client.ts';
import type { ProviderPicture, ProviderPictures } from '#app/ports/repositories/provider-pictures.ts';
import type { Db } from './client.ts';

const SELECT = {
  id: true,
  jobId: true,
  number: true,
  purpose: true,
  model: true,
  wording: true,
  objectKey: true,
  contentType: true,
  width: true,
  height: true,
  hasC2pa: true,
  callId: true,
  requestId: true,
  modelVersion: true,
  isPlaceholder: true,
  verdict: true,
  createdAt: true,
} as const satisfies Prisma.ProviderPictureSelect;

type Row = Prisma.ProviderPictureGetPayload<{ select: typeof SELECT }>;

const toPicture = ({ purpose, contentType, ...row }: Row): ProviderPicture => ({
  ...row,
  purpose: purpose as ProviderPicture['purpose'],
  contentType: contentType as ProviderPicture['contentType'],
});

export const makeProviderPictures = (db: Db): ProviderPictures => {
  const find = async (storeId: string, jobId: string, number: number) => {
    const row = await db.providerPicture.findFirst({ where: { storeId, jobId, number }, select: SELECT });
    return row && toPicture(row);
  };
  return {
    find,
    async ofJob(storeId, jobId) {
      const rows = await db.providerPicture.findMany({
        where: { storeId, jobId },
        orderBy: { number: 'asc' },
        select: SELECT,
      });
      return rows.map(toPicture);
    },
    async keep(storeId, picture) {
      await db.providerPicture.createMany({ data: [{ ...picture, storeId }], skipDuplicates: true });
      const kept = await find(storeId, picture.jobId, picture.number);
      if (!kept) throw new Error('a draw of this number belongs to another store');
      return kept;
    },
    async judge(storeId, id, verdict) {
      const { count } = await db.providerPicture.updateMany({
        where: { storeId, id },
        data: { verdict: verdict as Prisma.InputJsonObject },
      });
      return count === 1;
    },
  };
};
