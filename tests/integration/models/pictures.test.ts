import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { DIGITAL_SOURCE_TYPES } from '#app/domain/recipe/digital-source-type.ts';
import { SMALL_REDRAW, SMALL_SCENE, startModelWorld } from '#tests/support/models/model-world.ts';

type World = Awaited<ReturnType<typeof startModelWorld>>;
let world: World;
beforeAll(async () => {
  world = await startModelWorld();
});
afterAll(() => world.close());
afterEach(() => world.gemini.setDamages({ share: 0 }));

/** Judged by what is measured alone. */
const MEASURED = { ...SMALL_REDRAW, secondLook: false } as const;
const never = new AbortController().signal;

const stage = async (recipe: object, options: Parameters<World['run']>[0] = {}) => {
  const worker = world.run(options);
  const order = await world.order(worker, recipe);
  const { storeId, jobIds } = order;
  const id = jobIds[0] ?? '';
  const { prisma } = world.db.database;
  return {
    ...order,
    worker,
    run: () => worker.run({ storeId, id }, never),
    job: async () => {
      const job = await worker.imageJobs.get(storeId, id);
      if (!job) throw new Error('the job is gone');
      return job;
    },
    asset: async () => {
      const job = await worker.imageJobs.get(storeId, id);
      const asset = await worker.repositories.assets.get(storeId, job?.assetId ?? '');
      const provenance = await worker.repositories.assets.provenance(storeId, job?.assetId ?? '');
      if (!asset || !provenance?.model) throw new Error('there is no picture by a model');
      return { asset, model: provenance.model };
    },
    calls: () => prisma.providerCall.findMany({ where: { storeId }, orderBy: { startedAt: 'asc' } }),
    draws: () => worker.repositories.providerPictures.ofJob(storeId, id),
    balance: () => worker.ledger.balance(storeId),
  };
};

describe('a scene', () => {
  test('is made of one paid plate, whose bytes are kept as they came, and is labelled and charged once', async () => {
    const { run, asset, calls, draws, balance, grant, price, worker } = await stage(SMALL_SCENE);
    expect(await run()).toBe('ready');
    const made = await asset();
    expect(made.asset).toMatchObject({
      width: 400,
      height: 400,
      model: 'gemini/gemini-3.1-flash-image',
      isPlaceholder: true,
      digitalSourceType: DIGITAL_SOURCE_TYPES.compositeWithTrainedAlgorithmicMedia,
    });
    const [draw, ...more] = await draws();
    expect(more).toEqual([]);
    expect(draw).toMatchObject({ number: 1, purpose: 'plate', isPlaceholder: true });
    const kept = await worker.memory.get(draw?.objectKey ?? '');
    expect(kept.ok && kept.value.length).toBeGreaterThan(1_000);
    expect(draw?.objectKey).toContain('/model/');
    expect(made.model).toMatchObject({
      name: 'gemini/gemini-3.1-flash-image',
      fidelity: null,
      c2pa: { received: draw?.hasC2pa, published: false },
    });
    expect(made.model.draws[0]?.wording).toContain('a bright kitchen');
    expect(await calls()).toMatchObject([{ id: draw?.callId, status: 'succeeded', purpose: 'plate' }]);
    expect(price).toBeGreaterThan(0n);
    expect(await balance()).toBe(grant - price);
  });

  test('with a tint is looked at by the fidelity gate', async () => {
    const { run, asset } = await stage({ ...SMALL_SCENE, tint: 0.1 });
    expect(['ready', 'held']).toContain(await run());
    const { model } = await asset();
    expect(model.fidelity?.secondLook).toBeNull();
    expect(model.fidelity?.score).toBeGreaterThan(0);
  });

  test('without a product in its photo costs nothing and calls nobody', async () => {
    const blank = await sharp({ create: { width: 400, height: 400, channels: 3, background: '#ffffff' } })
      .jpeg()
      .toBuffer();
    const photos = {
      fetch: async (url: string) =>
        ({ ok: true, value: { bytes: new Uint8Array(blank), contentType: 'image/jpeg', url } }) as const,
    };
    const { run, job, calls, balance, grant } = await stage(SMALL_SCENE, { photos });
    expect(await run()).toBe('failed');
    expect((await job()).reason?.kind).toBe('mask-empty');
    expect(await calls()).toEqual([]);
    expect(await balance()).toBe(grant);
  });
});

describe('a redraw', () => {
  test('shows the model the photos asked for, passes the gate, and is looked at a second time', async () => {
    const { run, asset, calls, balance, grant, price } = await stage(SMALL_REDRAW);
    // the stand-in of the second look is easily in doubt; then a person looks
    expect(await run()).toMatch(/^(ready|held)$/);
    const { asset: picture, model } = await asset();
    expect(picture.digitalSourceType).toBe(DIGITAL_SOURCE_TYPES.trainedAlgorithmicMedia);
    expect(model.references).toHaveLength(2);
    expect(model.fidelity).toMatchObject({
      secondLook: { status: 'looked', by: 'claude/claude-sonnet-5-5', isPlaceholder: true },
    });
    const book = await calls();
    expect(book.map((c) => [c.provider, c.purpose, c.status])).toEqual([
      ['gemini', 'redraw', 'succeeded'],
      ['claude', 'judge', 'succeeded'],
    ]);
    const spent = book.reduce((sum, c) => sum + (c.cost ?? 0n), 0n);
    expect(spent).toBeGreaterThan(0n);
    expect(spent).toBeLessThan(price);
    expect(await balance()).toBe(grant - price);
  });

  test('that never stays the product is drawn three times, told each time what was wrong, then refunded in clear words', async () => {
    world.gemini.setDamages({ share: 1, seed: 5, kinds: ['hue'] });
    const { run, job, calls, draws, balance, grant, price } = await stage(MEASURED);
    expect(await run()).toBe('failed');
    const { reason, state } = await job();
    expect(state).toBe('failed');
    expect(reason?.kind).toBe('fidelity-failed');
    expect(reason?.message).toContain('nothing was charged');
    const drawn = await draws();
    expect(drawn.map((d) => d.number)).toEqual([1, 2, 3]);
    const said = drawn.map((d) => (d.verdict as { sentence: string }).sentence);
    expect(drawn[0]?.wording).not.toContain('The try before');
    expect(drawn[1]?.wording).toContain(said[0]);
    expect(drawn[2]?.wording).toContain(said[1]);
    expect(await balance()).toBe(grant);
    const atMost = (await calls()).reduce((sum, c) => sum + c.costUpperBound, 0n);
    expect(atMost).toBeLessThanOrEqual(price);
  });

  test('that is itself at the second try is taken then', async () => {
    let made = 0;
    const { run, draws, balance, grant, price } = await stage(MEASURED, {
      wrapImageModel: (model) => ({
        ...model,
        make: (request, options) => {
          world.gemini.setDamages({ share: made++ === 0 ? 1 : 0, seed: 5, kinds: ['hue'] });
          return model.make(request, options);
        },
      }),
    });
    expect(await run()).toBe('ready');
    expect((await draws()).map((d) => (d.verdict as { verdict: string }).verdict)).toEqual(['fail', 'pass']);
    expect(await balance()).toBe(grant - price);
  });

  test('fails when one of its references does not load, before anything is paid', async () => {
    const photos = {
      fetch: async (url: string, options: Parameters<World['photos']['fetch']>[1]) =>
        url.includes('side')
          ? ({ ok: false, error: { kind: 'image-missing', message: 'That photo is gone.' } } as const)
          : world.photos.fetch(url, options),
    };
    const { run, job, calls, balance, grant } = await stage(SMALL_REDRAW, { photos });
    expect(await run()).toBe('failed');
    expect((await job()).reason).toEqual({ kind: 'image-missing', message: 'That photo is gone.' });
    expect(await calls()).toEqual([]);
    expect(await balance()).toBe(grant);
  });
});
