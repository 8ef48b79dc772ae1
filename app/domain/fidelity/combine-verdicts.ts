import { z } from 'zod';
import type { FidelityVerdict, FidelityVerdictKind } from './judge-fidelity.ts';
import { FIDELITY_VERDICTS } from './judge-fidelity.ts';

/** Questions of the rubric, each answered by what the model sees; fixed, so that answers can be compared. */
export const RUBRIC = ['sameProduct', 'shape', 'parts', 'colour', 'writing', 'orientation'] as const;
export type RubricQuestion = (typeof RUBRIC)[number];

const answer = z.enum(['same', 'unsure', 'different']);
export type RubricAnswer = z.infer<typeof answer>;

/** What a vision model answers. Its own words never reach the merchant as they are: they are data of a stranger. */
export const modelOpinionSchema = z.strictObject({
  sameProduct: answer,
  shape: answer,
  parts: answer,
  colour: answer,
  writing: answer,
  orientation: answer,
});
export type ModelOpinion = z.infer<typeof modelOpinionSchema>;

const CLAUSES = {
  sameProduct: 'it seems to be another product',
  shape: 'its shape differs',
  parts: 'a part is missing or was added',
  colour: 'its colour differs',
  writing: 'writing or a logo on it differs',
  orientation: 'it, or a part of it, is mirrored',
} as const satisfies Record<RubricQuestion, string>;

/** The verdict of a model's answers alone: another product, or three things different, fails; anything else not `same` holds. */
export const opinionVerdict = (opinion: ModelOpinion): FidelityVerdictKind => {
  const different = RUBRIC.filter((q) => opinion[q] === 'different');
  if (different.includes('sameProduct') || different.length >= 3) return 'fail';
  return RUBRIC.every((q) => opinion[q] === 'same') ? 'pass' : 'hold';
};

export interface CombineRules {
  /**
   * A local `hold` may be cleared by a model that finds everything the same. Off by default: a person looks. A local
   * `fail` is never cleared.
   */
  readonly modelMayClear: boolean;
}

export const DEFAULT_COMBINE_RULES: CombineRules = { modelMayClear: false };

/** What the gate says in the end, and what each of the two said. */
export interface CombinedVerdict {
  readonly verdict: FidelityVerdictKind;
  readonly score: number;
  readonly sentence: string;
  readonly local: FidelityVerdict;
  /** Null where no model was asked, or none answered. */
  readonly model: { readonly verdict: FidelityVerdictKind; readonly opinion: ModelOpinion } | null;
}

const RANK = { pass: 0, hold: 1, fail: 2 } as const satisfies Record<FidelityVerdictKind, number>;
/** Scores of a verdict that the model alone brought about: those of the local score's bands. */
const MODEL_SCORE = { pass: 1, hold: 0.5, fail: 0.2 } as const satisfies Record<FidelityVerdictKind, number>;

const worse = (one: FidelityVerdictKind, two: FidelityVerdictKind): FidelityVerdictKind =>
  FIDELITY_VERDICTS[Math.max(RANK[one], RANK[two])] ?? 'fail';

/**
 * Joins the measured verdict with a model's. The measured `fail` stands whatever the model says. A model alone can hold a
 * picture that measured well but not fail it: models see things that are not there.
 */
export const combineVerdicts = (
  local: FidelityVerdict,
  opinion: ModelOpinion | null,
  rules: CombineRules = DEFAULT_COMBINE_RULES,
): CombinedVerdict => {
  const { score, sentence } = local;
  if (!opinion) return { verdict: local.verdict, score, sentence, local, model: null };
  const model = { verdict: opinionVerdict(opinion), opinion };
  if (local.verdict === 'hold' && model.verdict === 'pass' && rules.modelMayClear)
    return { verdict: 'pass', score: Math.max(score, 0.7), sentence: CLEARED, local, model };
  const verdict =
    local.verdict === 'pass' && model.verdict === 'fail' ? 'hold' : worse(local.verdict, model.verdict);
  if (verdict === local.verdict) return { verdict, score, sentence, local, model };
  return {
    verdict,
    score: Math.min(score, MODEL_SCORE[verdict]),
    sentence: sentenceOf(opinion),
    local,
    model,
  };
};

const CLEARED = 'The product looks as it does in its photo; a second look found nothing wrong.';

const sentenceOf = (opinion: ModelOpinion): string => {
  const off = [
    ...RUBRIC.filter((q) => opinion[q] === 'different'),
    ...RUBRIC.filter((q) => opinion[q] === 'unsure'),
  ];
  const said = off.slice(0, 2).map((q) => CLAUSES[q]);
  return `Please look at the product: a second look says that ${said.join(', and that ')}.`;
};
