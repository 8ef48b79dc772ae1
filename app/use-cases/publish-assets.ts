import { type Failure, failure } from '../domain/failure.ts';
import type { Placement } from '../domain/publication.ts';
import type { Result } from '../domain/result.ts';
import type { Assets } from '../ports/repositories/assets.ts';
import type { Products } from '../ports/repositories/products.ts';
import type { Publication } from '../ports/repositories/publications.ts';
import type { PublicationIntent } from './preview-publication.ts';

export interface PublishAssetsDeps {
  readonly assets: Pick<Assets, 'get'>;
  readonly products: Pick<Products, 'get'>;
  readonly publish: (
    storeId: string,
    request: PublicationIntent & { readonly alt?: string | undefined; readonly actor: string },
  ) => Promise<Result<Publication>>;
}

/** Pictures of one request, at most: what a screen shows. */
export const MAX_PUBLISHED_AT_ONCE = 100;

/**
 * Publishes several pictures in the same way, each into its own product. `replace` takes the place of the photo that the
 * picture was made from. Returns the refusals; the others go on.
 */
export const makePublishAssets =
  ({ assets, products, publish }: PublishAssetsDeps) =>
  async (
    storeId: string,
    assetIds: readonly string[],
    request: { readonly placement: Placement; readonly actor: string },
  ): Promise<readonly Failure[]> => {
    const refused: Failure[] = [];
    for (const assetId of assetIds.slice(0, MAX_PUBLISHED_AT_ONCE)) {
      const intent = await intentOf({ assets, products }, storeId, assetId, request.placement);
      const done = 'kind' in intent ? null : await publish(storeId, { ...intent, actor: request.actor });
      if ('kind' in intent) refused.push(intent);
      else if (done && !done.ok) refused.push(done.error);
    }
    return refused;
  };
export type PublishAssets = ReturnType<typeof makePublishAssets>;

const intentOf = async (
  { assets, products }: Pick<PublishAssetsDeps, 'assets' | 'products'>,
  storeId: string,
  assetId: string,
  placement: Placement,
): Promise<PublicationIntent | Failure> => {
  const intent = { assetId, placement, replacesMediaId: null, variantIds: [] };
  if (placement !== 'replace') return intent;
  const asset = await assets.get(storeId, assetId);
  if (!asset) return failure('not-found', 'There is no such picture.', { field: 'assetIds' });
  const product = await products.get(storeId, asset.productId);
  const photo = product?.images.find((image) => image.id === asset.productImageId);
  if (!photo)
    return failure('media-gone', 'The photo that this picture would replace is no longer in the product.');
  return { ...intent, replacesMediaId: photo.externalId };
};
