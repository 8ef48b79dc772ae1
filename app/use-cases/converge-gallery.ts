import { failure } from '../domain/failure.ts';
import type { GalleryChange } from '../domain/gallery/change.ts';
import { planSteps } from '../domain/gallery/steps.ts';
import type { ProductMediaSnapshot } from '../domain/publication.ts';
import { err, type Result } from '../domain/result.ts';
import type { StorePlatform } from '../ports/store-platform.ts';
import type { Held } from './hold-publication.ts';

/** The first round does the work, the second finds nothing left; more means that somebody works against us. */
const ROUNDS = 5;

/**
 * Brings a product's gallery to what `change` says, from wherever it is: reads it, does what is missing, reads it again.
 * Returns the gallery in which nothing was missing.
 */
export const convergeGallery = async (
  platform: Pick<StorePlatform, 'readMedia' | 'changeGallery'>,
  target: { readonly storeId: string; readonly productExternalId: string; readonly change: GalleryChange },
  held: Pick<Held, 'signal' | 'renew'>,
): Promise<Result<ProductMediaSnapshot>> => {
  const { storeId, productExternalId, change } = target;
  const { signal } = held;
  for (let round = 1; round <= ROUNDS; round++) {
    const current = await platform.readMedia(storeId, productExternalId, { signal });
    if (!current.ok) return current;
    const steps = planSteps(current.value, change);
    if (steps.length === 0) return current;
    for (const step of steps) {
      if (!(await held.renew())) return err(failure('lease-lost', 'Somebody else has taken this over.'));
      const done = await platform.changeGallery(storeId, productExternalId, step, { signal });
      if (done.ok) continue;
      // refused because the gallery is no longer as it was read: read it again, but not for ever
      const stale = done.error.kind === 'publish-rejected' || done.error.kind === 'media-gone';
      if (stale && round < ROUNDS - 1) break;
      return done;
    }
  }
  return err(failure('store-unavailable', 'The pictures of the product kept changing meanwhile.'));
};
