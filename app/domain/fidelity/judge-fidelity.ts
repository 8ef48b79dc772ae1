import type { FidelityMeasures, FidelityRegion, Measure, RegionFault } from './measures.ts';
import { MEASURES } from './measures.ts';
import { sentenceFor } from './sentence.ts';
import type { FidelityThresholds, Limit } from './thresholds.ts';

/** `pass`: may go on; `hold`: a person looks; `fail`: not the product any more. */
export const FIDELITY_VERDICTS = ['pass', 'hold', 'fail'] as const;
export type FidelityVerdictKind = (typeof FIDELITY_VERDICTS)[number];

/** A measure beyond its limit. */
export interface FidelityFinding {
  readonly measure: Measure;
  readonly value: number;
  readonly severity: 'hold' | 'fail';
}

export interface FidelityVerdict {
  readonly verdict: FidelityVerdictKind;
  /** 0..1, 1 = nothing differs: `PASS_FROM` and more is a pass, `FAIL_BELOW` and less a fail. */
  readonly score: number;
  /** Worst first. */
  readonly findings: readonly FidelityFinding[];
  /** What is wrong where, in pixels of the result; only faults whose measure is beyond its limit. */
  readonly regions: readonly FidelityRegion[];
  /** For the merchant. */
  readonly sentence: string;
  readonly values: Readonly<Record<Measure, number>>;
}

const PASS_FROM = 0.7;
const FAIL_BELOW = 0.3;

/** Score of one measure: falls from 1 to 0.7 up to its hold limit, to 0.3 up to its fail limit, then towards 0. */
export const scoreOf = (value: number, { hold, fail }: Limit): number => {
  if (value < hold) return 1 - (1 - PASS_FROM) * (value / hold);
  if (fail === null) return FAIL_BELOW + (PASS_FROM - FAIL_BELOW) * 0.99 * (hold / value);
  if (value < fail)
    return PASS_FROM - 0.001 - (PASS_FROM - FAIL_BELOW - 0.002) * ((value - hold) / (fail - hold));
  return FAIL_BELOW * (fail / value);
};

/** The measure whose limit decides whether a region's fault counts. */
const MEASURE_OF = {
  colour: ['colour', 'colourWorst'],
  structure: ['structure', 'structureWorst'],
  text: ['text'],
  mirrored: ['mirrored'],
  missing: ['missing'],
  added: ['added'],
} as const satisfies Record<RegionFault, readonly Measure[]>;

/** Judges what was measured. Pure: the same measures and limits give the same verdict. */
export const judgeFidelity = (
  { found, values, regions }: FidelityMeasures,
  thresholds: FidelityThresholds,
): FidelityVerdict => {
  if (found === 'no-product')
    return {
      verdict: 'fail',
      score: 0,
      findings: [],
      regions: [],
      sentence: sentenceFor('no-product'),
      values,
    };
  const scored = MEASURES.map((measure) => ({
    measure,
    value: values[measure],
    score: scoreOf(values[measure], thresholds[measure]),
  })).sort((one, two) => one.score - two.score);
  const findings = scored
    .filter((s) => s.score < PASS_FROM)
    .map(
      ({ measure, value, score }): FidelityFinding => ({
        measure,
        value,
        severity: score <= FAIL_BELOW ? 'fail' : 'hold',
      }),
    );
  const beyond = new Set(findings.map((f) => f.measure));
  return {
    verdict: findings.some((f) => f.severity === 'fail') ? 'fail' : findings.length > 0 ? 'hold' : 'pass',
    score: Math.max(0, scored[0]?.score ?? 1),
    findings,
    regions: regions.filter((r) => MEASURE_OF[r.fault].some((m) => beyond.has(m))),
    sentence: sentenceFor(findings),
    values,
  };
};
