import { failure } from '../../domain/failure.ts';
import {
  CALL_DEADLINE_MS,
  HAND_IN_LIMITS,
  type HandInLimits,
  nextHandIn,
} from '../../domain/providers/batch-mode.ts';
import { providerFailure } from '../../domain/providers/failure-words.ts';
import { NO_USAGE } from '../../domain/providers/usage.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ImageBatches, ImageModel, ImageRequest } from '../../ports/image-model.ts';
import type { ObjectStore } from '../../ports/object-store.ts';
import type { ProviderGate } from '../../ports/provider-gate.ts';
import type { ProviderReply } from '../../ports/provider-reply.ts';
import type {
  BatchModel,
  HandInPiece,
  NewProviderBatch,
  ProviderBatches,
} from '../../ports/repositories/provider-batches.ts';
import { outcomeOf } from '../call-provider.ts';
import { standAtGate } from '../stand-at-gate.ts';
import { type EndDraw, type EndDrawDeps, moveAfter } from './end-draw.ts';
import { refuseHandIn } from './refuse-hand-in.ts';
import { loadRequest } from './stored-image-request.ts';

export interface HandInDeps extends EndDrawDeps {
  readonly providerBatches: Pick<
    ProviderBatches,
    'modelsWaiting' | 'countOpen' | 'waiting' | 'taken' | 'lookAgain' | 'end' | 'draws'
  >;
  readonly endDraw: EndDraw;
  readonly objects: ObjectStore;
  readonly imageModelOf: (provider: string) => ImageModel | undefined;
  readonly gate: Pick<ProviderGate, 'enter' | 'leave'>;
  readonly clock: Clock;
  /** Called when jobs go on. */
  readonly poke: () => void;
  readonly limits?: HandInLimits;
  /** Longest time of one hand-in, milliseconds. */
  readonly timeoutMs?: number;
  /** How long after that it has to be written down, before others look for it. */
  readonly graceMs?: number;
}

/** A place at the gate that is no store's: a batch holds draws of several. */
export const NOBODY = '00000000-0000-0000-0000-000000000000';
const TIMEOUT_MS = 120_000;
const GRACE_MS = 60_000;
const GATE_WAIT_MS = 2_000;
/** When a hand-in without an answer is looked for. */
const FIND_AFTER_MS = 5_000;
/** Draws looked at for one batch: several times what fits in. */
const LOOK = 200;

interface Loaded {
  readonly piece: HandInPiece;
  readonly request: ImageRequest;
}

/** A draw that cannot be handed in at all: there is no call, and its job ends as the failure says. */
const giveUp = async (
  deps: HandInDeps,
  piece: HandInPiece,
  why: ReturnType<typeof failure>,
): Promise<void> => {
  const { attempt, jobCreatedAt: createdAt } = piece;
  const move = moveAfter(deps, { attempt, createdAt }, why);
  await deps.unitOfWork.transact(async (rows) => {
    if (await rows.waitingDraws.remove(piece.storeId, piece.id)) {
      await rows.imageJobs.transition(piece.storeId, piece.jobId, move);
    }
  });
};

const load = async (deps: HandInDeps, pieces: readonly HandInPiece[]): Promise<readonly Loaded[]> => {
  const loaded: Loaded[] = [];
  for (const piece of pieces) {
    const request = await loadRequest(deps.objects, piece.request);
    if (request.ok) loaded.push({ piece, request: request.value });
    else await giveUp(deps, piece, request.error);
  }
  return loaded;
};

/** The batch's row and a row in the book for each of its calls, before anything is sent. Null: others have taken all of them. */
const open = async (deps: HandInDeps, ref: BatchModel, loaded: readonly Loaded[], timeoutMs: number) => {
  const now = deps.clock.now();
  const id = deps.newId();
  const batch: NewProviderBatch = {
    ...ref,
    id,
    displayName: `softbox-${id}`,
    leaseId: deps.newId(),
    leaseUntil: new Date(now.getTime() + timeoutMs + (deps.graceMs ?? GRACE_MS)),
    now,
  };
  const calls = loaded.map((one) => ({ ...one, callId: deps.newId() }));
  const taken = await deps.unitOfWork.transact(async (rows) => {
    const ids = new Set(
      await rows.providerBatches.open(
        batch,
        calls.map(({ piece, callId }) => ({ id: piece.id, callId })),
      ),
    );
    const mine = calls.filter(({ piece }) => ids.has(piece.id));
    for (const { piece, request, callId } of mine) {
      await rows.providerCalls.start(piece.storeId, {
        id: callId,
        attemptId: piece.attemptId,
        ...ref,
        purpose: request.prompt.task,
        mode: 'batch',
        costUpperBound: piece.costUpperBound,
        startedAt: now,
        deadlineAt: new Date(now.getTime() + CALL_DEADLINE_MS),
      });
    }
    return mine;
  });
  return taken.length === 0 ? null : { batch, calls: taken };
};
type Opened = NonNullable<Awaited<ReturnType<typeof open>>>;

const send = async (
  deps: HandInDeps,
  opened: Opened,
  { batches, displayName }: { readonly batches: ImageBatches; readonly displayName: string },
  options: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<ProviderReply<{ readonly name: string }>> => {
  const { batch, calls } = opened;
  const requests = calls.map(({ callId, request }) => ({ key: callId, request }));
  try {
    const { displayName: name, model } = batch;
    return await batches.submit({ displayName: name, model, requests }, { callId: batch.id, ...options });
  } catch (e) {
    // an adapter that throws has a bug; whether it had sent is not known
    deps.log.error({ batch: batch.id, error: e instanceof Error ? e.stack : String(e) }, 'handing in broke');
    const why = providerFailure('provider-reply-lost', displayName);
    return { status: 'unknown', failure: why, requestId: null, bytesIn: 0, bytesOut: 0 };
  }
};

const handIn = async (
  deps: HandInDeps,
  ref: BatchModel,
  loaded: readonly Loaded[],
  imageModel: ImageModel & { readonly batches: ImageBatches },
  signal: AbortSignal,
): Promise<boolean> => {
  const { displayName, batches } = imageModel;
  const { timeoutMs = TIMEOUT_MS } = deps;
  const gateCall = { ...ref, storeId: NOBODY, displayName, bound: NO_USAGE, maxWaitMs: GATE_WAIT_MS, signal };
  const place = await standAtGate(deps, gateCall);
  if (!place.ok) {
    deps.log.info({ ...ref, kind: place.error.kind }, 'a batch is handed in later');
    return false;
  }
  const opened = await open(deps, ref, loaded, timeoutMs).catch(async (e: unknown) => {
    await deps.gate.leave(place.value, { kind: 'unsent' });
    throw e;
  });
  if (!opened) {
    await deps.gate.leave(place.value, { kind: 'unsent' });
    return false;
  }
  const { id, leaseId, now } = opened.batch;
  const reply = await send(deps, opened, { batches, displayName }, { timeoutMs, signal });
  await deps.gate.leave(place.value, outcomeOf(reply)).catch(() => undefined);
  deps.log.info(
    { ...ref, batch: id, requests: opened.calls.length, status: reply.status },
    'handed in a batch',
  );
  const soon = new Date(deps.clock.now().getTime() + FIND_AFTER_MS);
  switch (reply.status) {
    case 'succeeded':
      return deps.providerBatches.taken(id, leaseId, { name: reply.value.name, nextLookAt: soon });
    case 'unknown':
      await deps.providerBatches.lookAgain(id, leaseId, soon);
      return true;
    case 'failed':
      await refuseHandIn(deps, opened.batch, { imageModel, createdAt: now }, reply, signal);
      deps.poke();
      return false;
  }
};

/**
 * Hands in what waits for a provider's batch mode, model by model, as batches of a bounded size; a draw waits for others to fill
 * its batch for a bounded time. The batch and a call for each of its draws are written before anything is sent, so a hand-in
 * whose answer is lost is found again by its name (`lookAfterBatches`) and never made twice. Any number of processes may do it at
 * once: a draw is in one batch at most. Returns how many batches it handed in.
 */
export const makeHandInDraws =
  (deps: HandInDeps) =>
  async (signal: AbortSignal): Promise<number> => {
    const { providerBatches, limits = HAND_IN_LIMITS } = deps;
    let count = 0;
    for (const ref of await providerBatches.modelsWaiting(deps.clock.now())) {
      const imageModel = deps.imageModelOf(ref.provider);
      const batches = imageModel?.batches;
      while (!signal.aborted && (await providerBatches.countOpen(ref)) < limits.open) {
        const now = deps.clock.now();
        const pieces = await providerBatches.waiting(ref, now, LOOK);
        if (!imageModel || !batches) {
          const why = `${ref.provider} has no cheaper run here any more. Nothing was charged: order the picture again, at the normal price.`;
          for (const piece of pieces)
            await giveUp(deps, piece, failure('unsupported-option', why, { field: 'canWait' }));
          if (pieces.length === 0) break;
          continue;
        }
        const loaded = await load(deps, nextHandIn(pieces, limits, now));
        if (loaded.length === 0) break;
        if (!(await handIn(deps, ref, loaded, { ...imageModel, batches }, signal))) break;
        count += 1;
      }
    }
    return count;
  };
export type HandInDraws = ReturnType<typeof makeHandInDraws>;
