import type { FidelitySettings } from '../../domain/fidelity/settings.ts';

export interface FidelitySettingsRow {
  readonly settings: FidelitySettings;
  readonly updatedBy: string;
  readonly updatedAt: Date;
}

/** What stores set of the fidelity gate; at most one row a store. */
export interface FidelitySettingsRows {
  /** Null: the store has set nothing (use DEFAULT_FIDELITY_SETTINGS). */
  get(storeId: string): Promise<FidelitySettingsRow | null>;
  /** Replaces them whole. */
  put(storeId: string, row: FidelitySettingsRow): Promise<void>;
}
