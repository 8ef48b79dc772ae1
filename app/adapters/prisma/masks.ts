import { cutOutFactsSchema } from '#app/domain/imaging/cut-out-facts.ts';
import type { Masks } from '#app/ports/repositories/masks.ts';
import type { Db } from './client.ts';

export const makeMasks = (db: Db): Masks => ({
  async find(storeId, sourceHash, modelVersion) {
    // raw, because every picture asks: a look-up through the query builder costs a multiple of the query
    const [row] = await db.$queryRaw<{ objectKey: string; facts: unknown }[]>`
      SELECT object_key AS "objectKey", facts FROM masks WHERE store_id = ${storeId}::uuid
        AND source_hash = ${sourceHash} AND model_version = ${modelVersion}`;
    const facts = cutOutFactsSchema.safeParse(row?.facts);
    // facts that an older version wrote in another shape are as good as none: the mask is made anew
    return row && facts.success
      ? { sourceHash, modelVersion, objectKey: row.objectKey, facts: facts.data }
      : null;
  },
  async save(storeId, { sourceHash, modelVersion, objectKey, facts }) {
    const content = { objectKey, confidence: facts.confidence, facts };
    await db.mask.upsert({
      where: { storeId_sourceHash_modelVersion: { storeId, sourceHash, modelVersion } },
      create: { storeId, sourceHash, modelVersion, ...content },
      update: content,
    });
  },
});
