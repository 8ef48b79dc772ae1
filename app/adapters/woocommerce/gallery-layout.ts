import { z } from 'zod';
import { failure } from '#app/domain/failure.ts';
import { applyMoves } from '#app/domain/gallery/order.ts';
import type { GalleryStep } from '#app/domain/gallery/steps.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import type { GalleryReply, GalleryState } from './protocol.ts';
import { shownIds, wpId } from './read-gallery.ts';

/**
 * A WooCommerce gallery is a featured picture, which may be missing, and a list, which may name a picture twice and pictures
 * that are gone. What the studio plans with is the order of what shoppers see; here its steps become changes of the raw gallery
 * that leave everything else of it as it is.
 */

const layoutSchema = z.strictObject({
  featured: z.int().positive().nullable(),
  gallery: z.array(z.int().positive()),
});
type Layout = z.infer<typeof layoutSchema>;

export const layoutOf = ({ featured, gallery }: Layout): string => JSON.stringify({ featured, gallery });

const noImage = () => err(failure('media-gone', 'The picture is no longer in the media library.'));
const refused = (why: string) => err(failure('publish-rejected', why));

/** What is to be written for a step; null: its effect is there already. */
export const stateAfter = (current: GalleryReply, step: GalleryStep): Result<GalleryState | null> => {
  switch (step.do) {
    case 'attach':
      return withId(step.mediaId, (id) => ok(attached(current, id)));
    case 'detach':
      return withId(step.mediaId, (id) => ok(detached(current, id)));
    case 'reorder':
      return ok(reordered(current, step.moves));
    case 'clear-variants':
    case 'set-variants':
      return variationsShown(current, step);
    case 'restore-layout':
      return restored(current, step.layout);
  }
};

const withId = <T>(text: string, then: (id: number) => Result<T>): Result<T> => {
  const id = wpId(text);
  return id.ok ? then(id.value) : noImage();
};

const attached = (current: GalleryReply, id: number): GalleryState | null => {
  const { featured, gallery } = current;
  if (shownIds(current).includes(id)) return null;
  const isFirst = featured === null && gallery.length === 0;
  return isFirst
    ? { featured: id, gallery: [], variations: [] }
    : { featured, gallery: [...gallery, id], variations: [] };
};

/** Also taken from variations that show it. Where it was the featured one, the next that shoppers see takes its place. */
const detached = (current: GalleryReply, id: number): GalleryState | null => {
  const variations = current.variations
    .filter((variation) => variation.image === id)
    .map((variation) => ({ id: variation.id, image: null }));
  const rest = current.gallery.filter((other) => other !== id);
  const isFeatured = current.featured === id;
  if (!isFeatured && rest.length === current.gallery.length && variations.length === 0) return null;
  if (!isFeatured) return { featured: current.featured, gallery: rest, variations };
  const known = new Set(shownIds(current));
  const next = rest.findIndex((other) => known.has(other));
  return next < 0
    ? { featured: null, gallery: rest, variations }
    : { featured: rest[next] ?? null, gallery: rest.filter((_, index) => index !== next), variations };
};

/** Repeats of what is moved go; everything else keeps its place behind what it stood behind. */
const reordered = (
  current: GalleryReply,
  moves: Extract<GalleryStep, { do: 'reorder' }>['moves'],
): GalleryState | null => {
  const shown = shownIds(current).map(String);
  const target = applyMoves(shown, moves);
  if (target.every((id, index) => id === shown[index])) return null;
  const moved = new Set(moves.map((move) => Number(move.id)));
  const raw = [...(current.featured === null ? [] : [current.featured]), ...current.gallery];
  const rest = raw.filter((id) => !moved.has(id));
  for (const [index, text] of target.entries()) {
    const id = Number(text);
    if (!moved.has(id)) continue;
    const before = index === 0 ? null : Number(target[index - 1]);
    rest.splice(before === null ? 0 : rest.indexOf(before) + 1, 0, id);
  }
  // a product without a main picture keeps none while the same picture stands first
  const keepsNone = current.featured === null && target[0] === shown[0];
  return keepsNone
    ? { featured: null, gallery: rest, variations: [] }
    : { featured: rest[0] ?? null, gallery: rest.slice(1), variations: [] };
};

const variationsShown = (
  current: GalleryReply,
  step: Extract<GalleryStep, { do: 'clear-variants' | 'set-variants' }>,
): Result<GalleryState | null> => {
  const now = new Map(current.variations.map((variation) => [String(variation.id), variation.image]));
  const variations: { id: number; image: number | null }[] = [];
  for (const { variantId, mediaId } of step.pairs) {
    const shown = now.get(variantId);
    if (shown === undefined) return refused('A variation of the product is gone.');
    const id = wpId(mediaId);
    if (!id.ok) return noImage();
    const isThere = shown === id.value;
    if (step.do === 'clear-variants' ? isThere : !isThere) {
      variations.push({ id: Number(variantId), image: step.do === 'clear-variants' ? null : id.value });
    }
  }
  const { featured, gallery } = current;
  return ok(variations.length === 0 ? null : { featured, gallery, variations });
};

const restored = (current: GalleryReply, text: string): Result<GalleryState | null> => {
  const layout = layoutSchema.parse(JSON.parse(text));
  const { featured, gallery } = layout;
  if (text === layoutOf(current)) return ok(null);
  const before = shownIds(current);
  const after = shownIds({ ...current, featured, gallery });
  const isSameOrder = before.length === after.length && before.every((id, index) => id === after[index]);
  if (!isSameOrder) return refused('The order of the pictures has changed meanwhile.');
  return ok({ featured, gallery, variations: [] });
};

/** What is compared at the site before a write: the gallery as it was read, and the variations that are about to change. */
export const expectedFor = (current: GalleryReply, write: GalleryState): GalleryState => {
  const touched = new Set(write.variations.map((variation) => variation.id));
  return {
    featured: current.featured,
    gallery: current.gallery,
    variations: current.variations.filter((variation) => touched.has(variation.id)),
  };
};
