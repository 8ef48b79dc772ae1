import { v7 as newId } from 'uuid';
import type { Db } from '#app/adapters/prisma/client.ts';
import { LEASE_UNTIL, NOW, type SeededStore } from './seeded-store.ts';

export const seedCatalogue = async (db: Db, s: SeededStore): Promise<void> => {
  const { storeId, productId, marker } = s;
  await db.store.create({
    data: {
      id: storeId,
      platform: 'shopify',
      externalId: s.shop,
      name: `Shop ${marker}`,
      installedAt: NOW,
    },
  });
  await db.catalogueSync.create({
    data: {
      id: s.syncId,
      storeId,
      state: 'running',
      cursor: `cursor-${marker}`,
      leaseId: s.leaseId,
      leaseUntil: LEASE_UNTIL,
      createdAt: NOW,
    },
  });
  await db.catalogueSync.create({
    data: {
      id: newId(),
      storeId,
      state: 'done',
      createdAt: new Date(NOW.getTime() - 60_000),
      finishedAt: NOW,
    },
  });
  await db.product.create({
    data: {
      id: productId,
      storeId,
      externalId: s.productExternalId,
      title: `Bottle ${marker}`,
      handle: `bottle-${marker}`,
      status: 'ACTIVE',
      vendor: `Vendor ${marker}`,
      tags: [`tag-${marker}`],
      collections: [`collection-${marker}`],
      externalUpdatedAt: NOW,
      createdAt: NOW,
    },
  });
  await db.variant.create({
    data: {
      id: s.variantId,
      storeId,
      productId,
      externalId: `gid://shopify/ProductVariant/${marker}`,
      title: `Blue ${marker}`,
      sku: `sku-${marker}`,
      position: 1,
    },
  });
  await db.productImage.create({
    data: {
      id: s.imageId,
      storeId,
      productId,
      externalId: s.imageExternalId,
      position: 0,
      alt: `Alt ${marker}`,
      url: s.imageUrl,
    },
  });
};
