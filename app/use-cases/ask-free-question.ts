import { budgetPeriods } from '../domain/budget.ts';
import { failure } from '../domain/failure.ts';
import { FREE_TASKS, freeQuestionFailure } from '../domain/providers/free-questions.ts';
import { err, type Result } from '../domain/result.ts';
import type { Clock } from '../ports/clock.ts';
import type { ProviderCalls } from '../ports/repositories/provider-calls.ts';
import type { AskVision, Question, VisionAnswer } from './ask-vision.ts';

export interface FreeQuestionDeps {
  /** Null: no vision model is set up here. */
  readonly askVision: AskVision | null;
  readonly providerCalls: Pick<ProviderCalls, 'countSince'>;
  readonly clock: Pick<Clock, 'now'>;
}

export type FreeQuestion<T> = Omit<Question<T>, 'attemptId' | 'mayFallOver' | 'task'> & {
  readonly task: (typeof FREE_TASKS)[number];
};

export interface AskFreeQuestion {
  /** Whether a question could be asked now. Failures: unsupported-option (model) when no vision model is set up; rate-limited. */
  ready(storeId: string): Promise<Result<AskVision>>;
  /** Failures: those of `ready` and of `askVision`. */
  ask<T>(question: FreeQuestion<T>): Promise<Result<VisionAnswer<T>>>;
}

/**
 * Puts a question that costs the merchant nothing: booked like every call, within the store's number of them a day. Two at the
 * same moment may both pass the last place: the number bounds the expense, it is no ledger.
 */
export const makeAskFreeQuestion = ({
  askVision,
  providerCalls,
  clock,
}: FreeQuestionDeps): AskFreeQuestion => {
  const ready: AskFreeQuestion['ready'] = async (storeId) => {
    if (askVision === null) {
      const why =
        'This needs a model that reads, and none is set up here (see docs/providers.md). You can write the fields yourself.';
      return err(failure('unsupported-option', why, { field: 'model' }));
    }
    const now = clock.now();
    const asked = await providerCalls.countSince(storeId, FREE_TASKS, budgetPeriods(now).day);
    const refused = freeQuestionFailure(asked, now);
    return refused ? err(refused) : { ok: true, value: askVision };
  };
  return {
    ready,
    async ask(question) {
      const free = await ready(question.storeId);
      if (!free.ok) return free;
      return free.value({ ...question, attemptId: null, mayFallOver: true });
    },
  };
};
