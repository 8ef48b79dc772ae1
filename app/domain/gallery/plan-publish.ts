import { type Failure, failure } from '../failure.ts';
import type { ExternalId } from '../ids.ts';
import type { Placement } from '../publication.ts';
import { err, ok, type Result } from '../result.ts';
import type { GalleryChange, Place } from './change.ts';
import { type Gallery, idsOf, showsMedium } from './snapshot.ts';
import { MEDIA_LIMIT } from './steps.ts';

export interface PublishIntent {
  readonly fileId: ExternalId;
  readonly placement: Placement;
  /** For `replace`. */
  readonly replaces: ExternalId | null;
  /** Variants that shall show the new medium, besides those that show the replaced one. */
  readonly variantIds: readonly ExternalId[];
}

/** Whether a picture can be placed at all; asked before anything is uploaded. */
export const checkPlacement = (
  before: Gallery,
  intent: Pick<PublishIntent, 'placement' | 'replaces'>,
  limit = MEDIA_LIMIT,
): Failure | null => {
  if (intent.placement === 'replace') {
    if (intent.replaces !== null && showsMedium(before, intent.replaces)) return null;
    return failure(
      'media-gone',
      'The picture to replace is no longer in the product. Sync and choose again.',
      {
        field: 'replaces',
      },
    );
  }
  if (before.media.length < limit) return null;
  return failure(
    'media-limit',
    `The product already holds ${limit} pictures, which is the most it can hold. Remove one, or replace one.`,
  );
};

/** The change a publication makes, decided from the snapshot taken before the first step, and so the same after a kill. */
export const planPublish = (before: Gallery, intent: PublishIntent): Result<GalleryChange> => {
  const refusal = checkPlacement(before, intent);
  if (refusal) return err(refusal);
  const { fileId, replaces } = intent;
  const wanted = new Set(intent.variantIds);
  const variants = before.variants
    .filter((v) => wanted.has(v.id) || (intent.placement === 'replace' && v.mediaId === replaces))
    .filter((v) => v.mediaId !== fileId)
    .map((v) => ({ variantId: v.id, from: v.mediaId, to: fileId }));
  return ok({
    add: { id: fileId, place: placeOf(before, intent) },
    remove: intent.placement === 'replace' ? replaces : null,
    variants,
  });
};

const placeOf = (before: Gallery, { placement, replaces }: PublishIntent): Place => {
  switch (placement) {
    case 'append':
      return 'end';
    case 'main':
      return 'start';
    case 'replace':
      // checkPlacement has refused a replacement of nothing
      return { insteadOf: replaces ?? '', order: idsOf(before) };
  }
};

/**
 * Takes back whatever was done of a change that could not be finished. It is the plain inverse (undo proper is planned from
 * what the gallery became, see plan-undo.ts); it needs nothing stored but `before`, so a killed roll-back goes on as well.
 */
export const planRollback = (before: Gallery, change: GalleryChange): GalleryChange => ({
  add:
    change.remove === null
      ? null
      : { id: change.remove, place: { insteadOf: change.remove, order: idsOf(before) } },
  remove: change.add?.id ?? null,
  variants: change.variants.map(({ variantId, from, to }) => ({ variantId, from: to, to: from })),
  layout: layoutOf(before),
});

/** What a gallery's layout was, to be given back. */
export const layoutOf = (before: Gallery): GalleryChange['layout'] =>
  before.layout === undefined ? undefined : { order: idsOf(before), layout: before.layout };
