import { failure } from '../../domain/failure.ts';
import { type DrawVerdict, fateOf } from '../../domain/fidelity/draw-verdict.ts';
import { MAX_DRAWS } from '../../domain/price.ts';
import { imageTaskOf, type ModelRecipe } from '../../domain/recipe/model-options.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { RenderedPicture } from '../../ports/imaging.ts';
import type { ClaimedImageJob } from '../../ports/repositories/image-jobs.ts';
import type { ProviderPicture } from '../../ports/repositories/provider-pictures.ts';
import { type Draw, type DrawDeps, type DrawRequest, drawByModel } from './draw-by-model.ts';
import { type JudgeDrawDeps, judgeDraw, keptVerdict } from './judge-draw.ts';
import type { Advance } from './picture-maker.ts';

export interface DrawLoopDeps extends DrawDeps, JudgeDrawDeps {
  readonly providerPictures: DrawDeps['providerPictures'];
}

/** How a picture is drawn, finished and judged, a draw at a time. */
export interface DrawPlan {
  readonly recipe: ModelRecipe;
  /** The request of the next draw; `corrections`: what the gate said of those before. */
  request(corrections: readonly string[]): DrawRequest;
  finish(draw: Draw): Promise<Result<RenderedPicture>>;
  readonly question: Omit<Parameters<typeof judgeDraw>[3], 'picture'>;
}

export interface TakenDraw {
  readonly draw: ProviderPicture;
  readonly picture: RenderedPicture;
  /** Reasons for a person to look; empty when the gate let it pass. */
  readonly doubts: readonly string[];
}

/**
 * Draws until the fidelity gate does not say `fail`, three times at most, each time with what was wrong before. Draws and verdicts
 * are kept, so a worker that takes the job over goes on where it stopped. Failures: fidelity-failed after the last draw; those of
 * drawing, finishing, judging; lease-lost.
 */
export const drawUntilTrue = async (
  deps: DrawLoopDeps,
  job: ClaimedImageJob,
  plan: DrawPlan,
  { advance, signal }: { readonly advance: Advance; readonly signal: AbortSignal },
): Promise<Result<TakenDraw>> => {
  const most = MAX_DRAWS[imageTaskOf(plan.recipe)];
  const corrections: string[] = [];
  const judged = (verdict: DrawVerdict, number: number) => {
    const fate = fateOf(verdict, { number, most });
    if (fate.fate === 'again' && !corrections.includes(verdict.sentence)) corrections.push(verdict.sentence);
    return fate;
  };
  for (let number = 1; number <= most; number++) {
    const before = await deps.providerPictures.find(job.storeId, job.id, number);
    const said = before && keptVerdict(before);
    if (said && judged(said, number).fate === 'again') continue;

    const rendering = await advance('rendering');
    if (!rendering.ok) return rendering;
    const request = plan.request(corrections);
    const draw = await drawByModel(deps, job, { recipe: plan.recipe, number, request }, signal);
    if (!draw.ok) return draw;
    const finished = await plan.finish(draw.value);
    if (!finished.ok) return finished;

    const checking = await advance('checking');
    if (!checking.ok) return checking;
    const question = { ...plan.question, picture: finished.value };
    const verdict = await judgeDraw(deps, job, draw.value.picture, question);
    if (!verdict.ok) return verdict;
    const fate = judged(verdict.value, number);
    if (fate.fate === 'again') continue;
    if (fate.fate === 'fail') return err(failure(fate.reason.kind, fate.reason.message));
    const doubts = fate.fate === 'hold' ? [fate.doubt] : [];
    return ok({ draw: draw.value.picture, picture: finished.value, doubts });
  }
  throw new Error('the last draw is taken or given up');
};
