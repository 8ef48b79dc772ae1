import { type Failure, failure } from '../domain/failure.ts';
import { NO_CHANGE } from '../domain/gallery/change.ts';
import { type Effect, originalOf } from '../domain/gallery/lineage.ts';
import { planUndo, type UndoInput } from '../domain/gallery/plan-undo.ts';
import { showsMedium } from '../domain/gallery/snapshot.ts';
import type { LeftAlone, ProductMediaSnapshot } from '../domain/publication.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import type { Publication, UndoPlanRecord } from '../ports/repositories/publications.ts';
import type { StorePlatform } from '../ports/store-platform.ts';
import { convergeGallery } from './converge-gallery.ts';
import { type HoldPublicationDeps, holdPublication } from './hold-publication.ts';
import {
  BUSY_MS,
  leaseLost,
  MAX_TRIES,
  makePublicationRun,
  type PublicationRun,
  type PublicationRunDeps,
  type RunOutcome,
} from './publication-run.ts';
import { reuploadOriginal } from './reupload-original.ts';
import { takeBackTranslations } from './take-back-translations.ts';

export interface UndoPublicationDeps extends HoldPublicationDeps, PublicationRunDeps {
  readonly platform: StorePlatform;
  readonly objects: ObjectStore;
  readonly refreshProduct: (storeId: string, productExternalId: string) => Promise<unknown>;
}

/** The platform's index of what is used where lags behind a detaching. */
const IN_USE_PATIENCE_MS = 15_000;
const IN_USE_POLL_MS = 500;

/**
 * Takes a publication back, or goes on with it wherever it was interrupted. What it changes is decided once, stored, and then
 * carried out: looking again in the middle of its own work it could not tell its own changes from somebody else's.
 */
export const makeUndoPublication =
  (deps: UndoPublicationDeps) =>
  async (storeId: string, id: string, signal: AbortSignal): Promise<RunOutcome> => {
    const outcome = await holdPublication(deps, { storeId, id, signal }, async (held) => {
      const p = held.publication;
      // a message that came twice, or late: a publication that is only just being made is none of ours
      if (p.state !== 'reverting') return 'finished' as const;
      const run = makePublicationRun(deps, held);
      return revert(deps, run, p);
    });
    if (outcome === 'busy') return { kind: 'later', afterMs: BUSY_MS };
    if (typeof outcome === 'string') return { kind: 'nothing', why: outcome };
    if (outcome.kind === 'done') {
      await deps.refreshProduct(storeId, outcome.publication.productExternalId);
    }
    return outcome;
  };
export type UndoPublication = ReturnType<typeof makeUndoPublication>;

const revert = async (
  deps: UndoPublicationDeps,
  run: PublicationRun,
  publication: Publication,
): Promise<RunOutcome> => {
  let p = publication;
  const decided = p.undoPlan?.change ? ok(p) : await decide(deps, run, p);
  if (decided.ok) {
    p = decided.value;
    const ended = await carryOut(deps, run, p);
    if (ended.ok) return { kind: 'done', publication: ended.value };
    return giveUp(run, p, ended.error);
  }
  return giveUp(run, p, decided.error);
};

/** Waits and comes again, or leaves it published and says why. */
const giveUp = async (run: PublicationRun, p: Publication, why: Failure): Promise<RunOutcome> => {
  const postponed = await run.postpone(p, why, MAX_TRIES);
  if (postponed) return postponed;
  const back = await run.move(p, 'published', { failure: { kind: why.kind, message: why.message } });
  return back.ok ? { kind: 'done', publication: back.value } : { kind: 'nothing', why: 'lost' };
};

/** Looks at the gallery and at what became of the original, and stores what is to be done. */
const decide = async (
  deps: UndoPublicationDeps,
  run: PublicationRun,
  p: Publication,
): Promise<Result<Publication>> => {
  const { signal } = run;
  const current = await deps.platform.readMedia(p.storeId, p.productExternalId, { signal });
  if (!current.ok) {
    if (current.error.kind !== 'product-gone') return current;
    return storePlan(run, p, { change: NO_CHANGE, reuploaded: null }, [productGone(p)]);
  }
  const all = await deps.publications.effectsOf(p.storeId, p.productExternalId);
  const effect = toEffect(p);
  if (!effect) return err(failure('internal', 'The publication lost its snapshot.'));
  const others = all.filter((other) => other.id !== p.id).flatMap((other) => toEffect(other) ?? []);
  const original = await findOriginal(deps, run, { p, all, effect, others, current: current.value });
  if (!original.ok) return original;
  const { state, publication } = original.value;
  const otherFiles = await findOtherFiles(deps, run, { p, effect, current: current.value });
  if (!otherFiles.ok) return otherFiles;
  const plan = planUndo({
    current: current.value,
    effect,
    others,
    original: state,
    otherFiles: otherFiles.value,
  });
  const reuploaded = publication.undoPlan?.reuploaded ?? null;
  return storePlan(run, publication, { change: plan.change, reuploaded }, plan.leftAlone);
};

const productGone = (p: Publication): LeftAlone => ({
  what: 'medium',
  id: p.fileId ?? p.id,
  why: 'The product was deleted in the store.',
});

const storePlan = (
  run: PublicationRun,
  p: Publication,
  plan: Pick<UndoPlanRecord, 'change' | 'reuploaded'>,
  leftAlone: readonly LeftAlone[],
): Promise<Result<Publication>> =>
  run.record(p, { undoPlan: { reupload: p.undoPlan?.reupload ?? false, ...plan }, leftAlone });

/** A publication as planning sees it; null for one that never placed anything. */
const toEffect = (p: Publication): Effect | null =>
  p.fileId === null || p.before === null
    ? null
    : {
        fileId: p.fileId,
        alt: p.alt,
        state: p.state === 'reverted' ? 'reverted' : 'live',
        replaces: p.replacesMediaId,
        before: p.before,
        after: p.after,
        reuploaded: p.undoPlan?.reuploaded ?? null,
      };

interface Situation {
  readonly p: Publication;
  readonly all: readonly Publication[];
  readonly effect: Effect;
  readonly others: readonly Effect[];
  readonly current: ProductMediaSnapshot;
}

/** Whether the original that should come back still exists; uploads it again when that was asked for. */
const findOriginal = async (
  deps: UndoPublicationDeps,
  run: PublicationRun,
  { p, all, effect, others, current }: Situation,
): Promise<Result<{ state: UndoInput['original']; publication: Publication }>> => {
  const id = originalOf(effect, others, current);
  const before = p.undoPlan?.reuploaded;
  if (before) return ok({ state: { uploadedAs: before.to }, publication: p });
  if (id === null || showsMedium(current, id)) return ok({ state: 'there', publication: p });
  const file = await deps.platform.readFile(p.storeId, id, { signal: run.signal });
  if (!file.ok) return file;
  if (file.value) return ok({ state: 'there', publication: p });
  if (!p.undoPlan?.reupload) return ok({ state: 'deleted', publication: p });
  const copy = all.flatMap((o) => o.before?.media ?? []).find((m) => m.id === id && m.objectKey);
  if (!copy?.objectKey) return ok({ state: 'deleted', publication: p });
  const again = await reuploadOriginal(deps, run, p, { alt: copy.alt, objectKey: copy.objectKey });
  if (!again.ok) return again;
  const plan = { reupload: true, reuploaded: { from: id, to: again.value }, change: null };
  const recorded = await run.record(p, { undoPlan: plan });
  return recorded.ok ? ok({ state: { uploadedAs: again.value }, publication: recorded.value }) : recorded;
};

/** Files that variants showed although they were not in the gallery, as far as they still exist. */
const findOtherFiles = async (
  deps: UndoPublicationDeps,
  run: PublicationRun,
  { p, effect, current }: Pick<Situation, 'p' | 'effect' | 'current'>,
): Promise<Result<readonly string[]>> => {
  if (!current.variantsShowAnyFile) return ok([]);
  const shown = new Set(effect.before.variants.flatMap((variant) => variant.mediaId ?? []));
  const there: string[] = [];
  for (const id of shown) {
    if (showsMedium(current, id)) continue;
    const file = await deps.platform.readFile(p.storeId, id, { signal: run.signal });
    if (!file.ok) return file;
    if (file.value) there.push(id);
  }
  return ok(there);
};

const carryOut = async (
  deps: UndoPublicationDeps,
  run: PublicationRun,
  p: Publication,
): Promise<Result<Publication>> => {
  const change = p.undoPlan?.change ?? NO_CHANGE;
  const restored = await convergeGallery(
    deps.platform,
    { storeId: p.storeId, productExternalId: p.productExternalId, change },
    run,
  );
  if (!restored.ok && restored.error.kind !== 'product-gone') return restored;
  const texts = await takeBackTranslations(deps.platform, p, run.signal);
  if (!texts.ok) return texts;
  const cleaned = p.cleanUp ? await cleanUp(deps, run, p) : ok([]);
  if (!cleaned.ok) return cleaned;
  const leftAlone = [...p.leftAlone, ...texts.value, ...cleaned.value];
  return run.move(p, 'reverted', { leftAlone, revertedAt: deps.clock.now(), failure: null });
};

/** Deletes our file, if nothing uses it any more. */
const cleanUp = async (
  deps: UndoPublicationDeps,
  run: PublicationRun,
  p: Publication,
): Promise<Result<readonly LeftAlone[]>> => {
  if (p.fileId === null) return ok([]);
  const until = deps.clock.now().getTime() + IN_USE_PATIENCE_MS;
  for (;;) {
    if (!(await run.renew())) return err(leaseLost());
    const file = { id: p.fileId, filename: p.filename };
    const deleted = await deps.platform.deleteOwnFile(p.storeId, file, { signal: run.signal });
    if (!deleted.ok) return deleted;
    const stays = deleted.value === 'in-use' || deleted.value === 'not-ours';
    if (!stays) return ok([]);
    if (deleted.value === 'not-ours' || deps.clock.now().getTime() > until) {
      const why =
        deleted.value === 'in-use'
          ? 'Our file is used elsewhere in the store, so it stays in Files.'
          : 'Our file was renamed, so it stays in Files.';
      return ok([{ what: 'medium', id: p.fileId, why }]);
    }
    await deps.clock.sleep(IN_USE_POLL_MS, run.signal).catch(() => undefined);
    if (run.signal.aborted) return err(failure('cancelled', 'The work was stopped.'));
  }
};
