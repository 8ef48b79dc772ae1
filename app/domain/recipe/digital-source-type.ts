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

/** From the least of a model's hand to the most. */
const BY_STRENGTH: readonly DigitalSourceType[] = [
  DIGITAL_SOURCE_TYPES.algorithmicallyEnhanced,
  DIGITAL_SOURCE_TYPES.compositeSynthetic,
  DIGITAL_SOURCE_TYPES.compositeWithTrainedAlgorithmicMedia,
  DIGITAL_SOURCE_TYPES.trainedAlgorithmicMedia,
];

/** Kinds whose label follows from the kind alone. An edit's depends on the picture it starts from too. */
type LabelledKind = Exclude<RecipeKind, 'edit'>;

const BY_KIND = {
  packshot: DIGITAL_SOURCE_TYPES.algorithmicallyEnhanced,
  studio: DIGITAL_SOURCE_TYPES.compositeSynthetic,
  scene: DIGITAL_SOURCE_TYPES.compositeWithTrainedAlgorithmicMedia,
  redraw: DIGITAL_SOURCE_TYPES.trainedAlgorithmicMedia,
} as const satisfies Record<LabelledKind, DigitalSourceType>;

/** How the picture came about, by method: the label every file carries. */
export const digitalSourceType = (recipe: { readonly kind: LabelledKind }): DigitalSourceType =>
  BY_KIND[recipe.kind];

/** The one of two labels that admits more of a model's hand. */
export const strongerSourceType = (a: DigitalSourceType, b: DigitalSourceType): DigitalSourceType =>
  BY_STRENGTH.indexOf(a) >= BY_STRENGTH.indexOf(b) ? a : b;

/** Label of an edit: the stronger of its source's and a scene's. A label we do not know counts as the strongest. */
export const editedSourceType = (source: string): DigitalSourceType => {
  const known = BY_STRENGTH.find((one) => one === source) ?? DIGITAL_SOURCE_TYPES.trainedAlgorithmicMedia;
  return strongerSourceType(known, BY_KIND.scene);
};
