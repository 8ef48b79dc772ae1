import { type Failure, failure, RETRY_POLICY } from '../domain/failure.ts';
import { backoffMs } from '../domain/image-job.ts';
import type { LeftAlone } from '../domain/publication.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { type AltSnapshot, planAltUndo } from '../domain/words/alt-change.ts';
import type { Clock, NewId } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { AltChange, AltChanges } from '../ports/repositories/alt-changes.ts';
import type { StorePlatform } from '../ports/store-platform.ts';

export interface RunAltChangeDeps {
  readonly altChanges: AltChanges;
  readonly platform: Pick<
    StorePlatform,
    'readAltTexts' | 'setAlt' | 'writeAltTranslations' | 'removeAltTranslations'
  >;
  /** Brings our mirror of a product up to date; it may fail, a webhook follows. */
  readonly refreshProduct: (storeId: string, productExternalId: string) => Promise<unknown>;
  readonly clock: Clock;
  readonly newId: NewId;
  /** In [0,1). */
  readonly random: () => number;
  readonly log: Log;
}

export type AltChangeOutcome =
  | { readonly kind: 'done'; readonly change: AltChange }
  | { readonly kind: 'later'; readonly afterMs: number }
  | { readonly kind: 'nothing' };

const LEASE_MS = 2 * 60_000;
const MAX_TRIES = 8;

/** One change in hand. Every write to the store asks first whether it is still ours to make. */
interface Hand {
  readonly change: AltChange;
  readonly leaseId: string;
  readonly signal: AbortSignal;
  renew(): Promise<boolean>;
}

const lost = () => err(failure('lease-lost', 'Somebody else has taken this over.'));
const gone = () => err(failure('media-gone', 'The picture is no longer in the store.'));
const edited = () => err(failure('conflict', 'Somebody else has changed the alt text meanwhile; it stays.'));

/**
 * Makes a planned change of an alt text, or undoes one, or goes on with either wherever it was interrupted. The snapshot is
 * stored before the first write (invariant 2); what cannot be finished is taken back.
 */
export const makeRunAltChange =
  (deps: RunAltChangeDeps) =>
  async (storeId: string, id: string, signal: AbortSignal): Promise<AltChangeOutcome> => {
    const { altChanges, clock } = deps;
    const leaseId = deps.newId();
    const lease = () => {
      const now = clock.now();
      return { leaseId, now, until: new Date(now.getTime() + LEASE_MS) };
    };
    const change = await altChanges.claim(storeId, id, lease());
    if (!change) return { kind: 'nothing' };
    const hand: Hand = { change, leaseId, signal, renew: () => altChanges.renew(storeId, id, lease()) };
    const ended = change.state === 'reverting' ? await revert(deps, hand) : await apply(deps, hand);
    if (!ended.ok) return giveUp(deps, hand, ended.error);
    // the text is the file's, so every product that shows it reads differently now
    for (const product of change.shownBy) await deps.refreshProduct(storeId, product);
    return { kind: 'done', change: ended.value };
  };
export type RunAltChange = ReturnType<typeof makeRunAltChange>;

const localesOf = (change: AltChange) => change.translations.map(({ locale }) => locale);

const textsOf = async (deps: RunAltChangeDeps, { change, signal }: Hand): Promise<Result<AltSnapshot>> => {
  const { storeId, fileId } = change;
  const texts = await deps.platform.readAltTexts(storeId, fileId, localesOf(change), { signal });
  if (!texts.ok) return texts;
  return texts.value ? ok(texts.value) : gone();
};

const move = async (
  deps: RunAltChangeDeps,
  { change, leaseId }: Hand,
  to: AltChange['state'],
  patch: Parameters<AltChanges['transition']>[2]['patch'] = {},
): Promise<Result<AltChange>> => {
  const { storeId, id, state: from } = change;
  const now = deps.clock.now();
  const moved = await deps.altChanges.transition(storeId, id, { from, to, leaseId, now, patch });
  return moved ? ok({ ...change, ...patch, state: to }) : lost();
};

const apply = async (deps: RunAltChangeDeps, hand: Hand): Promise<Result<AltChange>> => {
  const now = await textsOf(deps, hand);
  if (!now.ok) return now;
  if (hand.change.state === 'planned') {
    if (now.value.alt !== hand.change.seenAlt) return edited();
    const begun = await move(deps, hand, 'changing', { before: now.value });
    return begun.ok ? write(deps, { ...hand, change: begun.value }, now.value) : begun;
  }
  return write(deps, hand, now.value);
};

/** Writes what is missing. A text that is neither what it was nor what it shall be is somebody else's: it stops us. */
const write = async (deps: RunAltChangeDeps, hand: Hand, now: AltSnapshot): Promise<Result<AltChange>> => {
  const { change, signal } = hand;
  const { storeId, fileId, alt, translations, before } = change;
  if (!before) return err(failure('internal', 'The change lost its snapshot.'));
  if (now.alt !== alt && now.alt !== before.alt) return edited();
  if (now.alt !== alt) {
    if (!(await hand.renew())) return lost();
    const done = await deps.platform.setAlt(storeId, fileId, alt, { signal });
    if (!done.ok) return done;
  }
  const present = new Map(now.translations.map((t) => [t.locale, t.value]));
  const then = new Map(before.translations.map((t) => [t.locale, t.value]));
  const missing = translations.filter((t) => present.get(t.locale) !== t.value);
  if (missing.some((t) => (present.get(t.locale) ?? null) !== (then.get(t.locale) ?? null))) return edited();
  if (missing.length > 0) {
    if (!(await hand.renew())) return lost();
    const done = await deps.platform.writeAltTranslations(storeId, fileId, missing, { signal });
    if (!done.ok) return done;
  }
  return move(deps, hand, 'published', { publishedAt: deps.clock.now(), failure: null });
};

/** Puts back whatever is still ours. Languages that can no longer be written are left as they are, and named. */
const restore = async (deps: RunAltChangeDeps, hand: Hand): Promise<Result<readonly LeftAlone[]>> => {
  const { change, signal } = hand;
  const { storeId, fileId, before } = change;
  if (!before) return ok([]);
  const now = await textsOf(deps, hand);
  if (!now.ok) {
    if (now.error.kind !== 'media-gone') return now;
    return ok([{ what: 'medium', id: fileId, why: 'The picture was deleted in the store.' }]);
  }
  const plan = planAltUndo(fileId, change, before, now.value);
  if (plan.alt !== null) {
    if (!(await hand.renew())) return lost();
    const done = await deps.platform.setAlt(storeId, fileId, plan.alt, { signal });
    if (!done.ok) return done;
  }
  const back = plan.translations.flatMap(({ locale, value }) => (value === null ? [] : [{ locale, value }]));
  const away = plan.translations.flatMap(({ locale, value }) => (value === null ? [locale] : []));
  if (back.length + away.length > 0 && !(await hand.renew())) return lost();
  const removed = await deps.platform.removeAltTranslations(storeId, fileId, away, { signal });
  const written = removed.ok
    ? await deps.platform.writeAltTranslations(storeId, fileId, back, { signal })
    : removed;
  if (written.ok) return ok(plan.leftAlone);
  const { kind, message: why } = written.error;
  if (kind !== 'publish-rejected' && kind !== 'store-unauthorized') return written;
  return ok([...plan.leftAlone, { what: 'translation', id: fileId, why }]);
};

const revert = async (deps: RunAltChangeDeps, hand: Hand): Promise<Result<AltChange>> => {
  const restored = await restore(deps, hand);
  if (!restored.ok) return restored;
  const patch = { leftAlone: restored.value, revertedAt: deps.clock.now(), failure: null };
  return move(deps, hand, 'reverted', patch);
};

const noted = ({ kind, message }: Failure) => ({ kind, message });

/** Waits and comes again, or ends: an undo leaves the change published, a change is taken back first. */
const giveUp = async (deps: RunAltChangeDeps, hand: Hand, why: Failure): Promise<AltChangeOutcome> => {
  if (why.kind === 'lease-lost') return { kind: 'nothing' };
  const waits = await postpone(deps, hand, why);
  if (waits) return waits;
  // the row as it is now: the snapshot may have been stored in this very run
  const { storeId, id } = hand.change;
  const change = (await deps.altChanges.get(storeId, id)) ?? hand.change;
  const current = { ...hand, change };
  if (change.state === 'reverting') {
    const back = await move(deps, current, 'published', { failure: noted(why) });
    return back.ok ? { kind: 'done', change: back.value } : { kind: 'nothing' };
  }
  const restored = await restore(deps, current);
  if (!restored.ok) {
    const later = await postpone(deps, current, restored.error);
    if (later) return later;
    deps.log.error({ storeId, altChangeId: id, kind: restored.error.kind }, 'an alt text was not put back');
  }
  const patch = { failure: noted(why), leftAlone: restored.ok ? restored.value : [] };
  const failed = await move(deps, current, 'failed', patch);
  return failed.ok ? { kind: 'done', change: failed.value } : { kind: 'nothing' };
};

const postpone = async (
  deps: RunAltChangeDeps,
  hand: Hand,
  why: Failure,
): Promise<AltChangeOutcome | null> => {
  const { storeId, id, attempt } = hand.change;
  const cancelled = why.kind === 'cancelled';
  const policy = cancelled ? 'wait' : RETRY_POLICY[why.kind];
  if (policy === 'never' || (policy === 'backoff' && attempt >= MAX_TRIES)) return null;
  const afterMs = cancelled ? 0 : (why.retryAfterMs ?? backoffMs(attempt, deps.random()));
  await deps.altChanges.release(storeId, id, {
    leaseId: hand.leaseId,
    notBefore: new Date(deps.clock.now().getTime() + afterMs),
    countsAsTry: policy === 'backoff',
  });
  deps.log.warn({ storeId, altChangeId: id, kind: why.kind, afterMs }, 'a change of an alt text waits');
  return { kind: 'later', afterMs };
};
