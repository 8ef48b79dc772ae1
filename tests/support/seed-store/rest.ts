import { v7 as newId } from 'uuid';
import type { Db } from '#app/adapters/prisma/client.ts';
import { hash, NOW, type SeededStore } from './seeded-store.ts';
import { seedWords } from './words.ts';

export const seedRest = async (db: Db, s: SeededStore): Promise<void> => {
  const { storeId, marker } = s;
  await seedWords(db, s);
  const sealed = { keyId: 'k1', ciphertext: Uint8Array.from(Buffer.from(marker)) };
  await db.preset.create({
    data: { id: s.presetId, storeId, name: `Preset ${marker}`, body: { kind: 'packshot' } },
  });
  await db.brandKit.create({ data: { storeId, body: { name: `Kit ${marker}` } } });
  await db.inspiration.create({
    data: {
      id: s.inspirationId,
      storeId,
      source: 'unsplash',
      pictureId: s.inspirationPictureId,
      previewUrl: `https://images.example/${marker}.jpg`,
      width: 10,
      height: 10,
      description: { setting: `Place ${marker}` },
      asRead: { setting: `Place ${marker}` },
      model: 'example/m',
      createdAt: NOW,
      updatedAt: NOW,
    },
  });
  await db.productAnalysis.create({
    data: {
      id: newId(),
      storeId,
      productImageId: s.imageId,
      version: 1,
      body: { what: `Bottle ${marker}` },
      origin: 'model',
      model: 'example/m',
      createdBy: `user-${marker}`,
      createdAt: NOW,
    },
  });
  await db.dispatchTurn.create({ data: { storeId, turn: 3n } });
  await db.idempotencyKey.create({
    data: {
      storeId,
      key: s.idempotencyKey,
      fingerprint: 'same',
      status: 200,
      body: { headers: {}, body: { answer: marker } },
      createdAt: new Date(),
      finishedAt: new Date(),
    },
  });
  await db.auditEntry.create({
    data: {
      id: newId(),
      storeId,
      actor: `user-${marker}`,
      action: 'publish',
      subjectKind: 'asset',
      subjectId: s.publishedAssetId,
    },
  });
  await db.bridgeKey.create({ data: { id: s.bridgeKeyId, storeId, ...sealed, createdAt: NOW } });
  const site = {
    siteUrl: `https://${s.marker}.example`,
    restUrl: `https://${s.marker}.example/wp-json/`,
    siteId: newId(),
    pluginVersion: '0.1.0',
    startedBy: s.marker,
  };
  await db.wooConnection.create({
    data: {
      id: newId(),
      storeId,
      ...site,
      ...sealed,
      health: { checkedAt: null, problems: [], webhooks: [] },
      nextCheckAt: NOW,
      wholeSyncAt: NOW,
      connectedAt: NOW,
    },
  });
  await db.wooConnect.create({
    data: { id: newId(), stateHash: hash(s.marker), challenge: 'c', ...site, storeId, createdAt: NOW },
  });
  await db.bridgeNonce.create({
    data: { bridgeKeyId: s.bridgeKeyId, nonce: `nonce-${marker}`, seenAt: NOW },
  });
  await db.session.create({ data: { id: s.sessionId, shop: s.shop, isOnline: false, ...sealed } });
  await db.webhookDelivery.create({
    data: {
      id: s.deliveryId,
      platform: 'shopify',
      connection: s.shop,
      deliveryId: `delivery-${marker}`,
      topic: 'products/update',
      payload: { title: marker },
      receivedAt: NOW,
    },
  });
  await db.workerProcess.create({ data: { id: s.workerId, concurrency: 2 } });
};
