import { failure } from '#app/domain/failure.ts';
import type { MediaSnapshot, ProductMediaSnapshot } from '#app/domain/publication.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import type { CallOptions } from '#app/ports/store-platform.ts';
import { BRIDGE_NAMESPACE, type GalleryReply, galleryReply } from './protocol.ts';
import type { SiteClient } from './rest-client.ts';
import type { SiteAccess } from './site-access.ts';

export const productGone = () => failure('product-gone', 'The product is no longer in the store.');

/** Ids of a platform are text here; this one has to be a WordPress id to be put into an address. */
export const wpId = (externalId: string): Result<number> =>
  /^[1-9]\d{0,14}$/.test(externalId)
    ? ok(Number(externalId))
    : err(failure('not-found', 'This is not an id of a WooCommerce store.'));

/** The raw gallery, by the plugin: exact, where `wc/v3` shows a variation its product's picture and hides dangling ids. */
export const readGallery = async (
  client: SiteClient,
  site: SiteAccess,
  productId: string,
  options: CallOptions,
): Promise<Result<GalleryReply>> => {
  const id = wpId(productId);
  if (!id.ok) return err(productGone());
  const answer = await client.call(
    site,
    {
      operation: 'gallery',
      method: 'GET',
      namespace: BRIDGE_NAMESPACE,
      path: `products/${id.value}/gallery`,
      reply: galleryReply,
      refused: ({ code }) => (code === 'softbox_product_gone' ? productGone() : null),
    },
    options,
  );
  if (!answer.ok) return answer;
  return answer.value.value.product_id === id.value ? ok(answer.value.value) : err(anotherProduct());
};

/** A cache or a proxy that mixes its answers up, or a site that is not the one it was. */
export const anotherProduct = () =>
  failure(
    'store-unavailable',
    'The site answered with another product than was asked for. Is a cache in front of it?',
  );

/** Ids in the order shoppers see them, each once; those whose file is gone are not shown, and so are none. */
export const shownIds = (gallery: GalleryReply): number[] => {
  const known = new Set(gallery.images.map((image) => image.id));
  const all = [...(gallery.featured === null ? [] : [gallery.featured]), ...gallery.gallery];
  return [...new Set(all)].filter((id) => known.has(id));
};

export const toSnapshot = (gallery: GalleryReply, productId: string, now: Date): ProductMediaSnapshot => {
  const images = new Map(gallery.images.map((image) => [image.id, image]));
  const media: MediaSnapshot[] = shownIds(gallery).map((id) => {
    const image = images.get(id);
    return { id: String(id), kind: 'image', alt: image?.alt ?? '', url: image?.url ?? null };
  });
  return {
    productId,
    takenAt: now.toISOString(),
    media,
    variants: gallery.variations.map(({ id, image }) => ({
      id: String(id),
      mediaId: image === null ? null : String(image),
    })),
  };
};
