import type { Measure } from '#app/domain/fidelity/measures.ts';

/** How a limit is written: a share in percent, or a colour difference as it is (CIEDE2000). */
export type Unit = '%' | 'ΔE';

export interface MeasureWords {
  readonly label: string;
  readonly help: string;
  readonly unit: Unit;
}

/** What a merchant reads of each measure of the gate (what it is in numbers: domain/fidelity/measures.ts). */
export const MEASURE_WORDS = {
  unlikeness: { label: 'Looks unlike its photo', help: 'The product as a whole, light and dark.', unit: '%' },
  stretch: { label: 'Stretched', help: 'Its width against its height.', unit: '%' },
  shear: { label: 'Skewed or turned', help: 'Its corners lean, or the camera moved around it.', unit: '%' },
  outline: { label: 'Outline', help: 'The part of its outline that differs.', unit: '%' },
  missing: { label: 'Something is missing', help: 'The largest part of it that is not there.', unit: '%' },
  added: { label: 'Something was added', help: 'The largest part that was not there.', unit: '%' },
  colour: { label: 'Colour', help: 'On average. About 2 is just visible.', unit: 'ΔE' },
  colourWorst: { label: 'Colour in the worst place', help: 'Where its colour differs most.', unit: 'ΔE' },
  structure: { label: 'Fine detail', help: 'The part of its detail that differs.', unit: '%' },
  structureWorst: {
    label: 'Largest changed detail',
    help: 'The largest area whose detail differs.',
    unit: '%',
  },
  text: { label: 'Writing', help: 'What looks like writing and differs.', unit: '%' },
  mirrored: { label: 'Mirrored', help: 'How much better the mirrored photo fits.', unit: '%' },
} as const satisfies Record<Measure, MeasureWords>;
