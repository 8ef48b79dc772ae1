import { failure } from '../domain/failure.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { Clock, NewId } from '../ports/clock.ts';
import type { Queue } from '../ports/queue.ts';
import type { AuditLog } from '../ports/repositories/audit-log.ts';
import type { Publication, Publications } from '../ports/repositories/publications.ts';

export interface UndoRequest {
  /** Also delete our file, if nothing else uses it. Otherwise it stays in the store's files. */
  readonly cleanUp: boolean;
  /** Upload the original again if the merchant has deleted it; it gets a new id. */
  readonly reupload: boolean;
  /** For the audit log. */
  readonly actor: string;
}

export interface RequestUndoDeps {
  readonly publications: Pick<Publications, 'get' | 'transition'>;
  readonly auditLog: Pick<AuditLog, 'append'>;
  readonly queue: Pick<Queue, 'add'>;
  readonly clock: Clock;
  readonly newId: NewId;
}

/**
 * Decides that a publication shall be undone; a worker does it. Asking again while it is under way, or when it is done,
 * changes nothing. Failures: not-found, conflict (it is not published).
 */
export const makeRequestUndo =
  (deps: RequestUndoDeps) =>
  async (storeId: string, id: string, request: UndoRequest): Promise<Result<Publication>> => {
    const publication = await deps.publications.get(storeId, id);
    if (!publication) return err(failure('not-found', 'There is no publication with this id.'));
    const { state, undoPlan } = publication;
    if (state === 'reverting' || state === 'reverted') return ok(publication);
    if (state !== 'published') {
      return err(failure('conflict', 'Only what is published can be undone.', { details: { state } }));
    }
    const now = deps.clock.now();
    const moved = await deps.publications.transition(storeId, id, {
      from: 'published',
      to: 'reverting',
      leaseId: null,
      now,
      patch: {
        cleanUp: request.cleanUp,
        attempt: 0,
        failure: null,
        // an undo that had begun and could not be finished goes on with its own decision
        undoPlan: {
          reupload: request.reupload,
          reuploaded: undoPlan?.reuploaded ?? null,
          change: undoPlan?.change ?? null,
        },
      },
    });
    const current = await deps.publications.get(storeId, id);
    if (!current) return err(failure('not-found', 'There is no publication with this id.'));
    if (!moved) return ok(current);
    await deps.auditLog.append(storeId, [
      {
        id: deps.newId(),
        actor: request.actor,
        action: 'undo',
        subjectKind: 'publication',
        subjectId: id,
        details: { cleanUp: request.cleanUp, reupload: request.reupload },
        at: now,
      },
    ]);
    await deps.queue.add([{ v: 1, kind: 'reversion', storeId, id }]);
    return ok(current);
  };
export type RequestUndo = ReturnType<typeof makeRequestUndo>;
