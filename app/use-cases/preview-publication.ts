import { failure } from '#app/domain/failure.ts';
import { planPublish } from '#app/domain/gallery/plan-publish.ts';
import { applyStep, planSteps } from '#app/domain/gallery/steps.ts';
import type { ExternalId } from '#app/domain/ids.ts';
import type { MediaSnapshot, Placement } from '#app/domain/publication.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import type { Assets } from '#app/ports/repositories/assets.ts';
import type { Products } from '#app/ports/repositories/products.ts';
import type { StorePlatform } from '#app/ports/store-platform.ts';

export interface PublicationIntent {
  readonly assetId: string;
  readonly placement: Placement;
  readonly replacesMediaId: ExternalId | null;
  readonly variantIds: readonly ExternalId[];
}

/** What publishing would change in a product's gallery, as it is at this moment. */
export interface PublicationPreview {
  readonly productId: string;
  readonly productExternalId: ExternalId;
  readonly before: readonly MediaSnapshot[];
  /** The gallery afterwards; null stands for the new picture. */
  readonly after: readonly (MediaSnapshot | null)[];
  /** The medium that leaves the gallery; its file stays in the store. */
  readonly detached: ExternalId | null;
  /** Variants that would show the new picture, with the medium they show now. */
  readonly variants: readonly { readonly variantId: ExternalId; readonly from: ExternalId | null }[];
}

/** Stands for the file that does not exist yet; no platform's id looks like it. */
const NEW = 'softbox:new';

/**
 * Reads the gallery live and plans as publishing will, without changing anything. Failures: not-found, product-gone,
 * media-gone, media-limit, and those of the store's platform.
 */
export const makePreviewPublication =
  (deps: {
    readonly assets: Pick<Assets, 'get'>;
    readonly products: Pick<Products, 'get'>;
    readonly platform: Pick<StorePlatform, 'readMedia'>;
  }) =>
  async (
    storeId: string,
    intent: PublicationIntent,
    options: { readonly signal?: AbortSignal } = {},
  ): Promise<Result<PublicationPreview>> => {
    const asset = await deps.assets.get(storeId, intent.assetId);
    if (!asset) return err(failure('not-found', 'There is no picture with this id.', { field: 'assetId' }));
    const product = await deps.products.get(storeId, asset.productId);
    if (!product || product.deletedAt) {
      return err(failure('product-gone', 'The product of this picture is no longer in the store.'));
    }
    const gallery = await deps.platform.readMedia(storeId, product.externalId, options);
    if (!gallery.ok) return gallery;
    const { placement, replacesMediaId: replaces, variantIds } = intent;
    const change = planPublish(gallery.value, { fileId: NEW, placement, replaces, variantIds });
    if (!change.ok) return change;
    const after = planSteps(gallery.value, change.value).reduce(applyStep, gallery.value);
    return ok({
      productId: product.id,
      productExternalId: product.externalId,
      before: gallery.value.media,
      after: after.media.map((medium) => (medium.id === NEW ? null : medium)),
      detached: change.value.remove,
      variants: change.value.variants.map(({ variantId, from }) => ({ variantId, from })),
    });
  };
export type PreviewPublication = ReturnType<typeof makePreviewPublication>;
