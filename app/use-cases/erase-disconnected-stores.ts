import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import type { Erasure } from '../ports/repositories/erasure.ts';
import type { Stores } from '../ports/repositories/stores.ts';
import type { UnitOfWork } from '../ports/unit-of-work.ts';

/**
 * How long everything of a disconnected WooCommerce store is kept, so that its owner may come back to it and undo what was
 * published. Nobody asks for the erasure of such a store, as Shopify does two days after an uninstall (`shop/redact`).
 * docs/woo-operations.md says so to owners.
 */
export const KEPT_AFTER_DISCONNECT_MS = 30 * 24 * 3_600_000;

/** Stores of one turn; what is left is the next turn's. */
const LIMIT = 20;

export interface EraseDisconnectedStoresDeps {
  readonly stores: Pick<Stores, 'longDisconnected' | 'retire'>;
  readonly objects: Pick<ObjectStore, 'deleteStore'>;
  readonly unitOfWork: UnitOfWork<{ readonly erasure: Erasure }>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
}

/**
 * A sweep: erases WooCommerce stores that were disconnected for good, and returns how many. First the store gives up its name,
 * if nobody has connected it again meanwhile: from then on a new connect makes a new store. Then the pictures go, then the
 * rows, which are what tells that there is something left to delete: a turn that is killed is finished by the next.
 */
export const makeEraseDisconnectedStores =
  (deps: EraseDisconnectedStoresDeps) => async (): Promise<number> => {
    const before = new Date(deps.clock.now().getTime() - KEPT_AFTER_DISCONNECT_MS);
    let erased = 0;
    for (const storeId of await deps.stores.longDisconnected(before, LIMIT)) {
      try {
        if (!(await deps.stores.retire(storeId, before))) continue;
        await deps.objects.deleteStore(storeId);
        await deps.unitOfWork.transact(({ erasure }) => erasure.eraseStore(storeId));
        erased += 1;
        deps.log.info({ storeId }, 'a store that was disconnected for good is erased');
      } catch (error) {
        // one store whose folder cannot be deleted must not keep the others
        const why = error instanceof Error ? error.message : String(error);
        deps.log.error({ storeId, error: why }, 'a disconnected store could not be erased');
      }
    }
    return erased;
  };
