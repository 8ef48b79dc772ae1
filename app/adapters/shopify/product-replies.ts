import { z } from 'zod';
import type { MediaSnapshot } from '#app/domain/publication.ts';
import type { PlatformImage, PlatformVariant } from '#app/ports/store-platform.ts';

/** A connection whose rows we know and that may go on. */
export const connection = <T extends z.ZodType>(node: T) =>
  z.object({
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
    nodes: z.array(node),
  });

export const mediumReply = z.object({
  id: z.string(),
  alt: z.string().nullable(),
  mediaContentType: z.enum(['IMAGE', 'VIDEO', 'EXTERNAL_VIDEO', 'MODEL_3D']),
  image: z.object({ url: z.string(), width: z.number().nullable(), height: z.number().nullable() }).nullish(),
});
export type MediumReply = z.infer<typeof mediumReply>;

export const variantReply = z.object({
  id: z.string(),
  title: z.string(),
  sku: z.string().nullable(),
  position: z.number(),
  media: z.object({ nodes: z.array(z.object({ id: z.string() })) }),
});
export type VariantReply = z.infer<typeof variantReply>;

export const productReply = z.object({
  id: z.string(),
  title: z.string(),
  handle: z.string(),
  status: z.string(),
  vendor: z.string(),
  productType: z.string(),
  tags: z.array(z.string()),
  updatedAt: z.string(),
});
export type ProductReply = z.infer<typeof productReply>;

export const collectionReply = z.object({ title: z.string() });

const KIND = {
  IMAGE: 'image',
  VIDEO: 'video',
  EXTERNAL_VIDEO: 'external-video',
  MODEL_3D: 'model-3d',
} as const;

export const toMediaSnapshot = (medium: MediumReply): MediaSnapshot => ({
  id: medium.id,
  kind: KIND[medium.mediaContentType],
  alt: medium.alt ?? '',
  url: medium.image?.url ?? null,
});

/** Pictures only, each with its place among all media; one that is still being processed has no URL and is left for later. */
export const toImages = (media: readonly MediumReply[]): PlatformImage[] =>
  media.flatMap((medium, position) =>
    medium.image
      ? [
          {
            externalId: medium.id,
            position,
            alt: medium.alt ?? '',
            url: medium.image.url,
            width: medium.image.width,
            height: medium.image.height,
          },
        ]
      : [],
  );

export const mediumOf = (variant: VariantReply): string | null => variant.media.nodes[0]?.id ?? null;

export const toVariant = (variant: VariantReply): PlatformVariant => ({
  externalId: variant.id,
  title: variant.title,
  sku: variant.sku ?? '',
  position: variant.position,
  mediaExternalId: mediumOf(variant),
});
