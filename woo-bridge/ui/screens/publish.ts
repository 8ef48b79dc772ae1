import { __ } from '@wordpress/i18n';
import { api } from '../api/client.ts';
import type { Asset, Placement, PublicationInput } from '../api/types.ts';

/** The store's own id of the photo a picture was made from; null when it is in the product no more. */
const sourceOf = async (asset: Asset): Promise<string | null> => {
  const product = await api.get('/products/{productId}', { params: { productId: asset.productId } });
  return product.images.find((image) => image.id === asset.productImageId)?.externalId ?? null;
};

/** Null when there is no photo to take the place of. */
const inputOf = async (asset: Asset, placement: Placement): Promise<PublicationInput | null> => {
  const replacesMediaId = placement === 'replace' ? await sourceOf(asset) : null;
  if (placement === 'replace' && replacesMediaId === null) return null;
  return { assetId: asset.id, placement, replacesMediaId, variantIds: [] };
};

/** Publishes approved pictures. `refused` is in the words of the first that was. */
export const publishAll = async (
  assets: readonly Asset[],
  placement: Placement,
): Promise<{ readonly accepted: number; readonly refused: string | null }> => {
  const asked = await Promise.all(assets.map((asset) => inputOf(asset, placement)));
  const items = asked.filter((item) => item !== null);
  const gone =
    items.length < asked.length
      ? __(
          'The photo that a picture was made from is not in its product any more; choose another place for it.',
          'softbox-product-photos',
        )
      : null;
  if (items.length === 0) return { accepted: 0, refused: gone };
  const done = await api.post('/publications/many', { body: { items }, idempotencyKey: crypto.randomUUID() });
  return { accepted: done.accepted.length, refused: done.refused[0]?.problem.detail ?? gone };
};
