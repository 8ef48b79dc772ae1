import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { cutOutFactsSchema } from '#app/domain/imaging/cut-out-facts.ts';
import { ensureModel } from '#scripts/model/ensure-model.mjs';
import { type IsnetModel, MODEL_PIXELS, MODEL_SIDE } from './isnet-model.ts';
import { makeCutOut, makeOnnxCutOut } from './onnx-cut-out.ts';

const identity = { name: 'by-hand', sha256: 'f'.repeat(64) };
/** A model that gives one answer whatever it sees; it counts its runs. */
const modelThatAnswers = (answer: (x: number, y: number) => number) => {
  const plane = Float32Array.from({ length: MODEL_PIXELS }, (_, i) =>
    answer((i % MODEL_SIDE) / MODEL_SIDE, Math.floor(i / MODEL_SIDE) / MODEL_SIDE),
  );
  const model = { runs: 0, run: async () => Float32Array.from(plane), dispose: async () => undefined };
  const counted: IsnetModel = {
    run: () => {
      model.runs += 1;
      return model.run();
    },
    dispose: model.dispose,
  };
  return { counted, runs: () => model.runs };
};
const inMiddle = (x: number, y: number): number =>
  Math.abs(x - 0.5) < 0.25 && Math.abs(y - 0.5) < 0.25 ? 1 : 0;
const photo = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#e8e4de' } })
    .composite([
      {
        input: { create: { width: width >> 1, height: height >> 1, channels: 3, background: '#7a2318' } },
        gravity: 'centre',
      },
    ])
    .png()
    .toBuffer();

/** A 200 x 200 PNG with this alpha. */
const withAlpha = (alpha: Uint8Array): Promise<Buffer> => {
  const rgba = Buffer.alloc(alpha.length * 4, 120);
  for (let i = 0; i < alpha.length; i++) rgba[i * 4 + 3] = alpha[i] ?? 0;
  return sharp(rgba, { raw: { width: 200, height: 200, channels: 4 } })
    .png()
    .toBuffer();
};

describe('a cut-out', () => {
  it('has the size of the upright source and packs its mask as one channel', async () => {
    const { counted } = modelThatAnswers(inMiddle);
    const turned = await sharp(await photo(400, 240))
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const result = await makeCutOut(counted, identity).cutOut(turned);
    expect(result.ok).toBe(true);
    if (!result.ok) return;
    const { facts, png } = result.value;
    expect(cutOutFactsSchema.parse(facts)).toEqual(facts);
    expect(facts).toMatchObject({
      width: 240,
      height: 400,
      method: 'model',
      model: identity,
      doubts: [],
      confidence: 1,
    });
    expect(facts.box).toEqual({ left: 60, top: 100, width: 120, height: 200 });
    expect(await sharp(png).metadata()).toMatchObject({
      width: 240,
      height: 400,
      channels: 1,
      format: 'png',
    });
  });

  it('of a source that came cut out is its own alpha, without the model', async () => {
    const { counted, runs } = modelThatAnswers(inMiddle);
    const alpha = Uint8Array.from({ length: 200 * 200 }, (_, i) => (i % 200 < 100 ? 0 : i % 256));
    const cut = await withAlpha(alpha);
    const result = await makeCutOut(counted, identity).cutOut(cut);
    if (!result.ok) throw new Error(result.error.message);
    expect(result.value.facts).toMatchObject({ method: 'alpha', model: null, confidence: 1 });
    expect(
      Buffer.compare(await sharp(result.value.png).extractChannel(0).raw().toBuffer(), Buffer.from(alpha)),
    ).toBe(0);
    expect(runs()).toBe(0);
  });

  it('of a photo with no more than rounded corners is found by the model', async () => {
    const { counted, runs } = modelThatAnswers(inMiddle);
    const alpha = Buffer.alloc(200 * 200, 255);
    for (let y = 0; y < 8; y++) alpha.fill(0, y * 200, y * 200 + 8);
    const corner = await withAlpha(alpha);
    const result = await makeCutOut(counted, identity).cutOut(corner);
    expect(result).toMatchObject({ ok: true, value: { facts: { method: 'model' } } });
    expect(runs()).toBe(1);
  });

  it('that found nothing says so', async () => {
    const { counted } = modelThatAnswers(() => 0.02);
    const result = await makeCutOut(counted, identity).cutOut(await photo(200, 200));
    expect(result).toMatchObject({
      ok: true,
      value: { facts: { box: null, confidence: 0, doubts: ['empty'] } },
    });
  });

  it('is cancelled before and between its steps', async () => {
    const { counted, runs } = modelThatAnswers(inMiddle);
    const cutOut = makeCutOut(counted, identity);
    expect(await cutOut.cutOut(await photo(200, 200), { signal: AbortSignal.abort() })).toMatchObject({
      ok: false,
      error: { kind: 'cancelled' },
    });
    const later = new AbortController();
    const running = cutOut.cutOut(await photo(200, 200), { signal: later.signal });
    later.abort();
    expect(await running).toMatchObject({ ok: false, error: { kind: 'cancelled' } });
    expect(runs()).toBe(0);
  });

  it('of a damaged file is refused by name', async () => {
    const { counted } = modelThatAnswers(inMiddle);
    const broken = (await photo(200, 200)).subarray(0, 300);
    expect(await makeCutOut(counted, identity).cutOut(broken)).toMatchObject({
      ok: false,
      error: { kind: 'image-corrupt' },
    });
  });

  it('is named after the model that made it', () => {
    const { counted } = modelThatAnswers(inMiddle);
    const other = { name: 'by-hand', sha256: '0'.repeat(64) };
    expect(makeCutOut(counted, identity).version).not.toBe(makeCutOut(counted, other).version);
  });
});

it('the real model finds a red box on a pale ground', { timeout: 180_000 }, async () => {
  const { path, name, sha256 } = await ensureModel();
  const cutOut = makeOnnxCutOut({ modelPath: path, modelName: name, modelSha256: sha256 });
  try {
    const first = await cutOut.cutOut(await photo(600, 480));
    if (!first.ok) throw new Error('no mask');
    const box = first.value.facts.box;
    expect(Math.abs((box?.width ?? 0) - 300)).toBeLessThanOrEqual(4);
    expect(Math.abs((box?.height ?? 0) - 240)).toBeLessThanOrEqual(4);
    expect(first.value.facts.confidence).toBeGreaterThan(0.5);
  } finally {
    await cutOut.dispose();
  }
});
