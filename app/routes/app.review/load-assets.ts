import type { Container } from '#app/container.server.ts';
import type { ReviewState } from '#app/domain/publication.ts';
import type { ReviewCardView } from './review-card.tsx';

const PAGE = 24;

/** A page of pictures in one state of review, with what stands on their cards. */
export const loadAssets = async (
  { useCases }: Container,
  storeId: string,
  { review, cursor }: { readonly review: ReviewState; readonly cursor: string | undefined },
): Promise<{ readonly assets: readonly ReviewCardView[]; readonly nextCursor: string | null }> => {
  const { readAssets, captions } = useCases;
  const page = await readAssets.list(storeId, { review }, { cursor, limit: PAGE });
  const [titles, live, verdicts] = await Promise.all([
    captions.titles(
      storeId,
      page.items.map((asset) => asset.productId),
    ),
    captions.livePublications(
      storeId,
      page.items.map((asset) => asset.id),
    ),
    captions.verdicts(
      storeId,
      page.items.map((asset) => asset.id),
    ),
  ]);
  return {
    nextCursor: page.nextCursor,
    assets: page.items.map((asset) => ({
      id: asset.id,
      title: titles.get(asset.productId) ?? '',
      held: asset.held,
      doubts: asset.doubts,
      upscaled: asset.upscaled,
      width: asset.width,
      height: asset.height,
      format: asset.format,
      byModel: asset.model !== null,
      isPlaceholder: asset.isPlaceholder,
      verdict: verdicts.get(asset.id) ?? null,
      review: asset.review,
      publication: live.get(asset.id)?.state ?? null,
    })),
  };
};
