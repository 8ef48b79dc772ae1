import type { Prisma } from '#app/generated/prisma/client.ts';
import type { SessionRow, SessionRows } from '#app/ports/repositories/session-rows.ts';
import type { Db } from './client.ts';

const BY_SHOP_LIMIT = 1_000;
const SELECT = {
  id: true,
  shop: true,
  isOnline: true,
  keyId: true,
  ciphertext: true,
  expiresAt: true,
} as const satisfies Prisma.SessionSelect;

const toSessionRow = ({
  keyId,
  ciphertext,
  ...row
}: Prisma.SessionGetPayload<{ select: typeof SELECT }>): SessionRow => ({
  ...row,
  sealed: { keyId, ciphertext },
});

export const makeSessionRows = (db: Db): SessionRows => ({
  async put({ id, sealed, ...row }) {
    const data = { ...row, keyId: sealed.keyId, ciphertext: Uint8Array.from(sealed.ciphertext) };
    await db.session.upsert({ where: { id }, create: { id, ...data }, update: data, select: { id: true } });
  },
  async get(id) {
    const row = await db.session.findUnique({ where: { id }, select: SELECT });
    return row && toSessionRow(row);
  },
  async delete(ids) {
    await db.session.deleteMany({ where: { id: { in: [...ids] } } });
  },
  async findByShop(shop) {
    const rows = await db.session.findMany({
      where: { shop },
      orderBy: [{ expiresAt: { sort: 'desc', nulls: 'first' } }, { id: 'asc' }],
      take: BY_SHOP_LIMIT,
      select: SELECT,
    });
    return rows.map(toSessionRow);
  },
  async sealedOtherwise(keyId, { after, limit }) {
    const rows = await db.session.findMany({
      where: { keyId: { not: keyId }, ...(after === null ? {} : { id: { gt: after } }) },
      orderBy: { id: 'asc' },
      take: limit,
      select: SELECT,
    });
    return rows.map(toSessionRow);
  },
  async reseal(id, from, to) {
    const { count } = await db.session.updateMany({
      where: { id, keyId: from.keyId, ciphertext: Uint8Array.from(from.ciphertext) },
      data: { keyId: to.keyId, ciphertext: Uint8Array.from(to.ciphertext) },
    });
    return count > 0;
  },
});
