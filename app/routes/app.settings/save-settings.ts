import { z } from 'zod';
import type { Container } from '#app/container.server.ts';
import { BUDGET_SPANS } from '#app/domain/budget.ts';
import {
  BRAND_COLOURS,
  brandField,
  budgetField,
  type FieldErrors,
  readSettings,
  type SettingsValues,
  valuesOf,
} from './settings-form.ts';

/** Answer of the action. */
export interface Saved {
  readonly saved: boolean;
  readonly errors: FieldErrors;
  readonly problem: string | null;
}

export type SaveSettingsDeps = Pick<
  Container['useCases'],
  'manageBudget' | 'manageBrandKit' | 'manageFidelitySettings'
>;

const posted = z.strictObject({
  texts: z.record(z.string().max(40), z.string().max(40)),
  modelMayClear: z.boolean(),
});

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};

/** Keeps what was changed, all of it or nothing; what was not changed is not written again, nor rounded to cents. */
export const saveSettings = async (
  { manageBudget, manageBrandKit, manageFidelitySettings }: SaveSettingsDeps,
  by: { readonly storeId: string; readonly actor: string },
  text: string,
): Promise<Saved> => {
  const form = posted.safeParse(jsonOf(text));
  if (!form.success) {
    return { saved: false, errors: {}, problem: 'The settings did not arrive whole. Try again.' };
  }
  const values = form.data as SettingsValues;
  const read = readSettings(values);
  if (!read.ok) return { saved: false, errors: read.error, problem: null };
  const [{ budget }, brandKit, { settings }] = await Promise.all([
    manageBudget.get(by.storeId),
    manageBrandKit.get(by.storeId),
    manageFidelitySettings.get(by.storeId),
  ]);
  const before = valuesOf({ budget, brand: brandKit, fidelity: settings });
  const budgetChanged = BUDGET_SPANS.some(
    (span) => before.texts[budgetField(span)] !== values.texts[budgetField(span)]?.trim(),
  );
  const after = valuesOf(read.value);
  const brandChanged = BRAND_COLOURS.some(
    (colour) => before.texts[brandField(colour)] !== after.texts[brandField(colour)],
  );
  const gateOf = ({ texts, modelMayClear }: SettingsValues) =>
    JSON.stringify([Object.entries(texts).filter(([name]) => name.startsWith('limit.')), modelMayClear]);
  if (budgetChanged) await manageBudget.put(by.storeId, read.value.budget, by.actor);
  if (brandChanged) await manageBrandKit.put(by.storeId, { ...brandKit, ...read.value.brand });
  if (gateOf(after) !== gateOf(before)) {
    await manageFidelitySettings.put(by.storeId, read.value.fidelity, by.actor);
  }
  return { saved: true, errors: {}, problem: null };
};
