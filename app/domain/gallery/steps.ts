import type { ExternalId } from '../ids.ts';
import { desiredOrder, type GalleryChange } from './change.ts';
import { applyMoves, type Move, movesBetween } from './order.ts';
import { canBeShownByVariants, type Gallery, idsOf, mediumOfVariant, showsMedium } from './snapshot.ts';

/** Media a product may hold. https://shopify.dev/docs/apps/build/online-store/product-media */
export const MEDIA_LIMIT = 250;
/** Variant and medium pairs one call takes (Shopify: MAXIMUM_VARIANT_MEDIA_PAIRS_EXCEEDED). */
export const PAIRS_A_CALL = 100;

export interface VariantMedium {
  readonly variantId: ExternalId;
  readonly mediaId: ExternalId;
}

/** One call to the platform. Each is harmless when its effect is already there. */
export type GalleryStep =
  | { readonly do: 'attach'; readonly mediaId: ExternalId }
  | { readonly do: 'detach'; readonly mediaId: ExternalId }
  | { readonly do: 'reorder'; readonly moves: readonly Move[] }
  | { readonly do: 'clear-variants'; readonly pairs: readonly VariantMedium[] }
  | { readonly do: 'set-variants'; readonly pairs: readonly VariantMedium[] }
  /** Only of platforms whose snapshots have a layout; the order of the media stays as it is. */
  | { readonly do: 'restore-layout'; readonly layout: string };

/**
 * What is still missing of `change`, in the order in which a shopper never sees a hole: the new medium comes, takes its
 * place and its variants, and only then the old one goes. A full gallery forces the old one to go first. No steps: done.
 */
export const planSteps = (
  current: Gallery,
  change: GalleryChange,
  limits = { media: MEDIA_LIMIT, pairs: PAIRS_A_CALL },
): GalleryStep[] => {
  const steps: GalleryStep[] = [];
  let gallery = current;
  const next = (step: GalleryStep) => {
    steps.push(step);
    gallery = applyStep(gallery, step);
  };
  const { add, remove } = change;
  if (add && !showsMedium(gallery, add.id)) {
    if (gallery.media.length >= limits.media && remove && showsMedium(gallery, remove)) {
      next({ do: 'detach', mediaId: remove });
    }
    next({ do: 'attach', mediaId: add.id });
  }
  const moves = movesBetween(idsOf(gallery), desiredOrder(idsOf(gallery), change));
  if (moves.length > 0) next({ do: 'reorder', moves });
  const { clear, set } = variantPairs(gallery, change);
  for (const pairs of chunks(clear, limits.pairs)) next({ do: 'clear-variants', pairs });
  for (const pairs of chunks(set, limits.pairs)) next({ do: 'set-variants', pairs });
  if (remove && showsMedium(gallery, remove)) next({ do: 'detach', mediaId: remove });
  const { layout } = change;
  if (layout && gallery.layout !== layout.layout && isSameOrder(idsOf(gallery), layout.order)) {
    next({ do: 'restore-layout', layout: layout.layout });
  }
  return steps;
};

const isSameOrder = (a: readonly ExternalId[], b: readonly ExternalId[]): boolean =>
  a.length === b.length && a.every((id, index) => id === b[index]);

const variantPairs = (gallery: Gallery, change: GalleryChange) => {
  const clear: VariantMedium[] = [];
  const set: VariantMedium[] = [];
  for (const { variantId, from, to } of change.variants) {
    const shown = mediumOfVariant(gallery, variantId);
    // null beside `from`: cleared by ourselves, before an interruption
    if (shown === undefined || shown === to || (shown !== null && shown !== from)) continue;
    const goesAnyway = to === null && shown === change.remove;
    if (shown !== null && !goesAnyway) clear.push({ variantId, mediaId: shown });
    if (to !== null && canBeShownByVariants(gallery, to)) set.push({ variantId, mediaId: to });
  }
  return { clear, set };
};

const chunks = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));

/**
 * What a platform's gallery is after a step: attaching appends, detaching also clears the medium from variants. A layout is
 * the platform's own affair: after any other step it is only known again when the gallery has been read.
 */
export const applyStep = (gallery: Gallery, step: GalleryStep): Gallery => ({
  ...partsAfter(gallery, step),
  ...(gallery.variantsShowAnyFile === undefined ? {} : { variantsShowAnyFile: gallery.variantsShowAnyFile }),
  ...(step.do === 'restore-layout' ? { layout: step.layout } : {}),
});

const partsAfter = (gallery: Gallery, step: GalleryStep): Pick<Gallery, 'media' | 'variants'> => {
  const { media, variants } = gallery;
  switch (step.do) {
    case 'attach':
      return showsMedium(gallery, step.mediaId)
        ? { media, variants }
        : { media: [...media, { id: step.mediaId, kind: 'image', alt: '', url: null }], variants };
    case 'detach':
      return {
        media: media.filter((medium) => medium.id !== step.mediaId),
        variants: variants.map((v) => (v.mediaId === step.mediaId ? { ...v, mediaId: null } : v)),
      };
    case 'reorder': {
      const byId = new Map(media.map((medium) => [medium.id, medium]));
      return {
        media: applyMoves(idsOf(gallery), step.moves).flatMap((id) => byId.get(id) ?? []),
        variants,
      };
    }
    case 'restore-layout':
      return { media, variants };
    case 'clear-variants':
    case 'set-variants': {
      const clears = step.do === 'clear-variants';
      const wanted = new Map(step.pairs.map((pair) => [pair.variantId, clears ? null : pair.mediaId]));
      return {
        media,
        variants: variants.map((v) => {
          const mediaId = wanted.get(v.id);
          return mediaId === undefined ? v : { ...v, mediaId };
        }),
      };
    }
  }
};
