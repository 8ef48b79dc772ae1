import {
  DEFAULT_FIDELITY_SETTINGS,
  type FidelityRules,
  fidelityRulesOf,
} from '../domain/fidelity/settings.ts';
import type { FidelitySettingsRows } from '../ports/repositories/fidelity-settings.ts';

/** What a store's pictures are judged by: its own limits, the defaults where it has none. */
export const makeReadFidelityThresholds =
  ({ fidelitySettings }: { readonly fidelitySettings: Pick<FidelitySettingsRows, 'get'> }) =>
  async (storeId: string): Promise<FidelityRules> =>
    fidelityRulesOf((await fidelitySettings.get(storeId))?.settings ?? DEFAULT_FIDELITY_SETTINGS);
export type ReadFidelityThresholds = ReturnType<typeof makeReadFidelityThresholds>;
