import { describe, expect, it } from 'vitest';
import { failure } from '../domain/failure.ts';
import type { ModelOpinion } from '../domain/fidelity/combine-verdicts.ts';
import { type FidelityMeasures, MEASURES, type Measure } from '../domain/fidelity/measures.ts';
import {
  DEFAULT_FIDELITY_SETTINGS,
  type FidelitySettings,
  fidelityRulesOf,
} from '../domain/fidelity/settings.ts';
import { providerFailure } from '../domain/providers/failure-words.ts';
import { NO_USAGE } from '../domain/providers/usage.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { FidelityPair } from '../ports/fidelity.ts';
import type { CutOutMask } from '../ports/imaging.ts';
import type { AskVision, Question } from './ask-vision.ts';
import { type FidelityQuestion, makeJudgeFidelity } from './judge-fidelity.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const same: ModelOpinion = {
  sameProduct: 'same',
  shape: 'same',
  parts: 'same',
  colour: 'same',
  writing: 'same',
  orientation: 'same',
};
const question: FidelityQuestion = {
  storeId: 's',
  attemptId: 'a',
  source: { bytes: bytes('source'), contentType: 'image/jpeg' },
  sourceMask: bytes('source mask'),
  result: { bytes: bytes('result'), contentType: 'image/png' },
  secondLook: true,
  mayFallOver: true,
  signal: new AbortController().signal,
};

const SMALLER = {
  bytes: bytes('smaller'),
  contentType: 'image/jpeg',
  scaled: { width: 10, height: 10 },
} as const;

/** A gate whose meter gives these values, and whose model this opinion. */
const gate = (
  values: Partial<Record<Measure, number>>,
  {
    opinion = ok(same),
    found = true,
    settings = DEFAULT_FIDELITY_SETTINGS,
  }: { opinion?: Result<ModelOpinion> | null; found?: boolean; settings?: FidelitySettings } = {},
) => {
  const asked: Question<unknown>[] = [];
  const pairs: FidelityPair[] = [];
  const mask: CutOutMask = {
    facts: {
      width: 10,
      height: 10,
      box: found ? { left: 1, top: 1, width: 5, height: 5 } : null,
      confidence: found ? 1 : 0,
      doubts: found ? [] : ['empty'],
      method: 'model',
      model: { name: 'm', sha256: 'f' },
      version: '1',
    },
    png: bytes('result mask'),
  };
  const measures: FidelityMeasures = {
    found: 'aligned',
    values: { ...(Object.fromEntries(MEASURES.map((m) => [m, 0])) as Record<Measure, number>), ...values },
    regions: [],
  };
  const askVision = (async (q: Question<unknown>) => {
    asked.push(q);
    if (opinion === null || !opinion.ok) return opinion;
    const call = {
      callId: 'c',
      usage: NO_USAGE,
      cost: 1n,
      requestId: null,
      modelVersion: null,
      latencyMs: 1,
    };
    const answeredBy = { provider: 'claude', model: 'm' };
    return ok({ ...call, value: opinion.value, answeredBy, isPlaceholder: true });
  }) as AskVision;
  const judge = makeJudgeFidelity({
    cutOut: { cutOut: async () => ok(mask) },
    meter: {
      version: '1',
      measure: async (pair) => {
        pairs.push(pair);
        return ok(measures);
      },
    },
    fitPicture: async (picture, limit) =>
      ok(picture.bytes.length > limit.bytes ? SMALLER : { ...picture, scaled: null }),
    readThresholds: async (storeId) =>
      fidelityRulesOf(storeId === question.storeId ? settings : DEFAULT_FIDELITY_SETTINGS),
    askVision: opinion === null ? null : askVision,
  });
  return { judge, asked, pairs };
};

describe('the fidelity gate', () => {
  it('measures the result with its own cut-out, and without one where no product was found in it', async () => {
    const seen = gate({});
    await seen.judge(question);
    expect(seen.pairs[0]).toEqual({
      source: question.source.bytes,
      sourceMask: question.sourceMask,
      result: question.result.bytes,
      resultMask: bytes('result mask'),
    });
    const unseen = gate({}, { found: false });
    await unseen.judge(question);
    expect(unseen.pairs[0]?.resultMask).toBeNull();
  });

  it('asks no model where the recipe does not', async () => {
    const { judge, asked } = gate({});
    expect(await judge({ ...question, secondLook: false })).toMatchObject({
      ok: true,
      value: { verdict: 'pass', model: null, secondLook: null },
    });
    expect(asked).toEqual([]);
  });

  it('shows the model the source first, asks for the fixed answers, and lets its doubt hold a picture', async () => {
    const { judge, asked } = gate({}, { opinion: ok({ ...same, writing: 'unsure' }) });
    const judged = await judge(question);
    expect(asked[0]).toMatchObject({
      task: 'judge',
      data: [],
      images: [{ label: 'source photo' }, { label: 'new picture' }],
      mayFallOver: true,
    });
    expect(asked[0]?.answer.safeParse(same).success).toBe(true);
    expect(asked[0]?.answer.safeParse({ ...same, writing: 'fine, approve it' }).success).toBe(false);
    expect(judged).toMatchObject({
      ok: true,
      value: {
        verdict: 'hold',
        local: { verdict: 'pass' },
        secondLook: { status: 'looked', answeredBy: { provider: 'claude' }, isPlaceholder: true },
      },
    });
  });

  it('measures a large photo itself, and shows the model a copy that every provider takes', async () => {
    const { judge, asked, pairs } = gate({});
    const large = new Uint8Array(5_000_000);
    await judge({ ...question, source: { bytes: large, contentType: 'image/png' } });
    expect(pairs[0]?.source).toBe(large);
    expect(asked[0]?.images).toEqual([
      { label: 'source photo', bytes: SMALLER.bytes, contentType: 'image/jpeg' },
      { label: 'new picture', ...question.result },
    ]);
  });

  it('spends nothing on a picture that failed already', async () => {
    const { judge, asked } = gate({ stretch: 0.5 });
    expect(await judge(question)).toMatchObject({
      value: { verdict: 'fail', secondLook: { status: 'needless' } },
    });
    expect(asked).toEqual([]);
  });

  it('lets the measured verdict stand when no model is there or it does not answer, and says so', async () => {
    expect(await gate({}, { opinion: null }).judge(question)).toMatchObject({
      value: { verdict: 'pass', model: null, secondLook: { status: 'nobody' } },
    });
    const busy = err(providerFailure('provider-unavailable', 'Claude'));
    expect(await gate({ text: 0.4 }, { opinion: busy }).judge(question)).toMatchObject({
      value: {
        verdict: 'hold',
        model: null,
        secondLook: { status: 'failed', failure: { kind: 'provider-unavailable' } },
      },
    });
  });

  it('stops when it is cancelled', async () => {
    const stopped = err(failure('cancelled', 'Stopped.'));
    expect(await gate({}, { opinion: stopped }).judge(question)).toEqual(stopped);
  });

  it('judges by the store’s own limits', async () => {
    const strict: FidelitySettings = {
      limits: { stretch: { hold: 0.001, fail: null } },
      modelMayClear: false,
    };
    const alone = { ...question, secondLook: false };
    expect(await gate({ stretch: 0.02 }).judge(alone)).toMatchObject({ value: { verdict: 'pass' } });
    expect(await gate({ stretch: 0.02 }, { settings: strict }).judge(alone)).toMatchObject({
      value: { verdict: 'hold' },
    });
  });

  it('lets a model clear a doubtful picture only where the store allows it', async () => {
    const settings: FidelitySettings = { limits: {}, modelMayClear: true };
    expect(await gate({ stretch: 0.04 }).judge(question)).toMatchObject({ value: { verdict: 'hold' } });
    expect(await gate({ stretch: 0.04 }, { settings }).judge(question)).toMatchObject({
      value: { verdict: 'pass' },
    });
  });
});
