import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeOnnxCutOut } from '#app/adapters/onnx/onnx-cut-out.ts';
import { makeSharpFidelityMeter } from '#app/adapters/sharp/fidelity/sharp-fidelity-meter.ts';
import type { CutOut } from '#app/ports/imaging.ts';
import { ensureModel } from '#scripts/model/ensure-model.mjs';
import { judgeItem } from './judge-set.ts';
import { keptCutOut, type MaskOf } from './kept-masks.ts';
import { isDamage, KINDS, makeSet } from './set/make-set.ts';
import { catalogueSubjects, type Subject } from './set/subjects.ts';

/** The short form of `npm run fidelity`: a strong case of each damage and each harmless change, every one judged right. */
const PRODUCTS = ['wildflower-honey', 'market-tote', 'ember-teapot'];
const PER_KIND = 1;
const STRONG = [2] as const;
const SEED = 'short';
const TIMEOUT_MS = 240_000;

describe('the gate on a short set of known damages and harmless changes', () => {
  let subjects: Subject[];
  let cutOut: CutOut;
  let maskOf: MaskOf;
  let dir: string;
  const meter = makeSharpFidelityMeter();

  beforeAll(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'softbox-fidelity-'));
    const model = await ensureModel();
    cutOut = makeOnnxCutOut({ modelPath: model.path, modelName: model.name, modelSha256: model.sha256 });
    ({ maskOf } = keptCutOut(cutOut, dir));
    subjects = (await catalogueSubjects((product) => PRODUCTS.includes(product))).filter((s) => s.plain);
  }, TIMEOUT_MS);

  afterAll(async () => {
    await cutOut.dispose();
    await rm(dir, { recursive: true, force: true });
  });

  it('makes the same pictures for the same seed, and others for another', async () => {
    const first = async (seed: string) => {
      const made = await makeSet(subjects, { seed, perKind: 1, kinds: ['stretched'] }).next();
      if (made.done) throw new Error('no picture was made');
      return Buffer.from(made.value.result).toString('base64');
    };
    const once = await first('one');
    expect(await first('one')).toBe(once);
    expect(await first('two')).not.toBe(once);
  }, 60_000);

  it.each(KINDS)(
    'judges %s right',
    async (kind) => {
      let judged = 0;
      for await (const item of makeSet(subjects, {
        seed: SEED,
        perKind: PER_KIND,
        kinds: [kind],
        levels: STRONG,
      })) {
        const { verdict, flagged } = await judgeItem(item, maskOf, meter);
        const what = `${kind} of ${item.subject.name} (${item.note}): ${verdict.sentence}`;
        expect({ what, flagged }).toEqual({ what, flagged: isDamage(kind) });
        judged += 1;
      }
      expect(judged).toBe(PER_KIND);
    },
    TIMEOUT_MS,
  );
});
