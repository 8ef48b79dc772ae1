import { failure, RETRY_POLICY } from '../domain/failure.ts';
import { backoffMs } from '../domain/image-job.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { Clock, NewId } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Queue } from '../ports/queue.ts';
import type { CatalogueSync, CatalogueSyncs } from '../ports/repositories/catalogue-syncs.ts';
import type { Products } from '../ports/repositories/products.ts';
import type { Stores } from '../ports/repositories/stores.ts';
import type { StorePlatform } from '../ports/store-platform.ts';

/** A page is stored well within this; the lease is renewed with each. */
const LEASE_MS = 90_000;
/** The platform's index lags, and its clock is not ours: an increment looks back a little further than it needs. */
const OVERLAP_MS = 5 * 60_000;

export interface SyncCatalogueDeps {
  readonly platform: Pick<StorePlatform, 'readStore' | 'listProducts'>;
  readonly products: Pick<Products, 'upsertMany' | 'markUnseenDeleted'>;
  readonly catalogueSyncs: CatalogueSyncs;
  readonly stores: Pick<Stores, 'get' | 'markSynced' | 'update'>;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly random: () => number;
  readonly log: Log;
}

/** Asks for a sync: of everything, or of what changed since the last. Returns the one that is under way, if there is one. */
export const makeStartSync =
  (
    deps: Pick<SyncCatalogueDeps, 'catalogueSyncs' | 'stores' | 'clock' | 'newId'> & {
      readonly queue: Pick<Queue, 'add'>;
    },
  ) =>
  async (
    storeId: string,
    options: { readonly mode: 'whole' | 'changes' },
  ): Promise<Result<CatalogueSync>> => {
    const store = await deps.stores.get(storeId);
    if (!store) return err(failure('not-found', 'There is no such store.'));
    if (store.status !== 'active') return err(failure('store-disconnected', 'The store is not connected.'));
    const since = options.mode === 'changes' ? await deps.catalogueSyncs.lastDoneStart(storeId) : null;
    const sync = await deps.catalogueSyncs.start(storeId, {
      id: deps.newId(),
      updatedSince: since ? new Date(since.getTime() - OVERLAP_MS) : null,
      now: deps.clock.now(),
    });
    await deps.queue.add([{ v: 1, kind: 'catalogue-sync', storeId, id: sync.id }]);
    return ok(sync);
  };
export type StartSync = ReturnType<typeof makeStartSync>;

export type SyncOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'later'; readonly afterMs: number }
  | { readonly kind: 'nothing' };

/**
 * Brings the mirror of a catalogue up to date, page by page: one page is in memory, and the place is stored with each, so a
 * sync that was killed goes on. After a whole one, what it did not see is marked as deleted.
 */
export const makeSyncCatalogue =
  (deps: SyncCatalogueDeps) =>
  async (storeId: string, id: string, signal: AbortSignal): Promise<SyncOutcome> => {
    const { catalogueSyncs, clock } = deps;
    const leaseId = deps.newId();
    const lease = () => {
      const now = clock.now();
      return { leaseId, now, until: new Date(now.getTime() + LEASE_MS) };
    };
    const sync = await catalogueSyncs.claim(storeId, id, lease());
    if (!sync) return { kind: 'nothing' };
    const facts = await deps.platform.readStore(storeId, { signal });
    if (!facts.ok) return endBadly(deps, sync, leaseId, facts.error);
    await deps.stores.update(storeId, facts.value);
    let cursor = sync.cursor;
    for (;;) {
      const readAt = clock.now();
      const request = { cursor, updatedSince: sync.updatedSince };
      const page = await deps.platform.listProducts(storeId, request, { signal });
      if (!page.ok) return endBadly(deps, sync, leaseId, page.error);
      const { products, nextCursor } = page.value;
      await deps.products.upsertMany(storeId, products, { syncId: id, readAt });
      if (nextCursor === null) return finish(deps, sync, leaseId, products.length);
      const kept = await catalogueSyncs.advance(storeId, id, {
        cursor: nextCursor,
        seen: products.length,
        lease: lease(),
      });
      if (!kept) return { kind: 'nothing' };
      cursor = nextCursor;
    }
  };
export type SyncCatalogue = ReturnType<typeof makeSyncCatalogue>;

const finish = async (
  deps: SyncCatalogueDeps,
  sync: CatalogueSync,
  leaseId: string,
  seen: number,
): Promise<SyncOutcome> => {
  const { storeId, id } = sync;
  const now = deps.clock.now();
  const gone =
    sync.updatedSince === null
      ? await deps.products.markUnseenDeleted(storeId, { id, startedAt: sync.createdAt, now })
      : 0;
  const ended = await deps.catalogueSyncs.finish(storeId, id, { leaseId, seen, failure: null, now });
  if (!ended) return { kind: 'nothing' };
  await deps.stores.markSynced(storeId, now);
  deps.log.info({ storeId, syncId: id, gone }, 'a catalogue was synced');
  return { kind: 'done' };
};

const endBadly = async (
  deps: SyncCatalogueDeps,
  sync: CatalogueSync,
  leaseId: string,
  why: Parameters<CatalogueSyncs['finish']>[2]['failure'] & object,
): Promise<SyncOutcome> => {
  const { storeId, id } = sync;
  const cancelled = why.kind === 'cancelled';
  if (!cancelled && RETRY_POLICY[why.kind] === 'never') {
    const now = deps.clock.now();
    await deps.catalogueSyncs.finish(storeId, id, { leaseId, seen: 0, failure: why, now });
    return { kind: 'failed' };
  }
  await deps.catalogueSyncs.release(storeId, id, leaseId);
  const afterMs = cancelled ? 0 : (why.retryAfterMs ?? backoffMs(4, deps.random()));
  deps.log.warn({ storeId, syncId: id, kind: why.kind, afterMs }, 'a sync waits');
  return { kind: 'later', afterMs };
};
