import type { Prisma } from '#app/generated/prisma/client.ts';
import type { Stores } from '#app/ports/repositories/stores.ts';
import type { Db } from './client.ts';

const SELECT = {
  id: true,
  platform: true,
  externalId: true,
  name: true,
  status: true,
  isSandbox: true,
  currency: true,
  grantedScopes: true,
  installedAt: true,
  uninstalledAt: true,
  lastSyncedAt: true,
} as const satisfies Prisma.StoreSelect;

export const makeStores = (db: Db): Stores => ({
  get: (storeId) => db.store.findUnique({ where: { id: storeId }, select: SELECT }),
  findByExternalId: (platform, externalId) =>
    db.store.findUnique({ where: { platform_externalId: { platform, externalId } }, select: SELECT }),
  install: ({ id, platform, externalId, name, currency, isSandbox, now }) =>
    db.store.upsert({
      where: { platform_externalId: { platform, externalId } },
      create: { id, platform, externalId, name, currency, isSandbox, installedAt: now },
      update: { name, currency, isSandbox, status: 'active', uninstalledAt: null },
      select: SELECT,
    }),
  async markUninstalled(storeId, now) {
    const { count } = await db.store.updateMany({
      where: { id: storeId, status: 'active' },
      data: { status: 'uninstalled', uninstalledAt: now },
    });
    return count > 0;
  },
  async longDisconnected(before, limit) {
    const rows = await db.store.findMany({
      where: { platform: 'woocommerce', status: 'uninstalled', uninstalledAt: { lt: before } },
      orderBy: { uninstalledAt: 'asc' },
      take: limit,
      select: { id: true },
    });
    return rows.map((row) => row.id);
  },
  async retire(storeId, uninstalledBefore) {
    const { count } = await db.store.updateMany({
      where: { id: storeId, status: 'uninstalled', uninstalledAt: { lt: uninstalledBefore } },
      data: { externalId: `erased:${storeId}` },
    });
    return count > 0;
  },
  async markSynced(storeId, now) {
    const { count } = await db.store.updateMany({ where: { id: storeId }, data: { lastSyncedAt: now } });
    return count > 0;
  },
  async update(storeId, { name, currency, grantedScopes }) {
    const data = {
      ...(name === undefined ? {} : { name }),
      ...(currency === undefined ? {} : { currency }),
      ...(grantedScopes === undefined ? {} : { grantedScopes: [...grantedScopes] }),
    };
    const { count } = await db.store.updateMany({ where: { id: storeId }, data });
    return count > 0;
  },
});
