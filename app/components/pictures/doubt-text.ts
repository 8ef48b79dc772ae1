import type { MaskDoubt } from '#app/domain/imaging/cut-out-facts.ts';

const TEXTS = {
  empty: 'No product was found in the photo.',
  'nearly-empty': 'Very little of the photo was taken for the product.',
  'nearly-full': 'Nearly all of the photo was taken for the product.',
  'touches-all-borders': 'The product runs out of the photo on all sides.',
  'touches-border': 'The product is cut off at the edge of the photo.',
  shattered: 'The product was found in several pieces.',
  'unsure-edges': 'The outline is unsure.',
  'see-through-parts':
    'Part of the product may be missing: glass and other see-through parts are hard to find.',
  'several-things': 'The photo shows more than one thing. Check that all of them belong to the product.',
  'props-left-out': 'Something beside the product, cut off by the photo, was left out.',
} as const satisfies Record<MaskDoubt, string>;

/** Why a cut-out is doubtful, in a merchant's words; a doubt of a newer version is shown by its name. */
export const doubtText = (doubt: string): string => (doubt in TEXTS ? TEXTS[doubt as MaskDoubt] : doubt);
