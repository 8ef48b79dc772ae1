import { z } from 'zod';
import type { Measure } from './measures.ts';
import { MEASURES } from './measures.ts';

/**
 * From where a measure holds a picture for a person, and from where it fails it (0 < hold < fail). Null: never fails
 * by itself.
 */
export interface Limit {
  readonly hold: number;
  readonly fail: number | null;
}

const limitUpTo = (most: number) => {
  const value = z.number().positive().max(most);
  return z
    .strictObject({ hold: value, fail: value.nullable() })
    .refine(({ hold, fail }) => fail === null || fail > hold, {
      message: 'fail must be greater than hold',
      path: ['fail'],
    });
};

/**
 * What a store may set of its own: any of the limits; the others are the defaults. None may lie beyond what its measure can
 * reach, so that no limit is there that could never hold a picture.
 */
export const fidelityThresholdsSchema = z
  .strictObject({
    unlikeness: limitUpTo(1),
    stretch: limitUpTo(0.5),
    shear: limitUpTo(0.5),
    outline: limitUpTo(1),
    missing: limitUpTo(1),
    added: limitUpTo(1),
    colour: limitUpTo(50),
    colourWorst: limitUpTo(50),
    structure: limitUpTo(1),
    structureWorst: limitUpTo(1),
    text: limitUpTo(1),
    mirrored: limitUpTo(1),
  } satisfies Record<Measure, z.ZodType<Limit>>)
  .partial();
export type FidelityThresholdsInput = z.infer<typeof fidelityThresholdsSchema>;

export type FidelityThresholds = Readonly<Record<Measure, Limit>>;

/**
 * Set on the half of the validation set's products that is for tuning, and reported on the other (docs/fidelity.md).
 * Whoever changes them runs `npm run fidelity` and writes the new figures down there.
 */
export const DEFAULT_THRESHOLDS: FidelityThresholds = {
  unlikeness: { hold: 0.45, fail: 0.7 },
  stretch: { hold: 0.03, fail: 0.06 },
  shear: { hold: 0.05, fail: 0.2 },
  outline: { hold: 0.2, fail: 0.5 },
  missing: { hold: 0.002, fail: 0.04 },
  added: { hold: 0.2, fail: null },
  colour: { hold: 2.5, fail: 9 },
  colourWorst: { hold: 5, fail: 18 },
  structure: { hold: 0.008, fail: 0.35 },
  structureWorst: { hold: 0.003, fail: 0.2 },
  text: { hold: 0.12, fail: 0.6 },
  mirrored: { hold: 0.3, fail: 0.7 },
};

/** A store's own limits over the defaults. */
export const thresholdsOf = (own: FidelityThresholdsInput): FidelityThresholds => {
  const limits = MEASURES.map((measure) => [measure, own[measure] ?? DEFAULT_THRESHOLDS[measure]]);
  return Object.fromEntries(limits) as FidelityThresholds;
};
