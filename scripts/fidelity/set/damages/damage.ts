import type { Layer } from '../layer.ts';
import type { Random } from '../random.ts';
import type { Subject } from '../subjects.ts';

/** A damaged product: its changed layer, and how it is stretched when it is placed. */
export interface Damaged {
  readonly layer: Layer;
  readonly stretchX: number;
  readonly stretchY: number;
  /** Another product's layer, in the frame of its own photo. */
  readonly foreign: boolean;
  /** What was done, for whoever looks at the set. */
  readonly note: string;
}

/**
 * One kind of damage. `level` 0 is the faintest, 2 the strongest. Null where this product cannot be damaged so (no
 * writing to garble, no part to take away), or where nobody would see it.
 */
export type Damage = (
  subject: Subject,
  options: { readonly level: 0 | 1 | 2; readonly random: Random; readonly others: readonly Subject[] },
) => Promise<Damaged | null>;

export const whole = (layer: Layer, note: string): Damaged => ({
  layer,
  stretchX: 1,
  stretchY: 1,
  foreign: false,
  note,
});
