import { fidelitySettingsSchema } from '#app/domain/fidelity/settings.ts';
import type { FidelitySettingsRows } from '#app/ports/repositories/fidelity-settings.ts';
import type { Db } from './client.ts';

export const makeFidelitySettings = (db: Db): FidelitySettingsRows => ({
  async get(storeId) {
    const row = await db.fidelitySettings.findUnique({
      where: { storeId },
      select: { body: true, updatedBy: true, updatedAt: true },
    });
    if (!row) return null;
    const { body, ...written } = row;
    return { settings: fidelitySettingsSchema.parse(body), ...written };
  },
  async put(storeId, { settings, updatedBy, updatedAt }) {
    const row = { body: settings, updatedBy, updatedAt };
    await db.fidelitySettings.upsert({
      where: { storeId },
      create: { storeId, ...row },
      update: row,
      select: { storeId: true },
    });
  },
});
