import { api } from '../api/client.ts';
import type { Asset, Publication, ReviewState } from '../api/types.ts';

const PAGE = 24;

/** States in which a picture is, or is on its way, in the shop. */
const LIVE = 'planned,uploading,placing,verifying,published,reverting';

export interface Reviewed {
  readonly assets: readonly Asset[];
  readonly nextCursor: string | null;
  readonly publications: ReadonlyMap<string, Publication>;
}

/** Which of these pictures are in the shop, or on their way there. */
const livePublications = async (
  assets: readonly Asset[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Publication>> => {
  const newest = await api.get('/publications', { query: { state: LIVE, limit: 100 }, signal });
  const found = new Map(newest.items.map((publication) => [publication.assetId, publication]));
  if (newest.nextCursor === null) return found;
  // a shop with more than those: whoever was not among them is asked for by name
  const others = assets.filter((asset) => !found.has(asset.id));
  const answers = await Promise.all(
    others.map((asset) =>
      api.get('/publications', { query: { assetId: asset.id, state: LIVE, limit: 1 }, signal }),
    ),
  );
  return new Map([
    ...found,
    ...answers.flatMap(({ items }) => items.map((one) => [one.assetId, one] as const)),
  ]);
};

/** The pictures of one batch or of one product; empty: all. */
export type Only = { readonly batch?: string; readonly product?: string };

export const loadReviewed = async (
  review: ReviewState,
  only: Only,
  cursor: string | null,
  signal: AbortSignal,
): Promise<Reviewed> => {
  const page = await api.get('/assets', {
    query: {
      review,
      batchId: only.batch,
      productId: only.product,
      limit: PAGE,
      ...(cursor ? { cursor } : {}),
    },
    signal,
  });
  return {
    assets: page.items,
    nextCursor: page.nextCursor,
    // only approved pictures can be in the shop
    publications:
      review === 'approved' && page.items.length > 0
        ? await livePublications(page.items, signal)
        : new Map<string, Publication>(),
  };
};

export const onlyOf = (params: URLSearchParams): Only => {
  const [batch, product] = [params.get('batch'), params.get('product')];
  return { ...(batch ? { batch } : {}), ...(product ? { product } : {}) };
};
