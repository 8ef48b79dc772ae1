import { type BrandKit, DEFAULT_BRAND_KIT } from '#app/domain/recipe/brand-kit.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { BrandKits } from '#app/ports/repositories/brand-kits.ts';

export interface ManageBrandKit {
  /** The store's kit, or the default one where it has none. */
  get(storeId: string): Promise<BrandKit>;
  put(storeId: string, kit: BrandKit): Promise<BrandKit>;
}

export const makeManageBrandKit = (deps: {
  readonly brandKits: BrandKits;
  readonly clock: Pick<Clock, 'now'>;
}): ManageBrandKit => ({
  get: async (storeId) => (await deps.brandKits.get(storeId)) ?? DEFAULT_BRAND_KIT,
  put: async (storeId, kit) => {
    await deps.brandKits.put(storeId, kit, deps.clock.now());
    return kit;
  },
});
