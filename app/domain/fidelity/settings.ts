import { z } from 'zod';
import { type CombineRules, DEFAULT_COMBINE_RULES } from './combine-verdicts.ts';
import { type FidelityThresholds, fidelityThresholdsSchema, thresholdsOf } from './thresholds.ts';

/** What a store sets of the gate. */
export const fidelitySettingsSchema = z.strictObject({
  /** Limits that differ from the defaults; whatever is left out has its default, also when the default changes. */
  limits: fidelityThresholdsSchema,
  /** A picture that measured as doubtful may be cleared by a model that finds everything the same. */
  modelMayClear: z.boolean(),
});
export type FidelitySettings = z.infer<typeof fidelitySettingsSchema>;

/** A store that set nothing. */
export const DEFAULT_FIDELITY_SETTINGS: FidelitySettings = {
  limits: {},
  modelMayClear: DEFAULT_COMBINE_RULES.modelMayClear,
};

/** What the gate judges a store's pictures by. */
export interface FidelityRules {
  readonly thresholds: FidelityThresholds;
  readonly rules: CombineRules;
}

export const fidelityRulesOf = ({ limits, modelMayClear }: FidelitySettings): FidelityRules => ({
  thresholds: thresholdsOf(limits),
  rules: { modelMayClear },
});
