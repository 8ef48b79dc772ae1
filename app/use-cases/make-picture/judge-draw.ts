import { type Failure, RETRY_POLICY } from '../../domain/failure.ts';
import { type DrawVerdict, drawVerdictSchema } from '../../domain/fidelity/draw-verdict.ts';
import { IMAGE_JOB_RETRY } from '../../domain/image-job.ts';
import { modelName } from '../../domain/providers/model-choice.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { RenderedPicture } from '../../ports/imaging.ts';
import type { ClaimedImageJob } from '../../ports/repositories/image-jobs.ts';
import type { ProviderPicture, ProviderPictures } from '../../ports/repositories/provider-pictures.ts';
import type { FidelityAnswer, FidelityQuestion, JudgeFidelity } from '../judge-fidelity.ts';

export interface JudgeDrawDeps {
  readonly judgeFidelity: JudgeFidelity;
  readonly providerPictures: Pick<ProviderPictures, 'judge'>;
}

/** The verdict that was kept with a draw; null when it was not judged yet. */
export const keptVerdict = (picture: ProviderPicture): DrawVerdict | null =>
  drawVerdictSchema.safeParse(picture.verdict).data ?? null;

const secondLookOf = ({ secondLook }: FidelityAnswer): DrawVerdict['secondLook'] => {
  if (secondLook === null) return null;
  const { status } = secondLook;
  const nobody = { status, by: null, isPlaceholder: false, why: null };
  if (secondLook.status === 'looked') {
    return { ...nobody, by: modelName(secondLook.answeredBy), isPlaceholder: secondLook.isPlaceholder };
  }
  return secondLook.status === 'failed' ? { ...nobody, why: secondLook.failure.message } : nobody;
};

/**
 * A second look that failed is asked for again with the next try of the job, whose draw is kept and paid. It is given up when
 * trying again cannot help: a person looks then.
 */
const isWorthAnotherTry = ({ kind }: Failure, attempt: number): boolean => {
  if (kind === 'provider-quota') return false;
  const policy = RETRY_POLICY[kind];
  return policy === 'wait' || (policy === 'backoff' && attempt < IMAGE_JOB_RETRY.maxAttempts);
};

/**
 * The gate's verdict on a finished picture, kept with the draw that it was made from: a worker that takes the job over does not
 * ask again. Failures: those of `judgeFidelity`; a provider's, when the second look is worth another try.
 */
export const judgeDraw = async (
  deps: JudgeDrawDeps,
  job: ClaimedImageJob,
  draw: ProviderPicture,
  question: Pick<FidelityQuestion, 'source' | 'sourceMask' | 'secondLook' | 'signal'> & {
    readonly picture: RenderedPicture;
  },
): Promise<Result<DrawVerdict>> => {
  const kept = keptVerdict(draw);
  if (kept) return ok(kept);
  const { picture, ...asked } = question;
  const answer = await deps.judgeFidelity({
    ...asked,
    storeId: job.storeId,
    attemptId: job.attemptId,
    result: { bytes: picture.bytes, contentType: picture.contentType },
    mayFallOver: true,
  });
  if (!answer.ok) return answer;
  const { verdict, score, sentence, local, secondLook } = answer.value;
  if (secondLook?.status === 'failed' && isWorthAnotherTry(secondLook.failure, job.attempt)) {
    return err(secondLook.failure);
  }
  const said: DrawVerdict = {
    verdict,
    score,
    sentence,
    regions: [...local.regions],
    secondLook: secondLookOf(answer.value),
  };
  await deps.providerPictures.judge(job.storeId, draw.id, said);
  return ok(said);
};
