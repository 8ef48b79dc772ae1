import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { FidelityVerdictKind } from '#app/domain/fidelity/judge-fidelity.ts';
import { IMAGE_JOB_RETRY } from '#app/domain/image-job.ts';
import { DIGITAL_SOURCE_TYPES } from '#app/domain/recipe/digital-source-type.ts';
import { ok } from '#app/domain/result.ts';
import type { FidelityAnswer, JudgeFidelity } from '#app/use-cases/judge-fidelity.ts';
import type { GeminiFaultKind } from '#sandbox/gemini/faults.ts';
import { changedPixels, rectangleMask } from '#tests/support/edit-pictures.ts';
import { type EditStudio, startEditStudio } from './edit-studio.ts';

let studio: EditStudio;
beforeAll(async () => {
  studio = await startEditStudio();
});
afterAll(() => studio.close());
afterEach(() => studio.gemini.faults.clear());

/** Beside the product, which takes the middle of the picture. */
const CORNER = { left: 0.02, top: 0.02, width: 0.15, height: 0.15 };
const SIZE = { width: 640, height: 640 };
const calls = () => studio.gemini.billing().length;

/** The gate says these verdicts in turn, the last one for good. */
const judgeSaying = (
  ...verdicts: FidelityVerdictKind[]
): JudgeFidelity & { readonly asked: () => number } => {
  let asked = 0;
  const judge = async () => {
    const verdict = verdicts[Math.min(asked, verdicts.length - 1)] ?? 'pass';
    asked += 1;
    const sentence = `Its colour is not that of the photo (${asked}).`;
    const local = { verdict, score: 0.5, sentence, findings: [], regions: [] };
    return ok({
      verdict,
      score: 0.5,
      sentence,
      local,
      model: null,
      secondLook: null,
    } as unknown as FidelityAnswer);
  };
  return Object.assign(judge, { asked: () => asked });
};

describe('an edit inside a painted region', () => {
  test.each(['png', 'webp', 'jpeg'])(
    'of a %s leaves every pixel outside as it was, and changes what is inside',
    async (format) => {
      const { storeId, assetId, asset, submit, run, tree } = await studio.storeWithPicture({ format });
      const png = await rectangleMask(SIZE, CORNER);
      const mask = await studio.edits.uploadMask(storeId, assetId, png);
      if (!mask.ok) throw new Error(mask.error.message);
      const { maskId } = mask.value;
      const job = await submit({ instruction: 'Darker there', maskId });
      expect(await run(job.id)).toBe('ready');
      const [first, edit] = (await tree()).revisions;
      expect(edit).toMatchObject({ parentId: first?.id, masked: true, instruction: 'Darker there' });
      const [canvas, made] = [await asset(), await asset(edit?.id)];
      expect([made.width, made.height]).toEqual([640, 640]);
      const changed = await changedPixels(canvas.file, made.file, png);
      expect(changed.outside).toBe(0);
      expect(changed.inside).toBeGreaterThan(0.8 * changed.open);
      expect(made.digitalSourceType).toBe(DIGITAL_SOURCE_TYPES.compositeWithTrainedAlgorithmicMedia);
      const provenance = await studio.repositories.assets.provenance(storeId, made.id);
      expect(provenance).toMatchObject({
        parent: { assetId, contentHash: canvas.contentHash },
        recipe: { kind: 'edit', instruction: 'Darker there', mask: maskId },
        model: { name: 'gemini/gemini-3-pro-image', c2pa: { received: true, published: false } },
      });
      expect(provenance?.model?.draws[0]?.wording).toContain('Darker there');
      // the provider's own bytes, unchanged
      expect(studio.objects.all.has(provenance?.model?.draws[0]?.objectKey ?? '')).toBe(true);
    },
  );

  test('of an edit keeps what the edit before changed, and the first version stays as it was', async () => {
    const { storeId, assetId, asset, submit, run, tree } = await studio.storeWithPicture();
    const before = await asset();
    const maskOf = async (left: number) => {
      const png = await rectangleMask(SIZE, { ...CORNER, left });
      const kept = await studio.edits.uploadMask(storeId, assetId, png);
      if (!kept.ok) throw new Error(kept.error.message);
      return { png, maskId: kept.value.maskId };
    };
    const [one, two] = [await maskOf(0.02), await maskOf(0.83)];
    const firstJob = await submit({ instruction: 'Darker', maskId: one.maskId });
    expect(await run(firstJob.id)).toBe('ready');
    const child = (await tree()).revisions[1]?.id ?? '';
    const secondJob = await submit({ instruction: 'Darker', maskId: two.maskId }, child);
    expect(await run(secondJob.id)).toBe('ready');
    const { revisions } = await tree();
    expect(revisions.map((r) => r.parentId)).toEqual([null, assetId, child]);
    const [parent, grandchild] = [await asset(child), await asset(revisions[2]?.id)];
    expect((await changedPixels(parent.file, grandchild.file, two.png)).outside).toBe(0);
    expect((await changedPixels(before.file, grandchild.file, one.png)).inside).toBeGreaterThan(0);
    expect((await asset()).file).toEqual(before.file);
  });
});

describe('the fidelity gate', () => {
  test('compares with the photo of the product: a whole edit that turns the product is made thrice and refunded', async () => {
    const { submit, run, job, balance, tree } = await studio.storeWithPicture();
    const before = await balance();
    const made = calls();
    const edit = await submit({ instruction: 'Make everything navy' });
    expect(await run(edit.id)).toBe('failed');
    expect((await job(edit.id)).reason).toMatchObject({ kind: 'fidelity-failed' });
    expect((await job(edit.id)).reason?.message).toMatch(/nothing was charged/);
    expect(calls() - made).toBe(3);
    expect(await balance()).toBe(before);
    expect(await tree()).toMatchObject({
      revisions: [{ parentId: null }],
      edits: [{ state: 'failed', reason: { kind: 'fidelity-failed' } }],
    });
  });

  test('that says fail once has the model draw again with what was wrong, charged once', async () => {
    const { storeId, submit, run, balance, tree } = await studio.storeWithPicture();
    const before = await balance();
    const edit = await submit({ instruction: 'Slightly brighter' });
    const judge = judgeSaying('fail', 'pass');
    expect(await run(edit.id, judge)).toBe('ready');
    expect(await balance()).toBe(before - edit.price);
    const id = (await tree()).revisions[1]?.id ?? '';
    const provenance = await studio.repositories.assets.provenance(storeId, id);
    const draws = provenance?.model?.draws ?? [];
    expect(draws.map((d) => d.verdict?.verdict)).toEqual(['fail', 'pass']);
    expect(draws[0]?.wording).not.toContain('Its colour is not');
    expect(draws[1]?.wording).toContain('Its colour is not that of the photo (1).');
  });

  test('that holds lets a person look, and the picture stands in the tree', async () => {
    const { submit, run, tree } = await studio.storeWithPicture();
    const edit = await submit({ instruction: 'Slightly brighter' });
    expect(await run(edit.id, judgeSaying('hold'))).toBe('held');
    expect((await tree()).revisions[1]).toMatchObject({ held: true, review: 'undecided' });
  });
});

describe('a worker that dies', () => {
  test('between the call and the record has the picture made by the next one, from the same draw, paid once', async () => {
    const { submit, run, job, balance, tree } = await studio.storeWithPicture();
    const before = await balance();
    const made = calls();
    const edit = await submit({ instruction: 'Slightly brighter' });
    let wake = () => {};
    const hanging: JudgeFidelity = async (question) => {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
      return judgeSaying('pass')(question);
    };
    const dead = run(edit.id, hanging);
    while (calls() === made || (await job(edit.id)).state !== 'checking') {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    studio.clock.forward(120_000);
    await studio.recoverStale();
    expect((await job(edit.id)).state).toBe('queued');
    studio.clock.forward(IMAGE_JOB_RETRY.maxDelayMs);
    expect(await run(edit.id, judgeSaying('pass'))).toBe('ready');
    wake();
    expect(await dead).toBe('lost');
    expect(calls() - made).toBe(1);
    expect(await balance()).toBe(before - edit.price);
    expect((await tree()).revisions).toHaveLength(2);
  });
});

describe('a provider', () => {
  const ends: readonly (readonly [GeminiFaultKind, string])[] = [
    ['blocked-prompt', 'provider-blocked-prompt'],
    ['blocked-output', 'provider-blocked-output'],
    ['refusal', 'provider-refused'],
    ['key-invalid', 'provider-unauthorized'],
  ];
  test.each(ends)('that answers with %s ends the edit in words, refunded', async (kind, reason) => {
    const { submit, run, job, balance } = await studio.storeWithPicture();
    const before = await balance();
    studio.gemini.faults.add({ kind });
    const edit = await submit({ instruction: 'Slightly brighter' });
    expect(await run(edit.id, judgeSaying('pass'))).toBe('failed');
    const found = await job(edit.id);
    expect(found.reason?.kind).toBe(reason);
    expect(found.reason?.message).toContain('Gemini');
    expect(await balance()).toBe(before);
  });

  const passing: readonly GeminiFaultKind[] = [
    'server-error',
    'truncated-base64',
    'wrong-size',
    'text-instead',
  ];
  test.each(passing)('whose %s passes makes the edit after all, charged once', async (kind) => {
    const { submit, run, job, balance } = await studio.storeWithPicture();
    const before = await balance();
    studio.gemini.faults.add({ kind });
    const edit = await submit({ instruction: 'Slightly brighter' });
    const outcomes = [await run(edit.id, judgeSaying('pass'))];
    for (let tries = 0; tries < 3 && outcomes.at(-1) === 'requeued'; tries++) {
      studio.clock.forward(IMAGE_JOB_RETRY.maxDelayMs);
      outcomes.push(await run(edit.id, judgeSaying('pass')));
    }
    const { state, reason } = await job(edit.id);
    expect([state === 'ready', reason?.kind ?? null, outcomes]).toEqual([
      true,
      null,
      outcomes.length > 1 ? ['requeued', 'ready'] : ['ready'],
    ]);
    expect(await balance()).toBe(before - edit.price);
  });
});

test('an edit of a placeholder is one, and another store can neither run nor see it', async () => {
  const { storeId, asset, submit, run, tree } = await studio.storeWithPicture();
  const other = await studio.storeWithPicture();
  const edit = await submit({ instruction: 'Slightly brighter' });
  expect(await other.run(edit.id)).toBe('skipped');
  expect(await run(edit.id, judgeSaying('pass'))).toBe('ready');
  const child = (await tree()).revisions[1]?.id ?? '';
  expect((await asset(child)).isPlaceholder).toBe(true);
  expect((await studio.edits.revisions(other.storeId, child)).ok).toBe(false);
  expect(
    await studio.edits.submit(other.storeId, child, { instruction: 'Mine', actor: 'eve' }),
  ).toMatchObject({
    ok: false,
    error: { kind: 'not-found' },
  });
  await studio.repositories.assets.get(storeId, child);
});

test('every way to have an edit made is offered with the price that its estimate has', async () => {
  const { storeId, assetId } = await studio.storeWithPicture();
  const options = await studio.edits.options(storeId, assetId);
  if (!options.ok) throw new Error(options.error.message);
  const { choices, preset } = options.value;
  expect(preset).toEqual({ model: 'gemini/gemini-3-pro-image', size: '2K' });
  for (const { model, size, secondLook, price, affordable } of choices.filter((c) => !c.masked).slice(0, 4)) {
    const asked = { instruction: 'Slightly brighter', model, modelSize: size, secondLook };
    const estimate = await studio.edits.estimate(storeId, assetId, asked);
    expect(estimate).toMatchObject({ ok: true, value: { price, affordable } });
  }
  // switched off by its provider, so never offered
  expect(choices.map((c) => c.model)).not.toContain('gemini/gemini-2.5-flash-image');
});
