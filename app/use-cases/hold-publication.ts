import type { Clock, NewId } from '../ports/clock.ts';
import type { Publication, Publications } from '../ports/repositories/publications.ts';
import type { UnitOfWork } from '../ports/unit-of-work.ts';

/** Others take a publication over after this long without a sign of life. */
const LEASE_MS = 60_000;

export interface HoldPublicationDeps {
  readonly publications: Publications;
  readonly unitOfWork: UnitOfWork<{ readonly publications: Publications }>;
  readonly clock: Clock;
  readonly newId: NewId;
}

export interface Held {
  readonly publication: Publication;
  readonly leaseId: string;
  /** Aborts when the caller's does, or when the lease is lost. */
  readonly signal: AbortSignal;
  /** Makes sure, before a change to the store, that it is still ours to make. */
  renew(): Promise<boolean>;
}

/**
 * Works on a publication while nobody else works on any publication of the same product. The lease is a row, so it
 * survives the process by at most a minute; while the work goes on it is renewed beside it.
 */
export const holdPublication = async <T>(
  deps: HoldPublicationDeps,
  target: { readonly storeId: string; readonly id: string; readonly signal: AbortSignal },
  work: (held: Held) => Promise<T>,
): Promise<T | 'busy' | 'finished' | 'missing'> => {
  const { publications, clock } = deps;
  const { storeId, id } = target;
  const leaseId = deps.newId();
  const lease = () => {
    const now = clock.now();
    return { leaseId, now, until: new Date(now.getTime() + LEASE_MS) };
  };
  const taken = await deps.unitOfWork.transact((r) => r.publications.acquire(storeId, id, lease()));
  if (typeof taken === 'string') return taken;

  const lost = new AbortController();
  const done = new AbortController();
  const renew = async (): Promise<boolean> => {
    const kept = await publications.renew(storeId, id, lease());
    if (!kept) lost.abort(new Error('the lease was lost'));
    return kept;
  };
  const keep = async (): Promise<void> => {
    while (!done.signal.aborted && !lost.signal.aborted) {
      await clock.sleep(LEASE_MS / 3, done.signal).catch(() => undefined);
      // the database may be back before the lease ends; until then the steps' own renewals decide
      if (!done.signal.aborted) await renew().catch(() => undefined);
    }
  };
  const keeping = keep();
  try {
    const signal = AbortSignal.any([target.signal, lost.signal]);
    return await work({ publication: taken.got, leaseId, signal, renew });
  } finally {
    done.abort();
    await keeping;
  }
};
