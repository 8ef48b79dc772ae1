import { findScene } from '#app/domain/scene/library/scene-library.ts';
import type { ApiClient } from './api-client.ts';
import type { ApiAsset, ApiProduct } from './api-shapes.ts';
import { makeBatch } from './make-batch.ts';
import type { SummaryRefusal } from './summary.ts';
import type { Say } from './wait-for.ts';

/** So many products get a scene as well: enough to see it work, few enough not to wait for. */
const HANDFUL = 6;
const PLACE = 'sunlit-oak-kitchen';

/**
 * A scene of a handful of products, of those whose packshot nobody has to look at. The place comes from a stand-in and is a
 * placeholder. Null where there is no such product.
 */
export const makeScenes = async (
  client: ApiClient,
  products: readonly ApiProduct[],
  packshots: readonly ApiAsset[],
  titles: ReadonlyMap<string, string>,
  say: Say,
): Promise<{ readonly id: string; readonly refused: readonly SummaryRefusal[] } | null> => {
  const place = findScene(PLACE);
  if (!place) throw new Error(`the library has no place "${PLACE}"`);
  const sure = new Set(packshots.filter((asset) => !asset.held).map((asset) => asset.productId));
  const productIds = products
    .filter(({ id }) => sure.has(id))
    .slice(0, HANDFUL)
    .map(({ id }) => id);
  if (productIds.length === 0) return null;
  const recipe = {
    kind: 'scene',
    scene: place.scene,
    libraryScene: place.id,
    modelSize: '1K',
    frame: { aspect: '4:5', size: 1280 },
  };
  return makeBatch(client, 'scene', recipe, titles, say, { kind: 'products', productIds, images: 'main' });
};
