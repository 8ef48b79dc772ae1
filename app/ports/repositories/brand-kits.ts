import type { BrandKit } from '../../domain/recipe/brand-kit.ts';

/** A store has at most one brand kit. */
export interface BrandKits {
  /** Null: the store has not made one (use DEFAULT_BRAND_KIT). What an older version left out has its default. */
  get(storeId: string): Promise<BrandKit | null>;
  put(storeId: string, kit: BrandKit, now: Date): Promise<void>;
}
