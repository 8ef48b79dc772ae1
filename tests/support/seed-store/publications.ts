import { v7 as newId } from 'uuid';
import type { Db } from '#app/adapters/prisma/client.ts';
import { LEASE_UNTIL, NOW, type SeededStore } from './seeded-store.ts';

export const seedPublications = async (db: Db, s: SeededStore): Promise<void> => {
  const { storeId, marker } = s;
  const before = { productId: s.productExternalId, takenAt: NOW.toISOString(), media: [], variants: [] };
  const common = {
    storeId,
    productId: s.productId,
    productExternalId: s.productExternalId,
    placement: 'append',
    alt: `Alt ${marker}`,
    createdBy: `user-${marker}`,
    createdAt: NOW,
    changedAt: NOW,
  };
  await db.publication.create({
    data: {
      ...common,
      id: s.publicationId,
      assetId: s.publishedAssetId,
      state: 'published',
      filename: `softbox-${marker}-1.jpg`,
      fileId: s.fileId,
      liveUrl: `https://cdn.example/${marker}/live.jpg`,
      before,
      after: before,
      publishedAt: NOW,
    },
  });
  await db.publication.create({
    data: {
      ...common,
      id: s.plannedPublicationId,
      assetId: s.heldAssetId,
      filename: `softbox-${marker}-2.jpg`,
    },
  });
  await db.publication.create({
    data: {
      ...common,
      id: s.uploadingPublicationId,
      assetId: newId(),
      productId: newId(),
      productExternalId: `${s.productExternalId}-2`,
      state: 'uploading',
      filename: `softbox-${marker}-3.jpg`,
      leaseId: s.leaseId,
      leaseUntil: LEASE_UNTIL,
    },
  });
};
