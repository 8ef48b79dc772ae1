import { type FidelityVerdict, judgeFidelity } from '#app/domain/fidelity/judge-fidelity.ts';
import { DEFAULT_THRESHOLDS } from '#app/domain/fidelity/thresholds.ts';
import type { FidelityMeter } from '#app/ports/fidelity.ts';
import type { MaskOf } from './kept-masks.ts';
import { type Item, isDamage } from './set/make-set.ts';

export interface JudgedItem {
  readonly item: Item;
  readonly verdict: FidelityVerdict;
  readonly flagged: boolean;
  /** The gate said what is true of the picture. */
  readonly right: boolean;
}

/** Cuts the result out as the app does, measures and judges it by the default thresholds. */
export const judgeItem = async (item: Item, maskOf: MaskOf, meter: FidelityMeter): Promise<JudgedItem> => {
  const { subject, result } = item;
  const resultMask = await maskOf(result);
  const measured = await meter.measure({
    source: subject.source,
    sourceMask: subject.mask,
    result,
    resultMask,
  });
  if (!measured.ok) throw new Error(`${subject.name}: ${measured.error.message}`);
  const verdict = judgeFidelity(measured.value, DEFAULT_THRESHOLDS);
  const flagged = verdict.verdict !== 'pass';
  return { item, verdict, flagged, right: flagged === isDamage(item.kind) };
};
