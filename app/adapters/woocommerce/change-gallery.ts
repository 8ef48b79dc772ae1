import { failure } from '#app/domain/failure.ts';
import type { GalleryStep } from '#app/domain/gallery/steps.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import type { CallOptions } from '#app/ports/store-platform.ts';
import { expectedFor, stateAfter } from './gallery-layout.ts';
import { BRIDGE_NAMESPACE, type GalleryReply, galleryReply } from './protocol.ts';
import { productGone, readGallery, shownIds } from './read-gallery.ts';
import type { SiteClient } from './rest-client.ts';
import type { SiteAccess } from './site-access.ts';

/**
 * One step of a gallery change: reads the raw gallery, works out what it becomes, and writes it on the condition that nobody
 * has changed it in between. When somebody has, the step is refused and planned again from what is there by then.
 */
export const changeGallery = async (
  client: SiteClient,
  site: SiteAccess,
  { productId, step }: { readonly productId: string; readonly step: GalleryStep },
  options: CallOptions,
): Promise<Result<void>> => {
  const current = await readGallery(client, site, productId, options);
  if (!current.ok) return current;
  const write = stateAfter(current.value, step);
  if (!write.ok) return write;
  if (write.value === null) return ok(undefined);
  const written = await client.call(
    site,
    {
      operation: `gallery.${step.do}`,
      method: 'POST',
      namespace: BRIDGE_NAMESPACE,
      path: `products/${current.value.product_id}/gallery`,
      body: { expected: expectedFor(current.value, write.value), write: write.value },
      reply: galleryReply,
      refused: ({ code }) => {
        switch (code) {
          case 'softbox_product_gone':
            return productGone();
          case 'softbox_gallery_changed':
            return failure(
              'publish-rejected',
              'Somebody else has changed the pictures of the product meanwhile.',
            );
          case 'softbox_image_gone':
            return failure('media-gone', 'The picture is no longer in the media library.');
          default:
            return null;
        }
      },
    },
    options,
  );
  return written.ok ? checkShown(written.value.value, step) : written;
};

/** An id that dangles in the gallery already is taken by the site although there is no picture behind it. */
const checkShown = (gallery: GalleryReply, step: GalleryStep): Result<void> =>
  step.do === 'attach' && !shownIds(gallery).includes(Number(step.mediaId))
    ? err(failure('media-gone', 'The picture is no longer in the media library.'))
    : ok(undefined);
