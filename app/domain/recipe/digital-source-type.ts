import type { RecipeKind } from './recipe.ts';

/** IPTC NewsCodes, http://cv.iptc.org/newscodes/digitalsourcetype : full URIs, as the XMP property wants them. */
export const DIGITAL_SOURCE_TYPES = {
  algorithmicallyEnhanced: 'http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicallyEnhanced',
  compositeSynthetic: 'http://cv.iptc.org/newscodes/digitalsourcetype/compositeSynthetic',
  compositeWithTrainedAlgorithmicMedia:
    'http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia',
  trainedAlgorithmicMedia: 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia',
} as const;

export type DigitalSourceType = (typeof DIGITAL_SOURCE_TYPES)[keyof typeof DIGITAL_SOURCE_TYPES];

const BY_KIND = {
  packshot: DIGITAL_SOURCE_TYPES.algorithmicallyEnhanced,
  studio: DIGITAL_SOURCE_TYPES.compositeSynthetic,
} as const satisfies Record<RecipeKind, DigitalSourceType>;

/** How the picture came about, by method: the label every file carries. */
export const digitalSourceType = (recipe: { readonly kind: RecipeKind }): DigitalSourceType =>
  BY_KIND[recipe.kind];
