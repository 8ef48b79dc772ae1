import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeFidelity, scoreOf } from './judge-fidelity.ts';
import { type FidelityMeasures, MEASURES, type Measure } from './measures.ts';
import { DEFAULT_THRESHOLDS, fidelityThresholdsSchema, thresholdsOf } from './thresholds.ts';

const measured = (
  values: Partial<Record<Measure, number>>,
  regions: FidelityMeasures['regions'] = [],
): FidelityMeasures => ({
  found: 'aligned',
  values: { ...(Object.fromEntries(MEASURES.map((m) => [m, 0])) as Record<Measure, number>), ...values },
  regions,
});
const judge = (values: Partial<Record<Measure, number>>) =>
  judgeFidelity(measured(values), DEFAULT_THRESHOLDS);
const box = { left: 1, top: 2, width: 3, height: 4 };
const RANK = { pass: 0, hold: 1, fail: 2 };

describe('the verdict on a picture', () => {
  it('is a clean pass where nothing differs', () => {
    expect(judge({})).toMatchObject({ verdict: 'pass', score: 1, findings: [], regions: [] });
  });

  it('holds at a measure’s first limit and fails at its second', () => {
    const { hold, fail } = DEFAULT_THRESHOLDS.stretch;
    expect(judge({ stretch: hold * 0.99 }).verdict).toBe('pass');
    expect(judge({ stretch: hold }).verdict).toBe('hold');
    expect(judge({ stretch: fail ?? 1 }).verdict).toBe('fail');
  });

  it('never fails by a measure that may only hold', () => {
    expect(DEFAULT_THRESHOLDS.added.fail).toBeNull();
    expect(judge({ added: 50 }).verdict).toBe('hold');
  });

  it('fails where no product was found', () => {
    const none = { ...measured({}), found: 'no-product' as const };
    expect(judgeFidelity(none, DEFAULT_THRESHOLDS)).toMatchObject({
      verdict: 'fail',
      score: 0,
      sentence: 'No product was found in the picture.',
    });
  });

  it('names only regions whose fault is beyond its limit', () => {
    const text = { fault: 'text' as const, box, value: 0.9 };
    const colour = { fault: 'colour' as const, box, value: 7 };
    const verdict = judgeFidelity(measured({ text: 0.9 }, [text, colour]), DEFAULT_THRESHOLDS);
    expect(verdict.regions).toEqual([text]);
  });

  it('says what is wrong in words, the telling before the vague', () => {
    expect(judge({ stretch: Math.log(1.08), outline: 0.3 }).sentence).toBe(
      'The product was changed: its proportions are off by about 8 %.',
    );
    expect(judge({ missing: 0.02 }).sentence).toBe(
      'Please look at the product: a part of it is missing (about 2 % of it).',
    );
    expect(judge({ unlikeness: 0.9, structure: 0.9, colour: 30 }).sentence).toBe(
      'This seems to be another product than the one in the photo.',
    );
  });

  it('takes a store’s own limits over the defaults', () => {
    const own = fidelityThresholdsSchema.parse({ stretch: { hold: 0.2, fail: null } });
    expect(judgeFidelity(measured({ stretch: 0.1 }), thresholdsOf(own)).verdict).toBe('pass');
    expect(fidelityThresholdsSchema.safeParse({ stretch: { hold: 0.2, fail: 0.1 } }).success).toBe(false);
  });

  it('never gets better when a measure gets worse (law)', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...MEASURES),
        fc.dictionary(fc.constantFrom(...MEASURES), fc.double({ min: 0, max: 40, noNaN: true })),
        fc.double({ min: 0, max: 20, noNaN: true }),
        (measure, values, more) => {
          const before = judge(values);
          const after = judge({ ...values, [measure]: (values[measure] ?? 0) + more });
          expect(RANK[after.verdict]).toBeGreaterThanOrEqual(RANK[before.verdict]);
          expect(after.score).toBeLessThanOrEqual(before.score + 1e-12);
        },
      ),
    );
  });

  it('has a score in the band of its verdict (law)', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...MEASURES), fc.double({ min: 0, max: 40, noNaN: true })),
        (values) => {
          const { verdict, score } = judge(values);
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(1);
          expect(score >= 0.7 ? 'pass' : score > 0.3 ? 'hold' : 'fail').toBe(verdict);
        },
      ),
    );
    expect(scoreOf(0, { hold: 1, fail: 2 })).toBe(1);
  });
});
