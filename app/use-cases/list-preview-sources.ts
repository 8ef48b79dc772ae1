import type { Captions } from '#app/ports/repositories/captions.ts';
import type { Sources } from '#app/ports/repositories/sources.ts';
import type { SourceSelection } from './resolve-sources.ts';

export interface PreviewSource {
  readonly productId: string;
  readonly title: string;
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
    const usable = new Set(found.filter((p) => p.images.length > 0).map((p) => p.productId));
    return ids
      .filter((id) => usable.has(id))
      .map((productId) => ({ productId, title: titles.get(productId) ?? '' }));
  };
export type ListPreviewSources = ReturnType<typeof makeListPreviewSources>;
