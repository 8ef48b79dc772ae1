import { failure } from '../domain/failure.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { Clock, NewId } from '../ports/clock.ts';
import type { Batch, Batches, NewBatch } from '../ports/repositories/batches.ts';
import type { UnitOfWork } from '../ports/unit-of-work.ts';
import type { EditRequest, PreparedEdit, PrepareEdit } from './prepare-edit.ts';

export interface SubmitEditDeps {
  readonly prepareEdit: PrepareEdit;
  readonly unitOfWork: UnitOfWork<{ readonly batches: Batches }>;
  readonly clock: Pick<Clock, 'now'>;
  readonly newId: NewId;
  /** Tells the dispatcher that there is work; it would find it by itself a little later. */
  readonly poke: () => void;
}

export interface EditOrder {
  /** The same key twice is one edit. At most 200 characters. */
  readonly requestKey?: string | undefined;
  /** True: an edit that the store has already, of the same picture by the same words, is not made and paid for again. */
  readonly reuse?: boolean | undefined;
  /** Who asked: a user id, a bridge key id. */
  readonly actor: string;
}

export interface SubmittedEdit {
  readonly batch: Batch;
  /** False when the request key was seen before. */
  readonly created: boolean;
}

const MAX_KEY = 200;
const LABEL = 80;

const newBatch = (deps: SubmitEditDeps, edit: PreparedEdit, order: EditOrder): NewBatch => {
  const { recipe } = edit;
  return {
    id: deps.newId(),
    recipe: { hash: edit.recipeHash, body: recipe },
    label:
      recipe.instruction.length > LABEL ? `${recipe.instruction.slice(0, LABEL - 1)}…` : recipe.instruction,
    createdBy: order.actor,
    requestKey: order.requestKey ?? null,
    price: edit.price,
    canvasAssetId: edit.canvas.id,
    jobs: [{ ...edit.source, id: deps.newId() }],
    now: deps.clock.now(),
  };
};

/**
 * Turns an edit as it is asked for into a batch of one queued job with its price reserved. Failures: those of `prepareEdit`;
 * conflict when the store has this edit already (`reuse`), budget-exceeded, idempotency-mismatch.
 */
export const makeSubmitEdit =
  (deps: SubmitEditDeps) =>
  async (
    storeId: string,
    assetId: string,
    { requestKey, reuse, actor, ...request }: EditRequest & EditOrder,
  ): Promise<Result<SubmittedEdit>> => {
    if (requestKey !== undefined && (requestKey.length === 0 || requestKey.length > MAX_KEY)) {
      const why = `A request key has 1 to ${MAX_KEY} characters.`;
      return err(failure('invalid-input', why, { field: 'requestKey' }));
    }
    const edit = await deps.prepareEdit(storeId, assetId, request);
    if (!edit.ok) return edit;
    const before =
      requestKey === undefined
        ? null
        : await deps.unitOfWork.transact(({ batches }) => batches.findByRequestKey(storeId, requestKey));
    if (before?.recipeHash === edit.value.recipeHash) return ok({ batch: before, created: false });
    if (reuse && edit.value.inLibrary) {
      const why = 'You have this edit of the picture already: it is in your library and costs nothing.';
      const details = { assets: [edit.value.inLibrary.assetId] };
      return err(failure('conflict', why, { field: 'reuse', details }));
    }
    const order = { requestKey, reuse, actor };
    const submitted = await deps.unitOfWork.transact(({ batches }) =>
      batches.submit(storeId, newBatch(deps, edit.value, order)),
    );
    if (submitted.ok) deps.poke();
    return submitted;
  };
export type SubmitEdit = ReturnType<typeof makeSubmitEdit>;
