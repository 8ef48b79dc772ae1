import { brandKitSchema } from '#app/domain/recipe/brand-kit.ts';
import type { Prisma } from '#app/generated/prisma/client.ts';
import type { BrandKits } from '#app/ports/repositories/brand-kits.ts';
import type { Db } from './client.ts';

export const makeBrandKits = (db: Db): BrandKits => ({
  async get(storeId) {
    const row = await db.brandKit.findUnique({ where: { storeId }, select: { body: true } });
    return row && brandKitSchema.parse(row.body);
  },
  async put(storeId, kit, now) {
    const body = kit as unknown as Prisma.InputJsonObject;
    await db.brandKit.upsert({
      where: { storeId },
      create: { storeId, body, updatedAt: now },
      update: { body, updatedAt: now },
      select: { storeId: true },
    });
  },
});
