import { validate as isUuid } from 'uuid';
import type { BridgeKeys } from '#app/ports/repositories/bridge-keys.ts';
import type { Db } from './client.ts';

const LIST_LIMIT = 250;

const findForSignature: (db: Db) => BridgeKeys['findForSignature'] = (db) => async (id) => {
  // the id comes from a header of an unknown caller
  if (!isUuid(id)) return null;
  const rows = await db.$queryRaw<{ id: string; store_id: string; key_id: string; ciphertext: Uint8Array }[]>`
    SELECT k.id, k.store_id, k.key_id, k.ciphertext
    FROM bridge_keys k JOIN stores s ON s.id = k.store_id
    WHERE k.id = ${id}::uuid AND k.revoked_at IS NULL AND s.status = 'active'`;
  const row = rows[0];
  return row
    ? { id: row.id, storeId: row.store_id, secret: { keyId: row.key_id, ciphertext: row.ciphertext } }
    : null;
};

export const makeBridgeKeys = (db: Db): BridgeKeys => ({
  async create(storeId, { id, secret, now }) {
    const ciphertext = Uint8Array.from(secret.ciphertext);
    await db.bridgeKey.create({
      data: { id, storeId, keyId: secret.keyId, ciphertext, createdAt: now },
      select: { id: true },
    });
  },
  list: (storeId) =>
    db.bridgeKey.findMany({
      where: { storeId },
      orderBy: { id: 'desc' },
      take: LIST_LIMIT,
      select: { id: true, createdAt: true, revokedAt: true },
    }),
  async revoke(storeId, id, now) {
    const { count } = await db.bridgeKey.updateMany({
      where: { storeId, id, revokedAt: null },
      data: { revokedAt: now },
    });
    return count > 0;
  },
  findForSignature: findForSignature(db),
  async sealedOtherwise(keyId, { after, limit }) {
    const rows = await db.bridgeKey.findMany({
      where: { keyId: { not: keyId }, ...(after === null ? {} : { id: { gt: after } }) },
      orderBy: { id: 'asc' },
      take: limit,
      select: { id: true, keyId: true, ciphertext: true },
    });
    return rows.map(({ id, ...sealed }) => ({ id, sealed }));
  },
  async reseal(id, from, to) {
    const { count } = await db.bridgeKey.updateMany({
      where: { id, keyId: from.keyId, ciphertext: Uint8Array.from(from.ciphertext) },
      data: { keyId: to.keyId, ciphertext: Uint8Array.from(to.ciphertext) },
    });
    return count > 0;
  },
  async rememberNonce(bridgeKeyId, nonce, now) {
    const { count } = await db.bridgeNonce.createMany({
      data: { bridgeKeyId, nonce, seenAt: now },
      skipDuplicates: true,
    });
    return count === 1;
  },
  forgetNonces: (seenBefore, limit) => db.$executeRaw`
    DELETE FROM bridge_nonces WHERE (bridge_key_id, nonce) IN (
      SELECT bridge_key_id, nonce FROM bridge_nonces WHERE seen_at < ${seenBefore} ORDER BY seen_at LIMIT ${limit})`,
});
