import type { Captions } from '#app/ports/repositories/captions.ts';
import type { Sources } from '#app/ports/repositories/sources.ts';
import type { SourceSelection } from './resolve-sources.ts';

export interface PreviewSource {
  readonly productId: string;
  readonly title: string;
  /** Of the main photo. */
  readonly productImageId: string;
  /** Where the platform shows the main photo. */
  readonly photoUrl: string;
}

/** The first products of a selection that have a photo: what a live preview can be shown with. */
export const makeListPreviewSources =
  (deps: { readonly sources: Sources; readonly captions: Pick<Captions, 'titles'> }) =>
  async (storeId: string, selection: SourceSelection, limit: number): Promise<readonly PreviewSource[]> => {
    if (selection.kind === 'images') return [];
    const ids =
      selection.kind === 'products'
        ? selection.productIds.slice(0, limit)
        : await deps.sources.productIds(storeId, null, limit);
    if (ids.length === 0) return [];
    const [found, titles] = await Promise.all([
      deps.sources.ofProducts(storeId, ids),
      deps.captions.titles(storeId, ids),
    ]);
    const photoOf = new Map(found.map((p) => [p.productId, p.images[0]]));
    return ids.flatMap((productId) => {
      const photo = photoOf.get(productId);
      if (!photo) return [];
      const { productImageId, url: photoUrl } = photo;
      return [{ productId, title: titles.get(productId) ?? '', productImageId, photoUrl }];
    });
  };
export type ListPreviewSources = ReturnType<typeof makeListPreviewSources>;
