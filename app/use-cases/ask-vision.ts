import { z } from 'zod';
import { type Failure, failure } from '../domain/failure.ts';
import { questionUsageBound } from '../domain/providers/cost.ts';
import { isProviderFailure } from '../domain/providers/failure-words.ts';
import { type ModelChoice, type ModelRef, modelName } from '../domain/providers/model-choice.ts';
import type { ModelPrice } from '../domain/providers/prices.ts';
import type { VisionTask } from '../domain/providers/tasks.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { FencedText } from '../domain/scene/composed-prompt.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { VisionImage, VisionModel, VisionRequest } from '../ports/vision-model.ts';
import type { CallProvider, ProviderAnswer } from './call-provider.ts';

export interface AskVisionDeps {
  /** The vision models that are set up here, one a provider. */
  readonly visionModels: readonly VisionModel[];
  readonly choice: Pick<ModelChoice, VisionTask>;
  readonly callProvider: CallProvider;
  readonly priceAt: (provider: string, model: string, at: Date) => ModelPrice | null;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  /** Longest time of one question, milliseconds; default `QUESTION_TIMEOUT_MS`. */
  readonly timeoutMs?: number;
}

export interface Question<T> {
  readonly storeId: string;
  readonly attemptId: string | null;
  readonly task: VisionTask;
  readonly instructions: string;
  readonly data: readonly FencedText[];
  readonly images: readonly VisionImage[];
  readonly answer: z.ZodType<T>;
  readonly maxOutputTokens: number;
  /** False: only the first model of the task is asked. */
  readonly mayFallOver: boolean;
  readonly maxWaitMs?: number;
  readonly signal: AbortSignal;
}

export interface VisionAnswer<T> extends ProviderAnswer<T> {
  readonly answeredBy: ModelRef;
  /** True when the provider is a stand-in. */
  readonly isPlaceholder: boolean;
}

/** Longest time of one question. */
export const QUESTION_TIMEOUT_MS = 60_000;

const checked = <T>(model: VisionModel, ref: ModelRef, q: Question<T>): Failure | null => {
  const capabilities = model.capabilities(ref.model);
  const refuse = (field: string, why: string) => failure('unsupported-option', why, { field });
  if (!capabilities) {
    return refuse('model', `${model.displayName} has no model "${ref.model}" that Softbox knows.`);
  }
  if (q.images.length > capabilities.maxImages) {
    return refuse(
      'images',
      `${capabilities.displayName} is shown at most ${capabilities.maxImages} pictures at once.`,
    );
  }
  return q.maxOutputTokens > capabilities.maxOutputTokens
    ? refuse(
        'maxOutputTokens',
        `${capabilities.displayName} answers with at most ${capabilities.maxOutputTokens} tokens.`,
      )
    : null;
};

/** Everything of a question that is sent as text, for the upper bound of its cost. */
const textOf = <T>(q: Question<T>): string =>
  JSON.stringify([q.instructions, q.data, q.images.map((i) => i.label), z.toJSONSchema(q.answer)]);

/**
 * Puts a question to the model of its task, and when that fails and the caller allows it to the next one: another provider's
 * good day helps over this one's bad. Each try is a call of its own in the book. Failures: those of `callProvider`, of the
 * last model asked; unsupported-option when no model of the task is set up here.
 */
export const makeAskVision =
  (deps: AskVisionDeps) =>
  async <T>(question: Question<T>): Promise<Result<VisionAnswer<T>>> => {
    const { task, instructions, data, images, answer, maxOutputTokens, signal } = question;
    const available = deps.choice[task].flatMap((ref) => {
      const visionModel = deps.visionModels.find((m) => m.provider === ref.provider);
      return visionModel ? [{ ref, visionModel }] : [];
    });
    let last: Failure = failure('unsupported-option', `No model for the task "${task}" is set up here.`, {
      field: 'task',
    });
    for (const { ref, visionModel } of question.mayFallOver ? available : available.slice(0, 1)) {
      const wrong = checked(visionModel, ref, question);
      const price = deps.priceAt(ref.provider, ref.model, deps.clock.now());
      if (wrong || !price) {
        last =
          wrong ??
          failure('unsupported-option', `No price is known for ${modelName(ref)}.`, { field: 'model' });
        continue;
      }
      const request: VisionRequest<T> = {
        task,
        model: ref.model,
        instructions,
        data,
        images,
        answer,
        maxOutputTokens,
      };
      const asked = await deps.callProvider({
        storeId: question.storeId,
        attemptId: question.attemptId,
        provider: ref.provider,
        displayName: visionModel.displayName,
        model: ref.model,
        purpose: task,
        bound: questionUsageBound(price, { text: textOf(question), images: images.length, maxOutputTokens }),
        timeoutMs: deps.timeoutMs ?? QUESTION_TIMEOUT_MS,
        ...(question.maxWaitMs === undefined ? {} : { maxWaitMs: question.maxWaitMs }),
        signal,
        send: (options) => visionModel.ask(request, options),
      });
      if (asked.ok) return ok({ ...asked.value, answeredBy: ref, isPlaceholder: visionModel.isPlaceholder });
      last = asked.error;
      deps.log.warn({ task, model: modelName(ref), kind: last.kind }, 'a model did not answer');
      if (!isProviderFailure(last.kind)) break;
    }
    return err(last);
  };
export type AskVision = ReturnType<typeof makeAskVision>;
