import type { Container } from '#app/container.server.ts';
import type { ReviewState } from '#app/domain/publication.ts';
import type { Asset } from '#app/ports/repositories/assets.ts';
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
    Promise.all(page.items.map((asset) => verdictOf(readAssets, asset))),
  ]);
  return {
    nextCursor: page.nextCursor,
    assets: page.items.map((asset, at) => ({
      id: asset.id,
      title: titles.get(asset.productId) ?? '',
      held: asset.held,
      doubts: asset.doubts,
      upscaled: asset.upscaled,
      width: asset.width,
      height: asset.height,
      format: asset.format,
      byModel: isByModel(asset),
      isPlaceholder: asset.isPlaceholder,
      verdict: verdicts[at] ?? null,
      review: asset.review,
      publication: live.get(asset.id)?.state ?? null,
    })),
  };
};

const isByModel = (asset: Asset): boolean => (asset.model ?? null) !== null;

/** Only pictures that a model took part in went through the gate; the others are not asked about. */
const verdictOf = async (
  readAssets: Container['useCases']['readAssets'],
  asset: Asset,
): Promise<ReviewCardView['verdict']> => {
  if (!isByModel(asset)) return null;
  const found = await readAssets.get(asset.storeId, asset.id);
  const said = found.ok ? found.value.provenance?.model?.fidelity : null;
  return said ? { verdict: said.verdict, sentence: said.sentence } : null;
};
