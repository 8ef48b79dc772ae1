import { __ } from '@wordpress/i18n';
import type { MaskDoubt } from '../../app/domain/imaging/cut-out-facts.ts';

/** Why a cut-out is doubtful, in a merchant's words; a doubt of a newer Softbox is shown by its name. */
export const doubtText = (doubt: string): string => {
  const texts = {
    empty: __('No product was found in the photo.', 'softbox-product-photos'),
    'nearly-empty': __('Very little of the photo was taken for the product.', 'softbox-product-photos'),
    'nearly-full': __('Nearly all of the photo was taken for the product.', 'softbox-product-photos'),
    'touches-all-borders': __('The product runs out of the photo on all sides.', 'softbox-product-photos'),
    'touches-border': __('The product is cut off at the edge of the photo.', 'softbox-product-photos'),
    shattered: __('The product was found in several pieces.', 'softbox-product-photos'),
    'unsure-edges': __('The outline is unsure.', 'softbox-product-photos'),
    'see-through-parts': __(
      'Part of the product may be missing: glass and other see-through parts are hard to find.',
      'softbox-product-photos',
    ),
    'several-things': __(
      'The photo shows more than one thing. Check that all of them belong to the product.',
      'softbox-product-photos',
    ),
    'props-left-out': __(
      'Something beside the product, cut off by the photo, was left out.',
      'softbox-product-photos',
    ),
  } as const satisfies Record<MaskDoubt, string>;
  return doubt in texts ? texts[doubt as MaskDoubt] : doubt.replaceAll('-', ' ');
};
