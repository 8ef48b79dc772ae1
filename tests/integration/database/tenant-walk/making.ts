import { v7 as newId } from 'uuid';
import { DEFAULT_BRAND_KIT } from '#app/domain/recipe/brand-kit.ts';
import { recipeSchema } from '#app/domain/recipe/recipe.ts';
import { inDays, later, PAGE, type Walk } from './walk.ts';

const recipe = recipeSchema.parse({ kind: 'packshot' });
const reason = { kind: 'cancelled', message: 'Cancelled.' } as const;

/** The walk over making pictures. */
export const MAKING: Pick<
  Walk,
  | 'batches'
  | 'imageJobs'
  | 'attempts'
  | 'dispatchRows'
  | 'workers'
  | 'recipes'
  | 'presets'
  | 'brandKits'
  | 'providerPictures'
  | 'waitingDraws'
  | 'providerBatches'
  | 'assets'
  | 'reviews'
  | 'revisions'
  | 'pictureWords'
  | 'wordsRuns'
> = {
  batches: {
    submit: (r, storeId, s) =>
      r.submit(storeId, {
        id: newId(),
        recipe: { hash: 'f'.repeat(64), body: recipe },
        label: '',
        createdBy: 'someone',
        requestKey: s.requestKey,
        price: 0n,
        jobs: [
          { id: newId(), productId: newId(), productImageId: newId(), url: 'https://example.com/1.jpg' },
        ],
        now: s.now,
      }),
    findByRequestKey: (r, storeId, s) => r.findByRequestKey(storeId, s.requestKey),
    get: (r, storeId, s) => r.get(storeId, s.batchId),
    list: (r, storeId) => r.list(storeId, PAGE),
    progress: (r, storeId, s) => r.progress(storeId, s.batchId),
    markCancelled: (r, storeId, s) => r.markCancelled(storeId, s.batchId, s.now),
  },
  imageJobs: {
    get: (r, storeId, s) => r.get(storeId, s.jobs.ready),
    list: (r, storeId, s) => r.list(storeId, { batchId: s.batchId, productId: s.productId }, PAGE),
    changedSince: (r, storeId, s) => r.changedSince(storeId, s.batchId, new Date(0), 50),
    claim: (r, storeId, s) =>
      r.claim(storeId, s.jobs.queued, {
        leaseId: 'mine',
        leaseUntil: later(s),
        now: s.now,
        attemptId: newId(),
        renderer: 'local',
      }),
    transition: async (r, storeId, s) => [
      await r.transition(storeId, s.jobs.preparing, {
        to: 'rendering',
        from: ['preparing'],
        leaseId: s.leaseId,
        leaseUntil: later(s),
        now: s.now,
      }),
      await r.transition(storeId, s.jobs.checking, {
        to: 'cancelled',
        from: ['checking'],
        leaseId: null,
        reason,
        now: s.now,
      }),
    ],
    cancelMany: async (r, storeId, s) => [
      await r.cancelMany(storeId, s.batchId, { reason, now: s.now, limit: 1 }),
      await r.cancelMany(storeId, null, { reason, now: s.now, limit: 50 }),
    ],
    retry: (r, storeId, s) => r.retry(storeId, { id: newId(), retryOfId: s.jobs.failed, now: s.now }),
  },
  attempts: {
    ofJob: (r, storeId, s) => r.ofJob(storeId, s.jobs.checking),
  },
  dispatchRows: {
    take: { exempt: 'sweep' },
    giveBack: { exempt: 'sweep' },
    recoverStale: { exempt: 'sweep' },
    renewLeases: { exempt: 'sweep' },
  },
  workers: {
    beat: { exempt: 'no tenant data' },
    leave: { exempt: 'no tenant data' },
  },
  recipes: {
    get: (r, storeId, s) => r.get(storeId, s.recipeHash),
  },
  presets: {
    get: (r, storeId, s) => r.get(storeId, s.presetId),
    list: (r, storeId) => r.list(storeId, PAGE),
    create: async (r, storeId, s) => {
      const made = await r.create(storeId, {
        id: newId(),
        name: `Preset ${s.marker}`,
        recipe,
        now: s.now,
      });
      // the caller's own words come back; what counts is whether the other store's name was in the way
      return made.ok;
    },
    update: (r, storeId, s) => r.update(storeId, s.presetId, { name: 'Renamed', recipe, now: s.now }),
    delete: (r, storeId, s) => r.delete(storeId, s.presetId),
  },
  brandKits: {
    get: (r, storeId) => r.get(storeId),
    put: (r, storeId, s) => r.put(storeId, DEFAULT_BRAND_KIT, s.now),
  },
  providerPictures: {
    find: (r, storeId, s) => r.find(storeId, s.jobs.checking, 1),
    ofJob: (r, storeId, s) => r.ofJob(storeId, s.jobs.checking),
    keep: async (r, storeId, s) => {
      await r.keep(storeId, {
        id: newId(),
        jobId: newId(),
        number: 1,
        purpose: 'plate',
        model: 'example/m',
        wording: 'a place',
        objectKey: 'elsewhere.png',
        contentType: 'image/png',
        width: 1,
        height: 1,
        hasC2pa: false,
        callId: newId(),
        requestId: null,
        modelVersion: null,
        isPlaceholder: true,
        createdAt: s.now,
      });
    },
    judge: (r, storeId, s) => r.judge(storeId, s.providerPictureId, { verdict: 'fail' }),
  },
  waitingDraws: {
    put: async (r, storeId, s) => {
      await r.put(storeId, {
        id: newId(),
        jobId: newId(),
        attemptId: newId(),
        number: 1,
        provider: 'example',
        model: 'm',
        request: {},
        wording: 'a place',
        requestBytes: 1,
        replyBytes: 1,
        costUpperBound: 1n,
        createdAt: s.now,
      });
    },
    ofJob: (r, storeId, s) => r.ofJob(storeId, s.jobs.checking),
    giveBack: (r, storeId, s) => r.giveBack(storeId, s.waitingDrawId, { notBefore: later(s), alone: false }),
    remove: (r, storeId, s) => r.remove(storeId, s.waitingDrawId),
  },
  providerBatches: {
    modelsWaiting: { exempt: 'sweep' },
    countOpen: { exempt: 'sweep' },
    waiting: { exempt: 'sweep' },
    open: { exempt: 'sweep' },
    claimDue: { exempt: 'sweep' },
    draws: { exempt: 'sweep' },
    taken: { exempt: 'no tenant data' },
    markCancelled: { exempt: 'no tenant data' },
    lookAgain: { exempt: 'no tenant data' },
    end: { exempt: 'no tenant data' },
    forgetUnwanted: { exempt: 'sweep' },
    stranded: { exempt: 'sweep' },
    forgetEnded: { exempt: 'no tenant data' },
  },
  assets: {
    get: (r, storeId, s) => r.get(storeId, s.heldAssetId),
    list: (r, storeId, s) => r.list(storeId, { productId: s.productId, batchId: s.batchId }, PAGE),
    provenance: (r, storeId, s) => r.provenance(storeId, s.heldAssetId),
  },
  reviews: {
    decide: (r, storeId, s) =>
      r.decide(storeId, [s.heldAssetId], { state: 'rejected', decidedBy: 'someone', now: s.now }),
  },
  revisions: {
    tree: (r, storeId, s) => r.tree(storeId, s.heldAssetId, 50),
  },
  pictureWords: {
    current: (r, storeId, s) => r.current(storeId, { kind: 'asset', id: s.heldAssetId }),
    history: (r, storeId, s) => r.history(storeId, { kind: 'asset', id: s.heldAssetId }, 'main'),
    add: async (r, storeId, s) => {
      const words = { language: 'main', version: 2, alt: 'Mine', caption: '', source: 'person' } as const;
      await r.add(storeId, { kind: 'asset', id: s.heldAssetId }, [
        { ...words, model: null, id: newId(), editedBy: 'someone', now: s.now },
      ]);
    },
  },
  wordsRuns: {
    start: async (r, storeId, s) => {
      const run = { id: newId(), batchId: s.batchId, languages: ['main'], createdBy: 'someone' };
      return (await r.start(storeId, { ...run, now: s.now })).id === s.wordsRunId;
    },
    get: (r, storeId, s) => r.get(storeId, s.wordsRunId),
    latestOf: (r, storeId, s) => r.latestOf(storeId, s.batchId),
    claim: (r, storeId, s) =>
      r.claim(storeId, s.wordsRunId, { leaseId: 'mine', until: inDays(s, 2), now: inDays(s, 1) }),
    advance: (r, storeId, s) =>
      r.advance(storeId, s.wordsRunId, {
        cursor: s.heldAssetId,
        outcome: 'written',
        failure: null,
        lease: { leaseId: s.leaseId, until: later(s), now: s.now },
      }),
    release: (r, storeId, s) =>
      r.release(storeId, s.wordsRunId, { leaseId: s.leaseId, notBefore: null, countsAsTry: true }),
    finish: (r, storeId, s) =>
      r.finish(storeId, s.wordsRunId, { leaseId: s.leaseId, failure: null, now: s.now }),
    stranded: { exempt: 'sweep' },
  },
};
