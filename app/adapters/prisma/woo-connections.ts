import { validate as isUuid } from 'uuid';
import { UNCHECKED, wooHealthSchema } from '#app/domain/woo-health.ts';
import type { Prisma } from '#app/generated/prisma/client.ts';
import type { WooConnection, WooConnections } from '#app/ports/repositories/woo-connections.ts';
import type { Db } from './client.ts';

const SELECT = {
  id: true,
  storeId: true,
  siteUrl: true,
  restUrl: true,
  siteId: true,
  pluginVersion: true,
  startedBy: true,
  keyId: true,
  ciphertext: true,
  bridgeKeyId: true,
  webhookIds: true,
  health: true,
  lastContactAt: true,
  connectedAt: true,
  disconnectedAt: true,
} as const satisfies Prisma.WooConnectionSelect;
type Row = Prisma.WooConnectionGetPayload<{ select: typeof SELECT }>;

const toConnection = ({ keyId, ciphertext, health, ...row }: Row): WooConnection => ({
  ...row,
  secrets: keyId === null || ciphertext === null ? null : { keyId, ciphertext },
  health: wooHealthSchema.parse(health),
});

const touched = async (update: Promise<{ count: number }>): Promise<boolean> => (await update).count > 0;

export const makeWooConnections = (db: Db): WooConnections => ({
  async get(storeId) {
    const row = await db.wooConnection.findUnique({ where: { storeId }, select: SELECT });
    return row ? toConnection(row) : null;
  },
  async connect(storeId, { id, secrets, now, ...connection }) {
    const data = {
      ...connection,
      keyId: secrets.keyId,
      ciphertext: Uint8Array.from(secrets.ciphertext),
      health: UNCHECKED,
      webhookIds: [],
      connectedAt: now,
      disconnectedAt: null,
      lastContactAt: now,
      nextCheckAt: now,
      wholeSyncAt: now,
    };
    const row = await db.wooConnection.upsert({
      where: { storeId },
      create: { id, storeId, ...data },
      update: data,
      select: SELECT,
    });
    return toConnection(row);
  },
  setWebhooks: (storeId, webhookIds) =>
    touched(db.wooConnection.updateMany({ where: { storeId }, data: { webhookIds: [...webhookIds] } })),
  setHealth: (storeId, health, contactAt) =>
    touched(
      db.wooConnection.updateMany({
        where: { storeId },
        data: { health, ...(contactAt === null ? {} : { lastContactAt: contactAt }) },
      }),
    ),
  setWholeSync: (storeId, nextAt) =>
    touched(db.wooConnection.updateMany({ where: { storeId }, data: { wholeSyncAt: nextAt } })),
  disconnect: (storeId, now) =>
    touched(
      db.wooConnection.updateMany({
        where: { storeId, disconnectedAt: null },
        data: { keyId: null, ciphertext: null, bridgeKeyId: null, disconnectedAt: now },
      }),
    ),
  async findForWebhook(id) {
    // the id comes from an address that anybody may call
    if (!isUuid(id)) return null;
    const row = await db.wooConnection.findUnique({ where: { id }, select: SELECT });
    return row ? toConnection(row) : null;
  },
  async takeDue({ now, nextCheckAt, limit }) {
    const rows = await db.$queryRaw<{ id: string; store_id: string; whole: boolean }[]>`
      UPDATE woo_connections SET next_check_at = ${nextCheckAt} WHERE id IN (
        SELECT id FROM woo_connections WHERE next_check_at <= ${now} AND disconnected_at IS NULL
        ORDER BY next_check_at LIMIT ${limit} FOR UPDATE SKIP LOCKED)
      RETURNING id, store_id, whole_sync_at <= ${now} AS whole`;
    return rows.map((row) => ({ id: row.id, storeId: row.store_id, wholeSyncIsDue: row.whole }));
  },
  async sealedOtherwise(keyId, { after, limit }) {
    const rows = await db.wooConnection.findMany({
      where: {
        keyId: { not: keyId },
        ciphertext: { not: null },
        ...(after === null ? {} : { id: { gt: after } }),
      },
      orderBy: { id: 'asc' },
      take: limit,
      select: { id: true, keyId: true, ciphertext: true },
    });
    return rows.flatMap((row) =>
      row.keyId === null || row.ciphertext === null
        ? []
        : [{ id: row.id, sealed: { keyId: row.keyId, ciphertext: row.ciphertext } }],
    );
  },
  reseal: (id, from, to) =>
    touched(
      db.wooConnection.updateMany({
        where: { id, keyId: from.keyId, ciphertext: Uint8Array.from(from.ciphertext) },
        data: { keyId: to.keyId, ciphertext: Uint8Array.from(to.ciphertext) },
      }),
    ),
});
