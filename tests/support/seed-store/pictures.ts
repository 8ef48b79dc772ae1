import type { Db } from '#app/adapters/prisma/client.ts';
import { seedPublications } from './publications.ts';
import { hash, NOW, type SeededStore } from './seeded-store.ts';

export const seedPictures = async (db: Db, s: SeededStore): Promise<void> => {
  const { storeId, marker } = s;
  const facts = {
    width: 100,
    height: 100,
    box: null,
    confidence: 0.9,
    doubts: [],
    method: 'model',
    model: { name: `isnet-${marker}`, sha256: hash('model') },
    version: '1',
  };
  const objectKey = `${marker}/mask.png`;
  await db.mask.create({
    data: { storeId, sourceHash: s.sourceHash, modelVersion: '1', objectKey, confidence: 0.9, facts },
  });
  const asset = (id: string, jobId: string) => ({
    id,
    storeId,
    jobId,
    productId: s.productId,
    productImageId: s.imageId,
    objectKey: `${marker}/${id}.jpg`,
    contentHash: hash(id),
    sourceHash: s.sourceHash,
    sourceKey: `${marker}/source.jpg`,
    recipeHash: s.recipeHash,
    format: 'jpeg',
    bytes: 1_000,
    width: 100,
    height: 100,
    fill: 0.85,
    backgroundExact: true,
    maskConfidence: 0.9,
    upscaled: 1,
    digitalSourceType: 'http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicallyEnhanced',
    provenance: {
      sourceUrl: s.imageUrl,
      model: { fidelity: { verdict: 'hold', sentence: `Look at ${marker}.` } },
    },
    renderMs: 10,
    createdAt: NOW,
  });
  await db.asset.create({ data: asset(s.heldAssetId, s.jobs.held) });
  await db.asset.create({ data: asset(s.publishedAssetId, s.jobs.ready) });
  await db.review.create({ data: { storeId, assetId: s.heldAssetId } });
  await db.review.create({
    data: {
      storeId,
      assetId: s.publishedAssetId,
      state: 'approved',
      decidedBy: `user-${marker}`,
      decidedAt: NOW,
    },
  });
  await seedPublications(db, s);
};
