import type { Prisma } from '#app/generated/prisma/client.ts';
import type { WooConnects } from '#app/ports/repositories/woo-connects.ts';
import type { Db } from './client.ts';

const SELECT = {
  id: true,
  challenge: true,
  siteUrl: true,
  restUrl: true,
  siteId: true,
  pluginVersion: true,
  startedBy: true,
  keyId: true,
  ciphertext: true,
  storeId: true,
  createdAt: true,
  finishedAt: true,
} as const satisfies Prisma.WooConnectSelect;

export const makeWooConnects = (db: Db): WooConnects => ({
  async start({ now, ...connect }) {
    await db.wooConnect.create({ data: { ...connect, createdAt: now }, select: { id: true } });
  },
  async findByState(stateHash) {
    const row = await db.wooConnect.findUnique({ where: { stateHash }, select: SELECT });
    if (!row) return null;
    const { keyId, ciphertext, ...connect } = row;
    return { ...connect, granted: keyId === null || ciphertext === null ? null : { keyId, ciphertext } };
  },
  async grant(id, granted, { now, startedAfter }) {
    const { count } = await db.wooConnect.updateMany({
      where: { id, grantedAt: null, finishedAt: null, createdAt: { gt: startedAfter } },
      data: { keyId: granted.keyId, ciphertext: Uint8Array.from(granted.ciphertext), grantedAt: now },
    });
    return count > 0;
  },
  async finish(id, storeId, now) {
    await db.wooConnect.updateMany({ where: { id }, data: { storeId, finishedAt: now } });
  },
  forgetOld: (startedBefore, limit) => db.$executeRaw`
    DELETE FROM woo_connects WHERE id IN (
      SELECT id FROM woo_connects WHERE created_at < ${startedBefore} ORDER BY created_at LIMIT ${limit})`,
});
