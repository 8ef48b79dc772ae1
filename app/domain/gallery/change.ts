import { z } from 'zod';
import type { ExternalId } from '../ids.ts';

/**
 * A decision about one product's gallery: one medium comes, one goes, some variants show another one. It says nothing of
 * media it does not name, so that whatever the merchant does meanwhile stays. What has to be called for it is worked out
 * from the gallery as it is (`steps.ts`), again after every interruption.
 */
export interface GalleryChange {
  readonly add: { readonly id: ExternalId; readonly place: Place } | null;
  /** Detached; its file stays. */
  readonly remove: ExternalId | null;
  readonly variants: readonly VariantChange[];
  /** A layout to give back at the end, if by then the media stand in this order. */
  readonly layout?: { readonly order: readonly ExternalId[]; readonly layout: string } | undefined;
}

/**
 * `insteadOf`: the place of another medium. `order` is the gallery when it was decided, with that medium in it: where the
 * place is once the medium itself has gone.
 */
export type Place =
  | 'start'
  | 'end'
  | { readonly insteadOf: ExternalId; readonly order: readonly ExternalId[] };

export interface VariantChange {
  readonly variantId: ExternalId;
  /** The medium it is taken from; a variant that shows yet another one by now is left alone. */
  readonly from: ExternalId | null;
  readonly to: ExternalId | null;
}

export const NO_CHANGE: GalleryChange = { add: null, remove: null, variants: [] };

const id = z.string().min(1);
export const galleryChangeSchema: z.ZodType<GalleryChange> = z.object({
  add: z
    .object({
      id,
      place: z.union([z.enum(['start', 'end']), z.object({ insteadOf: id, order: z.array(id) })]),
    })
    .nullable(),
  remove: id.nullable(),
  variants: z.array(z.object({ variantId: id, from: id.nullable(), to: id.nullable() })),
  layout: z.object({ order: z.array(id), layout: z.string() }).optional(),
});

/** The order a gallery should have; the medium to remove keeps its place until it goes. */
export const desiredOrder = (current: readonly ExternalId[], change: GalleryChange): ExternalId[] => {
  const { add } = change;
  if (!add || !current.includes(add.id)) return [...current];
  const others = current.filter((other) => other !== add.id);
  others.splice(placeIn(others, add.place), 0, add.id);
  return others;
};

const placeIn = (others: readonly ExternalId[], place: Place): number => {
  if (place === 'start') return 0;
  if (place === 'end') return others.length;
  const there = others.indexOf(place.insteadOf);
  if (there >= 0) return there;
  const slot = place.order.indexOf(place.insteadOf);
  for (let i = slot - 1; i >= 0; i--) {
    const neighbour = others.indexOf(place.order[i] ?? '');
    if (neighbour >= 0) return neighbour + 1;
  }
  for (let i = slot + 1; i < place.order.length; i++) {
    const neighbour = others.indexOf(place.order[i] ?? '');
    if (neighbour >= 0) return neighbour;
  }
  return others.length;
};
