import { describe, expect, it } from 'vitest';
import { combineVerdicts, type ModelOpinion, opinionVerdict, RUBRIC } from './combine-verdicts.ts';
import { judgeFidelity } from './judge-fidelity.ts';
import { MEASURES, type Measure } from './measures.ts';
import { DEFAULT_THRESHOLDS } from './thresholds.ts';

const local = (values: Partial<Record<Measure, number>>) =>
  judgeFidelity(
    {
      found: 'aligned',
      values: { ...(Object.fromEntries(MEASURES.map((m) => [m, 0])) as Record<Measure, number>), ...values },
      regions: [],
    },
    DEFAULT_THRESHOLDS,
  );
const [passes, holds, fails] = [local({}), local({ text: 0.4 }), local({ stretch: 0.3 })];
const allSame = Object.fromEntries(RUBRIC.map((q) => [q, 'same'])) as unknown as ModelOpinion;

describe('a model’s answers', () => {
  it('pass only when every question is answered with same', () => {
    expect(opinionVerdict(allSame)).toBe('pass');
    for (const q of RUBRIC) expect(opinionVerdict({ ...allSame, [q]: 'unsure' })).toBe('hold');
  });

  it('fail when it is another product, or three things differ', () => {
    expect(opinionVerdict({ ...allSame, sameProduct: 'different' })).toBe('fail');
    expect(opinionVerdict({ ...allSame, colour: 'different', parts: 'different' })).toBe('hold');
    expect(opinionVerdict({ ...allSame, colour: 'different', parts: 'different', shape: 'different' })).toBe(
      'fail',
    );
  });
});

describe('the joined verdict', () => {
  it('is the measured one where no model answered', () => {
    expect(combineVerdicts(holds, null)).toMatchObject({
      verdict: 'hold',
      model: null,
      sentence: holds.sentence,
    });
  });

  it('keeps a measured fail whatever the model says', () => {
    expect(combineVerdicts(fails, allSame, { modelMayClear: true })).toMatchObject({
      verdict: 'fail',
      score: fails.score,
    });
  });

  it('lets a model alone hold a picture, not fail it', () => {
    const joined = combineVerdicts(passes, { ...allSame, sameProduct: 'different' });
    expect(joined).toMatchObject({ verdict: 'hold', score: 0.5 });
    expect(joined.sentence).toContain('another product');
  });

  it('fails where both see something wrong and the model is sure', () => {
    expect(combineVerdicts(holds, { ...allSame, sameProduct: 'different' }).verdict).toBe('fail');
  });

  it('clears a measured hold only where the store allows it', () => {
    expect(combineVerdicts(holds, allSame).verdict).toBe('hold');
    expect(combineVerdicts(holds, allSame, { modelMayClear: true })).toMatchObject({
      verdict: 'pass',
      score: 0.7,
    });
  });
});
