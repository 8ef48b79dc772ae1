import { z } from 'zod';
import type { ProductMediaSnapshot } from '../publication.ts';

const id = z.string().min(1);

/** Reads a stored snapshot back; a row that does not parse is a bug, not a case. */
export const productMediaSnapshotSchema: z.ZodType<ProductMediaSnapshot> = z.object({
  productId: id,
  takenAt: z.string(),
  media: z.array(
    z.object({
      id,
      kind: z.enum(['image', 'video', 'external-video', 'model-3d']),
      alt: z.string(),
      url: z.string().nullable(),
      objectKey: z.string().optional(),
    }),
  ),
  variants: z.array(z.object({ id, mediaId: id.nullable() })),
  layout: z.string().optional(),
  variantsShowAnyFile: z.boolean().optional(),
});

/** The parts of a snapshot that planning looks at. */
export type Gallery = Pick<ProductMediaSnapshot, 'media' | 'variants' | 'layout' | 'variantsShowAnyFile'>;

export const idsOf = (gallery: Gallery): string[] => gallery.media.map((medium) => medium.id);

export const showsMedium = (gallery: Gallery, mediumId: string): boolean =>
  gallery.media.some((medium) => medium.id === mediumId);

/** Whether a variant of the product can be made to show this medium. */
export const canBeShownByVariants = (gallery: Gallery, mediumId: string): boolean =>
  gallery.variantsShowAnyFile === true || showsMedium(gallery, mediumId);

/** The variant's medium; undefined when the variant does not exist. */
export const mediumOfVariant = (gallery: Gallery, variantId: string): string | null | undefined =>
  gallery.variants.find((variant) => variant.id === variantId)?.mediaId;
