import type { Erasure } from '#app/ports/repositories/erasure.ts';
import type { Db } from './client.ts';

/** Deletes the rows of every table of a tenant. Ledger and audit log first: they refuse outside a transaction. */
const eraseRows = async (db: Db, storeId: string): Promise<void> => {
  const where = { storeId };
  await db.ledgerEntry.deleteMany({ where });
  await db.auditEntry.deleteMany({ where });
  await db.publication.deleteMany({ where });
  await db.altChange.deleteMany({ where });
  await db.pictureWords.deleteMany({ where });
  await db.wordsRun.deleteMany({ where });
  await db.review.deleteMany({ where });
  await db.asset.deleteMany({ where });
  await db.attempt.deleteMany({ where });
  await db.providerCall.deleteMany({ where });
  await db.providerPicture.deleteMany({ where });
  await db.waitingDraw.deleteMany({ where });
  await db.imageJob.deleteMany({ where });
  await db.batch.deleteMany({ where });
  await db.mask.deleteMany({ where });
  await db.inspiration.deleteMany({ where });
  await db.productAnalysis.deleteMany({ where });
  await db.recipe.deleteMany({ where });
  await db.preset.deleteMany({ where });
  await db.brandKit.deleteMany({ where });
  await db.storeBudget.deleteMany({ where });
  await db.storePlan.deleteMany({ where });
  await db.fidelitySettings.deleteMany({ where });
  await db.productImage.deleteMany({ where });
  await db.variant.deleteMany({ where });
  await db.product.deleteMany({ where });
  await db.catalogueSync.deleteMany({ where });
  await db.idempotencyKey.deleteMany({ where });
  await db.dispatchTurn.deleteMany({ where });
  await db.$executeRaw`
    DELETE FROM bridge_nonces WHERE bridge_key_id IN (SELECT id FROM bridge_keys WHERE store_id = ${storeId}::uuid)`;
  await db.bridgeKey.deleteMany({ where });
  await db.wooConnect.deleteMany({ where });
  await db.wooConnection.deleteMany({ where });
};

export const makeErasure = (db: Db): Erasure => ({
  async eraseStore(storeId) {
    const store = await db.store.findUnique({
      where: { id: storeId },
      select: { platform: true, externalId: true },
    });
    if (store === null) return false;
    const connection = await db.wooConnection.findUnique({ where: { storeId }, select: { id: true } });
    // names the store for the length of this transaction; the triggers of ledger and audit log look at it
    await db.$queryRaw`SELECT set_config('softbox.erase_store', ${storeId}, true)`;
    await eraseRows(db, storeId);
    if (store.platform === 'shopify') await db.session.deleteMany({ where: { shop: store.externalId } });
    // a shop's deliveries carry its name, a site's the id of its connection
    const names = [store.externalId, ...(connection === null ? [] : [connection.id])];
    await db.webhookDelivery.updateMany({
      where: { platform: store.platform, connection: { in: names } },
      data: { payload: {} },
    });
    await db.store.delete({ where: { id: storeId }, select: { id: true } });
    return true;
  },
});
