import type { Message, MessageKind } from '../domain/message.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Queue, QueueBackend } from '../ports/queue.ts';
import type { AltChanges } from '../ports/repositories/alt-changes.ts';
import type { CatalogueSyncs } from '../ports/repositories/catalogue-syncs.ts';
import type { Publications } from '../ports/repositories/publications.ts';
import type { WebhookInbox } from '../ports/repositories/webhook-inbox.ts';
import type { WordsRuns } from '../ports/repositories/words-runs.ts';
import { repeat } from './repeat.ts';

/** What a run of store work says: nothing more to do, or "send the same message again after so long". */
export type StoreWorkOutcome = { readonly kind: string; readonly afterMs?: number };

/** Who does the work of each kind of message in the queue `store`. */
export type StoreWork = Readonly<
  Record<
    Exclude<MessageKind, 'image-job'>,
    (storeId: string, id: string, signal: AbortSignal) => Promise<StoreWorkOutcome>
  >
>;

export interface StoreWorkerDeps {
  readonly backend: Pick<QueueBackend, 'consume'>;
  readonly queue: Pick<Queue, 'add'>;
  readonly work: StoreWork;
  readonly publications: Pick<Publications, 'stranded'>;
  readonly wordsRuns: Pick<WordsRuns, 'stranded'>;
  readonly altChanges: Pick<AltChanges, 'stranded'>;
  readonly catalogueSyncs: Pick<CatalogueSyncs, 'stranded'>;
  readonly webhookInbox: Pick<WebhookInbox, 'unhandled'>;
  /** Messages for connections that it is time to look after. */
  readonly dueChecks: () => Promise<readonly Message[]>;
  /** What has to be done now and then, by name. */
  readonly upkeep: Readonly<Record<string, (signal: AbortSignal) => Promise<unknown>>>;
  /** Deletes what only protected for a while. */
  readonly forgetOld: () => Promise<unknown>;
  readonly clock: Clock;
  readonly log: Log;
  readonly concurrency: number;
  readonly sweepMs?: number;
  readonly forgetMs?: number;
}

export interface StoreWorker {
  drain(graceMs: number): Promise<void>;
}

const SWEEP_MS = 10_000;
const FORGET_MS = 60_000;
const UPKEEP_MS = 60_000;
/** A message that nobody took for this long is taken for lost; too early costs one void message. */
const LOST_MS = 60_000;
const LIMIT = 200;
/** A delivery belongs to no store until it is handled; messages name one all the same. */
const NO_STORE = '00000000-0000-0000-0000-000000000000';

/**
 * What a process does for stores: syncs, webhooks, publications and their undoing, one message at a time per slot, and the
 * sweep that sends again what a kill left behind. The rows hold the leases, so any number of these may run.
 */
export const startStoreWorker = async (deps: StoreWorkerDeps): Promise<StoreWorker> => {
  const { clock, log, queue } = deps;
  const stop = new AbortController();

  const handle = async (message: Message, signal: AbortSignal): Promise<void> => {
    if (message.kind === 'image-job') return;
    const { kind, storeId, id } = message;
    const outcome = await deps.work[kind](storeId, id, signal);
    log.info({ kind, storeId, id, outcome: outcome.kind, afterMs: outcome.afterMs }, 'store work');
    if (outcome.afterMs !== undefined) await queue.add([message], { delayMs: outcome.afterMs });
  };

  const sweep = async (): Promise<void> => {
    const now = clock.now();
    const olderThan = new Date(now.getTime() - LOST_MS);
    const [publications, words, alts, syncs, webhooks] = await Promise.all([
      deps.publications.stranded(now, olderThan, LIMIT),
      deps.wordsRuns.stranded(now, olderThan, LIMIT),
      deps.altChanges.stranded(now, olderThan, LIMIT),
      deps.catalogueSyncs.stranded(now, olderThan, LIMIT),
      deps.webhookInbox.unhandled({ now, receivedBefore: olderThan, limit: LIMIT }),
    ]);
    const messages: Message[] = [
      ...publications.map(
        ({ storeId, id, state }): Message => ({
          v: 1,
          kind: state === 'reverting' ? 'reversion' : 'publication',
          storeId,
          id,
        }),
      ),
      ...words.map(({ storeId, id }): Message => ({ v: 1, kind: 'words-run', storeId, id })),
      ...alts.map(({ storeId, id }): Message => ({ v: 1, kind: 'alt-change', storeId, id })),
      ...syncs.map(({ storeId, id }): Message => ({ v: 1, kind: 'catalogue-sync', storeId, id })),
      ...webhooks.map(({ id }): Message => ({ v: 1, kind: 'webhook-inbox', storeId: NO_STORE, id })),
    ];
    if (messages.length > 0) {
      log.warn({ count: messages.length }, 'sent lost store work again');
      await queue.add(messages);
    }
    const checks = await deps.dueChecks();
    if (checks.length > 0) await queue.add(checks);
  };

  const consumer = await deps.backend.consume({ queue: 'store', concurrency: deps.concurrency, handle });
  const loop = (name: string, everyMs: number, work: () => Promise<unknown>) =>
    repeat({ name, everyMs, signal: stop.signal, clock, log }, work);
  const sweeping = Promise.all([
    loop('store sweep', deps.sweepMs ?? SWEEP_MS, sweep),
    loop('forgetting', deps.forgetMs ?? FORGET_MS, deps.forgetOld),
    ...Object.entries(deps.upkeep).map(([name, work]) => loop(name, UPKEEP_MS, () => work(stop.signal))),
  ]);
  return {
    async drain(graceMs) {
      stop.abort(new Error('this worker stops'));
      await sweeping;
      await consumer.drain(graceMs);
    },
  };
};
