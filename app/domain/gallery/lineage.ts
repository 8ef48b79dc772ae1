import type { ExternalId } from '../ids.ts';
import { type Gallery, mediumOfVariant, showsMedium } from './snapshot.ts';

/**
 * What one publication did to a product, as far as undoing (this one or another) needs it. `live`: published; `reverted`:
 * taken back. One that failed and was rolled back has no effect and does not appear.
 */
export interface Effect {
  readonly fileId: ExternalId;
  readonly alt: string;
  readonly state: 'live' | 'reverted';
  /** The medium whose place it took, for placement `replace`. */
  readonly replaces: ExternalId | null;
  readonly before: Gallery;
  /** Null while it is being rolled back: it never came to an end. */
  readonly after: Gallery | null;
  /** Set when its original had been deleted and was uploaded again under a new id. */
  readonly reuploaded: { readonly from: ExternalId; readonly to: ExternalId } | null;
}

/**
 * The live publication whose picture stands where this medium stood. One that was undone while a third had already taken its
 * own place is passed through: A, replaced by B, replaced by C, and B undone, leaves C in the place of A.
 */
export const takenOverBy = (
  id: ExternalId,
  effects: readonly Effect[],
  seen: ReadonlySet<ExternalId> = new Set(),
): Effect | undefined => {
  if (seen.has(id)) return undefined;
  for (const effect of effects) {
    if (effect.replaces !== id) continue;
    const taker =
      effect.state === 'live' ? effect : takenOverBy(effect.fileId, effects, new Set([...seen, id]));
    if (taker) return taker;
  }
  return undefined;
};

const revertedAs = (id: ExternalId, effects: readonly Effect[]): Effect | undefined =>
  effects.find((effect) => effect.state === 'reverted' && effect.fileId === id);

const newIdOf = (id: ExternalId, effects: readonly Effect[]): ExternalId =>
  effects.find((effect) => effect.reuploaded?.from === id)?.reuploaded?.to ?? id;

/** Follows `next` until it ends or comes round; what someone has put back in the gallery himself ends it, too. */
const follow = (
  start: ExternalId | null,
  isThere: (id: ExternalId) => boolean,
  next: (id: ExternalId) => ExternalId | null,
): ExternalId | null => {
  const seen = new Set<ExternalId>();
  let id = start;
  while (id !== null && !isThere(id) && !seen.has(id)) {
    seen.add(id);
    id = next(id);
  }
  return id;
};

/**
 * The medium that returns when a publication is undone: the one it replaced, or, when that one was the picture of another
 * publication which has been undone meanwhile, the one that this other had replaced, and so on.
 */
export const originalOf = (effect: Effect, others: readonly Effect[], current: Gallery): ExternalId | null =>
  follow(
    effect.replaces,
    (id) => showsMedium(current, id),
    (id) => {
      const undone = revertedAs(id, others);
      return undone ? undone.replaces : newIdOf(id, others);
    },
  );

/** The medium that stands where `id` once stood; null when nothing does. */
export const nowStandingFor = (
  id: ExternalId,
  effects: readonly Effect[],
  current: Gallery,
): ExternalId | null => {
  const found = follow(
    id,
    (m) => showsMedium(current, m),
    (m) => {
      const taker = takenOverBy(m, effects);
      if (taker) return taker.fileId;
      const undone = revertedAs(m, effects);
      return undone ? undone.replaces : newIdOf(m, effects);
    },
  );
  return found !== null && showsMedium(current, found) ? found : null;
};

/** What a variant shows that once showed `start`, had the publications that are undone by now never been. */
export const variantBefore = (
  variantId: ExternalId,
  start: ExternalId | null,
  others: readonly Effect[],
  willShow: (id: ExternalId) => boolean,
): ExternalId | null =>
  follow(start, willShow, (id) => {
    const undone = revertedAs(id, others);
    if (undone) return mediumOfVariant(undone.before, variantId) ?? null;
    return takenOverBy(id, others)?.fileId ?? newIdOf(id, others);
  });
