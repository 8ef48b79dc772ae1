import type { ExternalId } from '../ids.ts';
import type { LeftAlone } from '../publication.ts';
import { type GalleryChange, NO_CHANGE, type VariantChange } from './change.ts';
import { type Effect, nowStandingFor, originalOf, takenOverBy, variantBefore } from './lineage.ts';
import { layoutOf } from './plan-publish.ts';
import { type Gallery, idsOf, mediumOfVariant, showsMedium } from './snapshot.ts';

export interface UndoInput {
  readonly current: Gallery;
  readonly effect: Effect;
  /** All other publications of the product that were ever live. */
  readonly others: readonly Effect[];
  /** What became of the original's file: there, deleted, or deleted and uploaded again under a new id. */
  readonly original: 'there' | 'deleted' | { readonly uploadedAs: ExternalId };
  /** Files outside of the gallery that still exist, and that variants can show: see `variantsShowAnyFile`. */
  readonly otherFiles?: readonly ExternalId[];
}

export interface UndoPlan {
  readonly change: GalleryChange;
  readonly leftAlone: readonly LeftAlone[];
}

/**
 * Undo by invariant 2: each element whose present value is the one we left goes back; what someone changed since is left
 * alone and listed. A place is a slot: the original comes back into the slot where our picture is now, so the order among all
 * other media is never touched, and several publications of one product can be undone in any order.
 */
export const planUndo = (input: UndoInput): UndoPlan => {
  const { current, effect, others } = input;
  const ours = effect.fileId;
  const shown = showsMedium(current, ours);
  if (!shown && takenOverBy(ours, others)) return { change: NO_CHANGE, leftAlone: [] };

  const leftAlone: LeftAlone[] = [];
  if (!shown) {
    leftAlone.push({
      what: 'medium',
      id: ours,
      why: 'Our picture had already been taken out of the product.',
    });
  }
  const add = restoredMedium(input, leftAlone);
  if (shown) {
    if (add && wasMoved(current, effect, others)) {
      leftAlone.push({
        what: 'place',
        id: ours,
        why: 'Our picture had been moved; the original takes the place it was moved to.',
      });
    }
    const medium = current.media.find((m) => m.id === ours);
    if (medium && medium.alt !== effect.alt) {
      leftAlone.push({
        what: 'alt',
        id: ours,
        why: 'The alt text of our picture had been edited; its file keeps it.',
      });
    }
  }
  const variants = restoredVariants(input, add?.id ?? null, leftAlone);
  return {
    change: { add, remove: shown ? ours : null, variants, layout: layoutOf(effect.before) },
    leftAlone,
  };
};

const restoredMedium = (input: UndoInput, leftAlone: LeftAlone[]): GalleryChange['add'] => {
  const { current, effect, others } = input;
  const original = originalOf(effect, others, current);
  if (original === null) return null;
  if (showsMedium(current, original)) {
    leftAlone.push({ what: 'medium', id: original, why: 'The original had already been put back.' });
    return null;
  }
  if (input.original === 'deleted') {
    leftAlone.push({
      what: 'medium',
      id: original,
      why: 'The original was deleted from Files. It can be uploaded again, under a new id.',
    });
    return null;
  }
  const id = input.original === 'there' ? original : input.original.uploadedAs;
  // while our picture is there its slot is exact; when someone took it away, its neighbours of then tell the slot
  const order = showsMedium(current, effect.fileId)
    ? idsOf(current)
    : idsOf(effect.after ?? effect.before).flatMap(
        (m) => (m === effect.fileId ? m : nowStandingFor(m, others, current)) ?? [],
      );
  return { id, place: { insteadOf: effect.fileId, order } };
};

/** Whether our picture stands elsewhere among those media that were beside it when we left. */
const wasMoved = (current: Gallery, effect: Effect, others: readonly Effect[]): boolean => {
  if (!effect.after) return false;
  const then = idsOf(effect.after).map((m) => (m === effect.fileId ? m : nowStandingFor(m, others, current)));
  const common = new Set(idsOf(current).filter((m) => then.includes(m)));
  const beforeOurs = (list: readonly (ExternalId | null)[]) => {
    const shared = list.filter((m) => m !== null && common.has(m));
    return new Set(shared.slice(0, shared.indexOf(effect.fileId)));
  };
  const a = beforeOurs(then);
  const b = beforeOurs(idsOf(current));
  return a.size !== b.size || [...a].some((m) => !b.has(m));
};

const restoredVariants = (
  input: UndoInput,
  restored: ExternalId | null,
  leftAlone: LeftAlone[],
): VariantChange[] => {
  const { current, effect, others } = input;
  const ours = effect.fileId;
  const willShow = (id: ExternalId) =>
    id !== ours && (id === restored || showsMedium(current, id) || (input.otherFiles ?? []).includes(id));
  const changes: VariantChange[] = [];
  for (const { id: variantId, mediaId } of current.variants) {
    const weSet = isSetByUs(effect, variantId);
    if (mediaId !== ours) {
      const byAnother = mediaId !== null && others.some((o) => o.state === 'live' && o.fileId === mediaId);
      if (weSet && !byAnother) {
        leftAlone.push({ what: 'variant', id: variantId, why: 'The variant shows another picture by now.' });
      }
      continue;
    }
    // a variant that came to show our picture without us came from the picture ours replaced, or was linked by hand
    const start = weSet ? (mediumOfVariant(effect.before, variantId) ?? null) : effect.replaces;
    const before = variantBefore(variantId, start, others, willShow);
    const renamed = restored !== null && before === originalOf(effect, others, current) ? restored : before;
    const to = renamed !== null && willShow(renamed) ? renamed : null;
    if (to === null && (renamed !== null || (!weSet && effect.replaces === null))) {
      leftAlone.push({
        what: 'variant',
        id: variantId,
        why: 'The picture the variant showed is no longer in the product, so it shows none.',
      });
    }
    changes.push({ variantId, from: ours, to });
  }
  return changes;
};

const isSetByUs = (effect: Effect, variantId: ExternalId): boolean => {
  const after = effect.after ? mediumOfVariant(effect.after, variantId) : effect.fileId;
  return after === effect.fileId && mediumOfVariant(effect.before, variantId) !== effect.fileId;
};
