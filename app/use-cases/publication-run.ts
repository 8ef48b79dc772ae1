import { type Failure, failure, RETRY_POLICY } from '../domain/failure.ts';
import { backoffMs } from '../domain/image-job.ts';
import type { PublicationState } from '../domain/publication.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Publication, PublicationPatch, Publications } from '../ports/repositories/publications.ts';
import type { Held } from './hold-publication.ts';

/** Tries of a publication or an undo; waiting because the platform said so is none. */
export const MAX_TRIES = 8;

/** What became of one run. `later`: the same message should come again after so long. */
export type RunOutcome =
  | { readonly kind: 'done'; readonly publication: Publication }
  | { readonly kind: 'later'; readonly afterMs: number }
  | { readonly kind: 'nothing'; readonly why: 'finished' | 'missing' | 'lost' };

/** How soon a run looks again whether the product is free. */
export const BUSY_MS = 1_000;

export interface PublicationRunDeps {
  readonly publications: Publications;
  readonly clock: Clock;
  /** In [0,1). */
  readonly random: () => number;
  readonly log: Log;
}

export const leaseLost = (): Failure => failure('lease-lost', 'Somebody else has taken this over.');

/** One held publication and the ways to write about it; every write checks the lease. */
export interface PublicationRun extends Held {
  record(publication: Publication, patch: PublicationPatch): Promise<Result<Publication>>;
  move(
    publication: Publication,
    to: PublicationState,
    patch?: PublicationPatch,
  ): Promise<Result<Publication>>;
  /** Lets go until the failure may have passed; null when it will not, or when the tries are used up. */
  postpone(publication: Publication, failed: Failure, maxTries: number): Promise<RunOutcome | null>;
}

export const makePublicationRun = (deps: PublicationRunDeps, held: Held): PublicationRun => {
  const { publications, clock } = deps;
  const { leaseId } = held;
  return {
    ...held,
    record: async (publication, patch) => {
      const { storeId, id } = publication;
      const written = await publications.record(storeId, id, leaseId, patch);
      return written ? ok({ ...publication, ...patch }) : err(leaseLost());
    },
    move: async (publication, to, patch = {}) => {
      const { storeId, id, state: from } = publication;
      const moved = await publications.transition(storeId, id, {
        from,
        to,
        leaseId,
        now: clock.now(),
        patch,
      });
      if (!moved) return err(leaseLost());
      deps.log.info({ storeId, publicationId: id, from, to }, 'a publication moved');
      return ok({ ...publication, ...patch, state: to });
    },
    postpone: async (publication, failed, maxTries) => {
      const { storeId, id, attempt } = publication;
      if (failed.kind === 'lease-lost') return { kind: 'nothing', why: 'lost' };
      const cancelled = failed.kind === 'cancelled';
      const policy = cancelled ? 'wait' : RETRY_POLICY[failed.kind];
      if (policy === 'never' || (policy === 'backoff' && attempt >= maxTries)) return null;
      const afterMs = cancelled ? 0 : (failed.retryAfterMs ?? backoffMs(attempt, deps.random()));
      await publications.release(storeId, id, {
        leaseId,
        notBefore: new Date(clock.now().getTime() + afterMs),
        countsAsTry: policy === 'backoff',
      });
      deps.log.warn(
        { storeId, publicationId: id, kind: failed.kind, afterMs, attempt },
        'a publication waits',
      );
      return { kind: 'later', afterMs };
    },
  };
};
