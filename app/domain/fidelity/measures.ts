import { z } from 'zod';

/**
 * What the gate measures: one number each, 0 where nothing differs, larger the worse. Sizes are shares of the
 * product's area or of its width, colours CIEDE2000 after the harmless part of the light is taken out.
 */
export const MEASURES = [
  /** 1 - correlation of the two greys inside the product after alignment. */
  'unlikeness',
  /** How far the proportions differ: |ln(width ratio / height ratio)|; 0.077 is 8 %. */
  'stretch',
  /** Skewed corners or a turn of the camera: shear, 0 = none. */
  'shear',
  /** Outline: 1 - intersection over union of the masks, after alignment and stretch. */
  'outline',
  /** Largest connected part of the product that is not there: share of its area. */
  'missing',
  /** Largest connected part that was not there: share of its area. */
  'added',
  /** Mean colour difference of the product. */
  'colour',
  /** Colour difference of the worst region (97 of 100 pixels differ less). */
  'colourWorst',
  /** Share of the product's detail whose structure is not the source's. */
  'structure',
  /** Largest connected region of changed structure: share of the product's area. */
  'structureWorst',
  /** Share of changed structure in the worst of the regions that look like writing; 0 where none does. */
  'text',
  /** How much better the mirrored source fits than the source. */
  'mirrored',
] as const;
export type Measure = (typeof MEASURES)[number];

const box = z.strictObject({ left: z.int(), top: z.int(), width: z.int(), height: z.int() });

/** What is wrong in a region. */
export const REGION_FAULTS = ['colour', 'structure', 'text', 'mirrored', 'missing', 'added'] as const;
export type RegionFault = (typeof REGION_FAULTS)[number];

export const fidelityRegionSchema = z.strictObject({
  fault: z.enum(REGION_FAULTS),
  /** Pixels of the result. */
  box,
  /** The value the fault was found by, in the unit of its measure. */
  value: z.number(),
});
export type FidelityRegion = z.infer<typeof fidelityRegionSchema>;

export const fidelityMeasuresSchema = z.strictObject({
  /** `no-product`: the result shows no product that could be compared; then all values are 1. */
  found: z.enum(['aligned', 'no-product']),
  values: z.record(z.enum(MEASURES), z.number()),
  /** Candidates, worst first; which of them count is decided by the thresholds. */
  regions: z.array(fidelityRegionSchema).max(24),
});
export type FidelityMeasures = z.infer<typeof fidelityMeasuresSchema>;
