import { failure } from '../domain/failure.ts';
import type { Micros } from '../domain/ledger.ts';
import { checkImageRequest } from '../domain/providers/check-request.ts';
import { type CallMode, costBound, imageUsageBound } from '../domain/providers/cost.ts';
import type { ModelPrice } from '../domain/providers/prices.ts';
import type { ProviderUsage } from '../domain/providers/usage.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { Clock } from '../ports/clock.ts';
import type { GeneratedImage, ImageModel, ImageRequest } from '../ports/image-model.ts';
import type { CallProvider, ProviderAnswer } from './call-provider.ts';

export interface GenerateImageDeps {
  readonly imageModel: ImageModel;
  readonly callProvider: CallProvider;
  readonly priceAt: (provider: string, model: string, at: Date) => ModelPrice | null;
  readonly clock: Pick<Clock, 'now'>;
  /** Longest time of one picture, milliseconds; default `IMAGE_TIMEOUT_MS`. */
  readonly timeoutMs?: number;
}

/** Longest time of one picture. */
export const IMAGE_TIMEOUT_MS = 120_000;

/** A request that was checked, with the text and the most it can cost. */
export interface PreparedImage {
  readonly request: ImageRequest;
  /** The final text, to be shown in previews and stored with the picture. */
  readonly wording: string;
  readonly bound: ProviderUsage;
  /** Micro-USD. */
  readonly costUpperBound: Micros;
}

export interface GenerateImage {
  /** Checks every option and says what it will cost at most; nothing is sent. Failure: unsupported-option, by field. */
  prepare(request: ImageRequest, mode?: CallMode): Result<PreparedImage>;
  /** Makes it. Failures: those of `prepare` and of `callProvider`. */
  generate(
    call: { readonly storeId: string; readonly attemptId: string | null; readonly maxWaitMs?: number },
    request: ImageRequest,
    signal: AbortSignal,
  ): Promise<Result<ProviderAnswer<GeneratedImage> & { readonly wording: string }>>;
}

/** A picture by an image model: options honoured or refused, the call booked and within limits. */
export const makeGenerateImage = (deps: GenerateImageDeps): GenerateImage => {
  const { imageModel, callProvider, priceAt, clock } = deps;
  const prepare = (request: ImageRequest, mode: CallMode = 'now'): Result<PreparedImage> => {
    const { model, prompt, references, aspect, size, seed, count } = request;
    const capabilities = imageModel.capabilities(model);
    const price = priceAt(imageModel.provider, model, clock.now());
    if (!capabilities || !price) {
      const why = `${imageModel.displayName} has no model "${model}" that Softbox knows the options and price of.`;
      return err(failure('unsupported-option', why, { field: 'model' }));
    }
    const masked =
      (prompt.task === 'edit' && prompt.masked) || references.some((reference) => reference.role === 'mask');
    const options = { task: prompt.task, aspect, size, count, seed, masked, references };
    const checked = checkImageRequest(capabilities, options);
    if (!checked.ok) return checked;
    const wording = imageModel.wording(prompt);
    const bound = imageUsageBound(price, { wording, references: references.length, size });
    return ok({ request, wording, bound, costUpperBound: costBound(price, bound, mode) });
  };
  return {
    prepare,
    async generate({ storeId, attemptId, maxWaitMs }, request, signal) {
      const prepared = prepare(request);
      if (!prepared.ok) return prepared;
      const { bound, wording } = prepared.value;
      const answer = await callProvider({
        storeId,
        attemptId,
        provider: imageModel.provider,
        displayName: imageModel.displayName,
        model: request.model,
        purpose: request.prompt.task,
        bound,
        timeoutMs: deps.timeoutMs ?? IMAGE_TIMEOUT_MS,
        ...(maxWaitMs === undefined ? {} : { maxWaitMs }),
        signal,
        send: (options) => imageModel.make(request, options),
      });
      return answer.ok ? ok({ ...answer.value, wording }) : answer;
    },
  };
};
