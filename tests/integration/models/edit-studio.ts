import sharp from 'sharp';
import { makeGeminiImageModel } from '#app/adapters/gemini/image-model.ts';
import { newId } from '#app/adapters/node/new-id.ts';
import { sha256 } from '#app/adapters/node/sha256.ts';
import { makeOwnLibrary } from '#app/adapters/own-pictures/own-library.ts';
import { openGateStates } from '#app/adapters/prisma/gate-states.ts';
import { makeRepositories } from '#app/adapters/prisma/repositories.ts';
import { makeUnitOfWork } from '#app/adapters/prisma/unit-of-work.ts';
import { makeCompositor } from '#app/adapters/sharp/compose/compositor.ts';
import { makeSharpFidelityMeter } from '#app/adapters/sharp/fidelity/sharp-fidelity-meter.ts';
import { makeFitPicture } from '#app/adapters/sharp/fit-picture.ts';
import { makeSharpInspector } from '#app/adapters/sharp/sharp-inspector.ts';
import { makeSharpRenderer } from '#app/adapters/sharp/sharp-renderer.ts';
import { makeSharpThumbnailer } from '#app/adapters/sharp/sharp-thumbnailer.ts';
import { makeReadEditMask } from '#app/adapters/sharp/upload-mask.ts';
import { readDigitalSourceType } from '#app/adapters/sharp/xmp.ts';
import { gateRules } from '#app/domain/providers/limits.ts';
import { DEFAULT_MODEL_CHOICE } from '#app/domain/providers/model-choice.ts';
import { EVERY_MODEL } from '#app/domain/providers/offered-models.ts';
import { ok } from '#app/domain/result.ts';
import type { CutOut } from '#app/ports/imaging.ts';
import type { JudgeFidelity } from '#app/use-cases/judge-fidelity.ts';
import { makeLeaseKeeper } from '#app/use-cases/lease-keeper.ts';
import { makeEditPicture } from '#app/use-cases/make-picture/make-edit-picture.ts';
import { makeMaskOfSource } from '#app/use-cases/mask-of-source.ts';
import type { EditRequest } from '#app/use-cases/prepare-edit.ts';
import { makeProviderGate } from '#app/use-cases/provider-gate.ts';
import { makeReadFidelityThresholds } from '#app/use-cases/read-fidelity-thresholds.ts';
import { makeRecoverStale } from '#app/use-cases/recover-stale.ts';
import { makeRunImageJob } from '#app/use-cases/run-image-job.ts';
import { makeSubmitBatch } from '#app/use-cases/submit-batch.ts';
import { wireEdits } from '#app/wire-edits.ts';
import { wireModels } from '#app/wire-models.ts';
import { wireDrawing } from '#app/wire-pictures.ts';
import { startSandboxGemini } from '#sandbox/gemini/start.ts';
import { makeTestStore } from '#tests/support/catalogue.ts';
import { makeShiftedClock, silentLog } from '#tests/support/clock.ts';
import { withDatabase } from '#tests/support/database.ts';
import { makeMemoryObjects } from '#tests/support/memory-objects.ts';
import { geminiDeps, productPhoto } from '#tests/support/provider-stand-ins.ts';

/** Finds the product of `productPhoto` by its colours: what is far from grey. No network needed, and it never errs here. */
const colourCutOut: CutOut = {
  version: 'colour-cut-out-1',
  async cutOut(source) {
    const { data, info } = await sharp(source)
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const { width, height } = info;
    const plane = new Uint8Array(width * height);
    let [left, top, right, bottom] = [width, height, -1, -1];
    for (let i = 0; i < plane.length; i++) {
      const [r = 0, g = 0, b = 0] = [data[i * 3], data[i * 3 + 1], data[i * 3 + 2]];
      if (Math.max(r, g, b) - Math.min(r, g, b) < 70) continue;
      plane[i] = 255;
      const [x, y] = [i % width, Math.floor(i / width)];
      [left, top, right, bottom] = [
        Math.min(left, x),
        Math.min(top, y),
        Math.max(right, x),
        Math.max(bottom, y),
      ];
    }
    const box = right < 0 ? null : { left, top, width: right - left + 1, height: bottom - top + 1 };
    const png = await sharp(plane, { raw: { width, height, channels: 1 } })
      .toColourspace('b-w')
      .png()
      .toBuffer();
    const model = { name: 'colours', sha256: '0'.repeat(64) };
    return ok({
      facts: {
        width,
        height,
        box,
        confidence: 0.99,
        doubts: [],
        method: 'model',
        model,
        version: 'colour-cut-out-1',
      },
      png,
    });
  },
  dispose: async () => {},
};

const never = new AbortController().signal;

/**
 * Everything that makes edits, on a real database: compositor, meter and renderer are the real ones, the model is the strict
 * stand-in, objects lie in memory. `judge` stands in for the fidelity gate where a test is about what follows from its verdict.
 */
export const startEditStudio = async () => {
  const [db, gemini, photo] = await Promise.all([withDatabase(), startSandboxGemini(), productPhoto()]);
  const repositories = makeRepositories(db.database.prisma);
  const objects = makeMemoryObjects();
  const clock = makeShiftedClock();
  const inspector = makeSharpInspector();
  const thumbnailer = makeSharpThumbnailer();
  const compositor = makeCompositor({ inspector });
  const unitOfWork = makeUnitOfWork(db.database, makeRepositories);
  const models = wireModels({
    models: {
      images: [makeGeminiImageModel(geminiDeps(gemini.origin))],
      vision: [],
      inspiration: makeOwnLibrary('/'),
      choice: DEFAULT_MODEL_CHOICE,
      offered: EVERY_MODEL,
    },
    providerCalls: repositories.providerCalls,
    providerGate: makeProviderGate({
      states: openGateStates(db.database),
      rulesOf: (key) => gateRules({}, key),
      newId,
      sleep: clock.sleep,
      random: Math.random,
    }),
    clock,
    newId,
    random: () => 0.5,
    log: silentLog,
  });
  const { recipes } = models;
  const shared = { sha256, clock, newId };
  const pictures = {
    ...shared,
    sources: {
      fetch: async (url: string) =>
        ok({ bytes: new Uint8Array(photo), contentType: 'image/jpeg' as const, url }),
    },
    inspector,
    cutOut: colourCutOut,
    maskOfSource: makeMaskOfSource({ masks: repositories.masks, objects, cutOut: colourCutOut, sha256 }),
    readDigitalSourceType,
    objects,
    version: 'test',
  };
  const drawing = wireDrawing(
    pictures,
    {
      cutOut: colourCutOut,
      compositor,
      fidelityMeter: makeSharpFidelityMeter(),
      thumbnailer,
      fitPicture: makeFitPicture(),
      repositories,
    },
    {
      models,
      readFidelityThresholds: makeReadFidelityThresholds({ fidelitySettings: repositories.fidelitySettings }),
    },
  );
  const leases = makeLeaseKeeper({
    renewLeases: repositories.dispatchRows.renewLeases,
    clock,
    log: silentLog,
    leaseMs: 60_000,
    everyMs: 60_000,
  });
  const runWith = (judge?: JudgeFidelity) =>
    makeRunImageJob({
      ...pictures,
      renderer: makeSharpRenderer(),
      modelMakers: { edit: makeEditPicture({ ...drawing, ...(judge ? { judgeFidelity: judge } : {}) }) },
      imageJobs: repositories.imageJobs,
      leases,
      random: () => 0.5,
      log: silentLog,
    });
  const poke = () => {};
  const submitBatch = makeSubmitBatch({
    ...shared,
    sources: repositories.sources,
    unitOfWork,
    library: repositories.library,
    recipes,
    poke,
  });
  const edits = wireEdits(
    {
      ...shared,
      repositories,
      unitOfWork,
      objectStore: objects,
      readEditMask: makeReadEditMask(inspector),
      poke,
    },
    recipes,
    EVERY_MODEL,
  );
  const jobOf = async (storeId: string, batchId: string) => {
    const { items } = await repositories.imageJobs.list(storeId, { batchId }, { limit: 1 });
    if (!items[0]) throw new Error('the batch has no job');
    return items[0];
  };

  /** A store with money and one finished packshot of the red box. */
  const storeWithPicture = async (recipe: object = {}) => {
    const { storeId, productIds } = await makeTestStore(db.database, 1);
    await repositories.ledger.grant(storeId, { id: newId(), amount: 10_000_000n, now: clock.now() });
    const made = await submitBatch(storeId, {
      recipe: { kind: 'packshot', frame: { aspect: '1:1', size: 640 }, format: 'png', ...recipe },
      selection: { kind: 'products', productIds, images: 'main' },
      actor: 'tester',
    });
    if (!made.ok) throw new Error(made.error.message);
    const job = await jobOf(storeId, made.value.batch.id);
    const outcome = await runWith()({ storeId, id: job.id }, never);
    const assetId = (await repositories.imageJobs.get(storeId, job.id))?.assetId;
    if (!assetId) throw new Error(`the first version ended ${outcome}`);
    const asset = async (id = assetId) => {
      const found = await repositories.assets.get(storeId, id);
      const bytes = found && (await objects.get(found.objectKey));
      if (!found || !bytes?.ok) throw new Error('the picture is gone');
      return { ...found, file: bytes.value };
    };
    const submit = async (request: EditRequest, of = assetId) => {
      const submitted = await edits.submit(storeId, of, {
        modelSize: '1K',
        secondLook: false,
        ...request,
        actor: 'tester',
      });
      if (!submitted.ok) throw new Error(submitted.error.message);
      return jobOf(storeId, submitted.value.batch.id);
    };
    return {
      storeId,
      assetId,
      asset,
      submit,
      job: async (id: string) => {
        const found = await repositories.imageJobs.get(storeId, id);
        if (!found) throw new Error('the job is gone');
        return found;
      },
      run: (id: string, judge?: JudgeFidelity) => runWith(judge)({ storeId, id }, never),
      balance: () => repositories.ledger.balance(storeId),
      tree: async () => {
        const tree = await edits.revisions(storeId, assetId);
        if (!tree.ok) throw new Error(tree.error.message);
        return tree.value;
      },
    };
  };

  return {
    clock,
    gemini,
    objects,
    edits,
    repositories,
    storeWithPicture,
    recoverStale: makeRecoverStale({ dispatchRows: repositories.dispatchRows, clock, log: silentLog, poke }),
    close: async () => {
      await gemini.close();
      await db.close();
    },
  };
};
export type EditStudio = Awaited<ReturnType<typeof startEditStudio>>;
