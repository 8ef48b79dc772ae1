import { v7 as newId } from 'uuid';
import type { Db } from '#app/adapters/prisma/client.ts';
import { LEASE_UNTIL, NOW, type SeededStore } from './seeded-store.ts';

export const seedWords = async (db: Db, s: SeededStore): Promise<void> => {
  const { storeId, marker } = s;
  await db.pictureWords.create({
    data: {
      id: newId(),
      storeId,
      subjectKind: 'asset',
      subjectId: s.heldAssetId,
      language: 'main',
      version: 1,
      alt: `Words ${marker}`,
      caption: '',
      source: 'person',
      editedBy: `user-${marker}`,
      createdAt: NOW,
    },
  });
  await db.wordsRun.create({
    data: {
      id: s.wordsRunId,
      storeId,
      batchId: s.batchId,
      languages: ['main'],
      state: 'running',
      leaseId: s.leaseId,
      leaseUntil: LEASE_UNTIL,
      createdBy: `user-${marker}`,
      createdAt: NOW,
    },
  });
  const change = {
    storeId,
    productId: s.productId,
    fileId: s.ownFileId,
    alt: `New alt ${marker}`,
    seenAlt: '',
    createdBy: `user-${marker}`,
    createdAt: NOW,
    changedAt: NOW,
  };
  await db.altChange.create({ data: { ...change, id: s.altChangeId, state: 'published' } });
  await db.altChange.create({
    data: {
      ...change,
      id: s.plannedAltChangeId,
      fileId: `${s.ownFileId}-2`,
      leaseId: s.leaseId,
      leaseUntil: LEASE_UNTIL,
    },
  });
};
