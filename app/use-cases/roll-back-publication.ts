import type { Failure } from '../domain/failure.ts';
import { type PublishIntent, planPublish, planRollback } from '../domain/gallery/plan-publish.ts';
import { ok, type Result } from '../domain/result.ts';
import type { Log } from '../ports/log.ts';
import type { Publication } from '../ports/repositories/publications.ts';
import type { StorePlatform } from '../ports/store-platform.ts';
import { convergeGallery } from './converge-gallery.ts';
import { MAX_TRIES, type PublicationRun, type RunOutcome } from './publication-run.ts';

/** A roll-back is worth more tries than the publication was: giving up leaves the gallery half changed. */
const ROLLBACK_TRIES = 3 * MAX_TRIES;

export interface RollBackDeps {
  readonly platform: StorePlatform;
  readonly log: Log;
}

/** What a publication wants, once its file is known. */
export const intentOf = (p: Publication): PublishIntent | null =>
  p.fileId === null
    ? null
    : { fileId: p.fileId, placement: p.placement, replaces: p.replacesMediaId, variantIds: p.variantIds };

/**
 * Ends a publication that cannot be finished: takes back what was done of it, removes our unused file, and records why. The
 * reason is stored first, so that a run after a kill goes on rolling back.
 */
export const finishFailed = async (
  deps: RollBackDeps,
  run: PublicationRun,
  publication: Publication,
  why: Pick<Failure, 'kind' | 'message'>,
): Promise<RunOutcome> => {
  const reason = { kind: why.kind, message: why.message };
  const noted = publication.failure ? ok(publication) : await run.record(publication, { failure: reason });
  if (!noted.ok) return { kind: 'nothing', why: 'lost' };
  const p = noted.value;
  const back = await takeBack(deps, run, p);
  if (!back.ok) {
    const postponed = await run.postpone(p, back.error, ROLLBACK_TRIES);
    if (postponed) return postponed;
    deps.log.error(
      { storeId: p.storeId, publicationId: p.id, kind: back.error.kind },
      'a publication could not be rolled back',
    );
  }
  const message = back.ok
    ? reason.message
    : `${reason.message} What had been changed already could not be taken back: ${back.error.message}`;
  const failed = await run.move(p, 'failed', { failure: { kind: reason.kind, message } });
  return failed.ok ? { kind: 'done', publication: failed.value } : { kind: 'nothing', why: 'lost' };
};

const takeBack = async (deps: RollBackDeps, run: PublicationRun, p: Publication): Promise<Result<void>> => {
  const gallery = await restoreGallery(deps, run, p);
  if (!gallery.ok) return gallery;
  return removeUnusedFile(deps, run, p);
};

const restoreGallery = async (
  deps: RollBackDeps,
  run: PublicationRun,
  p: Publication,
): Promise<Result<unknown>> => {
  const intent = intentOf(p);
  const change = p.before && intent ? planPublish(p.before, intent) : null;
  if (!p.before || !change?.ok) return ok(undefined);
  const restored = await convergeGallery(
    deps.platform,
    {
      storeId: p.storeId,
      productExternalId: p.productExternalId,
      change: planRollback(p.before, change.value),
    },
    run,
  );
  // without a product there is nothing to restore
  return !restored.ok && restored.error.kind === 'product-gone' ? ok(undefined) : restored;
};

/** The file was made for this publication and no shopper ever saw it finished; it would only be litter. */
const removeUnusedFile = async (
  deps: RollBackDeps,
  run: PublicationRun,
  p: Publication,
): Promise<Result<void>> => {
  const { storeId, filename } = p;
  let id = p.fileId;
  if (id === null && p.state === 'uploading') {
    const found = await deps.platform.findFile(storeId, filename, { signal: run.signal });
    if (!found.ok) return found;
    id = found.value?.id ?? null;
  }
  if (id === null) return ok(undefined);
  const removed = await deps.platform.deleteOwnFile(storeId, { id, filename }, { signal: run.signal });
  return removed.ok ? ok(undefined) : removed;
};
