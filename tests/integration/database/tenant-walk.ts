import { v7 as newId } from 'uuid';
import type { Repositories } from '#app/adapters/prisma/repositories.ts';
import { DEFAULT_FIDELITY_SETTINGS } from '#app/domain/fidelity/settings.ts';
import { DEFAULT_BRAND_KIT } from '#app/domain/recipe/brand-kit.ts';
import { recipeSchema } from '#app/domain/recipe/recipe.ts';
import type { ProductAnalysis } from '#app/domain/scene/product-analysis.ts';
import type { SceneDescription } from '#app/domain/scene/scene-description.ts';
import { UNCHECKED } from '#app/domain/woo-health.ts';
import type { SeededStore } from '#tests/support/seed-store.ts';

/** Why a method takes no storeId (invariant 4 names these). */
export const EXEMPTIONS = {
  'session store': 'a session comes before its store',
  'webhook inbox': 'a delivery belongs to no store until it is handled',
  sweep: 'background work across stores; no request reaches it',
  authentication: 'finds out which store a proven caller is',
  'no tenant data': 'its rows belong to no store',
  operator: 'only commands of whoever runs the installation call it',
} as const;

/**
 * How the walk calls one method: with `storeId` as the caller, and otherwise only with names of things of the seeded store
 * `s`. The walk calls it as the owner, where it must do or show something, and as another store, where it must not.
 */
type Call<R> = (repository: R, storeId: string, s: SeededStore) => unknown;
type Entry<R> = Call<R> | { readonly exempt: keyof typeof EXEMPTIONS };
type Walk = {
  readonly [R in keyof Repositories]: { readonly [M in keyof Repositories[R]]: Entry<Repositories[R]> };
};

const PAGE = { limit: 50 };
const PLACE: SceneDescription = {
  setting: 'a kitchen',
  surface: 'oak',
  light: { direction: 'left', quality: 'soft', temperature: 'warm' },
  palette: [],
  camera: { height: 'table', distance: 'medium' },
  props: [],
  mood: 'calm',
};
const BOTTLE: ProductAnalysis = {
  what: 'a bottle',
  materials: [],
  colours: [],
  sizeClass: 'small',
  pose: 'standing',
  cameraHeight: 'table',
  textOnIt: [],
};
const recipe = recipeSchema.parse({ kind: 'packshot' });
const reason = { kind: 'cancelled', message: 'Cancelled.' } as const;
const inDays = (s: SeededStore, days: number) => new Date(s.now.getTime() + days * 86_400_000);
const later = (s: SeededStore) => new Date(s.now.getTime() + 1_000);

/** Every method of every repository. A new method does not compile, and fails the walk, until it is described here. */
export const WALK: Walk = {
  altChanges: {
    plan: async (r, storeId, s) => {
      const made = await r.plan(storeId, {
        id: newId(),
        productId: newId(),
        fileId: s.ownFileId,
        alt: 'New',
        translations: [],
        seenAlt: '',
        shownBy: [],
        createdBy: 'someone',
        now: s.now,
      });
      return made.ok;
    },
    get: (r, storeId, s) => r.get(storeId, s.altChangeId),
    list: (r, storeId, s) => r.list(storeId, { productId: s.productId }, PAGE),
    showing: (r, storeId, s) => r.showing(storeId, s.imageExternalId),
    newestLive: (r, storeId, s) => r.newestLive(storeId, s.ownFileId),
    claim: (r, storeId, s) =>
      r.claim(storeId, s.plannedAltChangeId, { leaseId: 'mine', until: inDays(s, 2), now: inDays(s, 1) }),
    renew: (r, storeId, s) =>
      r.renew(storeId, s.plannedAltChangeId, { leaseId: s.leaseId, until: later(s), now: s.now }),
    release: (r, storeId, s) =>
      r.release(storeId, s.plannedAltChangeId, {
        leaseId: s.leaseId,
        notBefore: null,
        countsAsTry: true,
      }),
    transition: async (r, storeId, s) => [
      await r.transition(storeId, s.altChangeId, {
        from: 'published',
        to: 'reverting',
        leaseId: null,
        now: s.now,
      }),
      await r.transition(storeId, s.plannedAltChangeId, {
        from: 'planned',
        to: 'changing',
        leaseId: s.leaseId,
        now: s.now,
        patch: { before: { alt: '', translations: [] } },
      }),
    ],
    stranded: { exempt: 'sweep' },
  },
  assets: {
    get: (r, storeId, s) => r.get(storeId, s.heldAssetId),
    list: (r, storeId, s) => r.list(storeId, { productId: s.productId, batchId: s.batchId }, PAGE),
    provenance: (r, storeId, s) => r.provenance(storeId, s.heldAssetId),
  },
  attempts: {
    ofJob: (r, storeId, s) => r.ofJob(storeId, s.jobs.checking),
  },
  auditLog: {
    append: (r, storeId, s) =>
      r.append(storeId, [
        {
          id: newId(),
          actor: 'system',
          action: 'test',
          subjectKind: 'asset',
          subjectId: s.heldAssetId,
          details: null,
          at: s.now,
        },
      ]),
    list: (r, storeId) => r.list(storeId, PAGE),
  },
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
  brandKits: {
    get: (r, storeId) => r.get(storeId),
    put: (r, storeId, s) => r.put(storeId, DEFAULT_BRAND_KIT, s.now),
  },
  bridgeKeys: {
    create: (r, storeId, s) =>
      r.create(storeId, {
        id: newId(),
        secret: { keyId: 'k1', ciphertext: new Uint8Array(1) },
        now: s.now,
      }),
    list: (r, storeId) => r.list(storeId),
    revoke: (r, storeId, s) => r.revoke(storeId, s.bridgeKeyId, s.now),
    findForSignature: { exempt: 'authentication' },
    rememberNonce: { exempt: 'authentication' },
    forgetNonces: { exempt: 'sweep' },
    sealedOtherwise: { exempt: 'sweep' },
    reseal: { exempt: 'sweep' },
  },
  budgets: {
    get: (r, storeId) => r.get(storeId),
    put: (r, storeId, s) =>
      r.put(storeId, { day: 1n, month: 2n, batch: null, updatedBy: 'someone', now: s.now }),
    view: (r, storeId, s) => r.view(storeId, s.now),
  },
  captions: {
    titles: (r, storeId, s) => r.titles(storeId, [s.productId]),
    livePublications: (r, storeId, s) => r.livePublications(storeId, [s.publishedAssetId]),
    undecided: (r, storeId) => r.undecided(storeId, 50),
    products: (r, storeId) => r.products(storeId),
  },
  catalogueSyncs: {
    start: (r, storeId, s) => r.start(storeId, { id: newId(), updatedSince: null, now: s.now }),
    get: (r, storeId, s) => r.get(storeId, s.syncId),
    latest: (r, storeId) => r.latest(storeId),
    lastDoneStart: (r, storeId) => r.lastDoneStart(storeId),
    claim: (r, storeId, s) =>
      r.claim(storeId, s.syncId, { leaseId: 'mine', until: inDays(s, 2), now: inDays(s, 1) }),
    advance: (r, storeId, s) =>
      r.advance(storeId, s.syncId, {
        cursor: 'further',
        seen: 3,
        lease: { leaseId: s.leaseId, until: later(s), now: s.now },
      }),
    release: (r, storeId, s) => r.release(storeId, s.syncId, s.leaseId),
    finish: (r, storeId, s) =>
      r.finish(storeId, s.syncId, { leaseId: s.leaseId, seen: 3, failure: null, now: s.now }),
    stranded: { exempt: 'sweep' },
  },
  dispatchRows: {
    take: { exempt: 'sweep' },
    giveBack: { exempt: 'sweep' },
    recoverStale: { exempt: 'sweep' },
    renewLeases: { exempt: 'sweep' },
  },
  erasure: {
    eraseStore: (r, storeId) => r.eraseStore(storeId),
  },
  fidelitySettings: {
    get: (r, storeId) => r.get(storeId),
    put: (r, storeId, s) =>
      r.put(storeId, { settings: DEFAULT_FIDELITY_SETTINGS, updatedBy: 'someone', updatedAt: s.now }),
  },
  idempotencyKeys: {
    begin: (r, storeId, s) => r.begin(storeId, s.idempotencyKey, 'same'),
    finish: async (r, storeId, s) => {
      // as it is called: on a key that this caller has begun
      await r.begin(storeId, 'another', 'same');
      await r.finish(storeId, 'another', { status: 200, headers: {}, body: null });
      await r.finish(storeId, s.idempotencyKey, { status: 500, headers: {}, body: null });
    },
    abandon: async (r, storeId, s) => {
      await r.begin(storeId, 'another', 'same');
      await r.abandon(storeId, s.idempotencyKey);
    },
    forgetExpired: { exempt: 'sweep' },
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
  ledger: {
    balance: (r, storeId) => r.balance(storeId),
    grant: (r, storeId, s) => r.grant(storeId, { id: newId(), amount: 1n, now: s.now }),
    entries: (r, storeId) => r.entries(storeId, PAGE),
  },
  inspirations: {
    create: async (r, storeId, s) => {
      const id = newId();
      const kept = await r.create(storeId, {
        id,
        source: { kind: 'library', library: 'unsplash', pictureId: s.inspirationPictureId },
        previewUrl: null,
        attribution: null,
        objectKey: null,
        width: 1,
        height: 1,
        description: PLACE,
        model: 'example/m',
        placeholder: false,
        now: s.now,
      });
      // the caller's own words come back; what counts is whether the other store's row was in the way
      return kept.id === id;
    },
    get: (r, storeId, s) => r.get(storeId, s.inspirationId),
    findBySource: (r, storeId, s) =>
      r.findBySource(storeId, { kind: 'library', library: 'unsplash', pictureId: s.inspirationPictureId }),
    list: (r, storeId) => r.list(storeId, PAGE),
    edit: async (r, storeId, s) =>
      (await r.edit(storeId, s.inspirationId, { description: PLACE, version: 1, now: s.now })).ok,
  },
  library: {
    matches: (r, storeId, s) =>
      r.matches(storeId, {
        recipeHash: s.recipeHash,
        model: null,
        sources: [{ productImageId: s.imageId, url: s.imageUrl }],
      }),
    find: (r, storeId, s) =>
      r.find(storeId, { recipeHash: s.recipeHash, model: null, sourceHash: s.sourceHash }),
  },
  masks: {
    find: (r, storeId, s) => r.find(storeId, s.sourceHash, '1'),
    save: (r, storeId, s) =>
      r.save(storeId, {
        sourceHash: s.sourceHash,
        modelVersion: '1',
        objectKey: 'elsewhere.png',
        facts: {
          width: 1,
          height: 1,
          box: null,
          confidence: 0,
          doubts: ['empty'],
          method: 'alpha',
          model: null,
          version: '1',
        },
      }),
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
  plans: {
    get: (r, storeId) => r.get(storeId),
    put: (r, storeId, s) =>
      r.put(storeId, { name: 'Another', monthlyCredit: 1n, updatedBy: 'someone', now: s.now }),
    grantMonth: (r, storeId, s) => r.grantMonth(storeId, s.now),
    grantDue: { exempt: 'sweep' },
    accounts: { exempt: 'operator' },
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
  productAnalyses: {
    newest: (r, storeId, s) => r.newest(storeId, [s.imageId]),
    versions: (r, storeId, s) => r.versions(storeId, s.imageId, 20),
    add: async (r, storeId, s) =>
      (
        await r.add(storeId, {
          id: newId(),
          productImageId: s.imageId,
          version: 2,
          analysis: BOTTLE,
          origin: 'merchant',
          model: null,
          placeholder: false,
          sourceHash: null,
          createdBy: 'someone',
          now: s.now,
        })
      ).ok,
  },
  products: {
    upsertMany: (r, storeId, s) =>
      r.upsertMany(
        storeId,
        [
          {
            externalId: s.productExternalId,
            title: 'Renamed',
            handle: 'renamed',
            status: 'ACTIVE',
            vendor: '',
            productType: '',
            tags: [],
            collections: [],
            updatedAt: inDays(s, 1),
            variants: [],
            images: [],
          },
        ],
        { syncId: s.syncId, readAt: s.now },
      ),
    markDeleted: (r, storeId, s) => r.markDeleted(storeId, s.productExternalId, s.now),
    markUnseenDeleted: (r, storeId, s) =>
      r.markUnseenDeleted(storeId, { id: newId(), startedAt: inDays(s, 1), now: inDays(s, 1) }),
    get: (r, storeId, s) => r.get(storeId, s.productId),
    findByExternalId: (r, storeId, s) => r.findByExternalId(storeId, s.productExternalId),
    list: (r, storeId) => r.list(storeId, {}, PAGE),
    facets: (r, storeId) => r.facets(storeId),
  },
  providerCalls: {
    start: (r, storeId, s) =>
      r.start(storeId, {
        id: newId(),
        attemptId: null,
        provider: 'example',
        model: 'm',
        purpose: 'check-key',
        mode: 'now',
        costUpperBound: 1n,
        startedAt: s.now,
        deadlineAt: later(s),
      }),
    settle: (r, storeId, s) =>
      r.settle(storeId, s.providerCallId, {
        status: 'failed',
        usage: null,
        cost: 0n,
        bytesIn: 0,
        bytesOut: 0,
        latencyMs: 1,
        requestId: null,
        failureKind: 'provider-unavailable',
        finishedAt: later(s),
      }),
    get: (r, storeId, s) => r.get(storeId, s.providerCallId),
    countSince: (r, storeId, s) => r.countSince(storeId, ['check-key'], inDays(s, -1)),
    list: (r, storeId) => r.list(storeId, PAGE),
    costs: (r, storeId, s) => r.costs(storeId, { from: inDays(s, -1), to: inDays(s, 1) }),
    markLost: { exempt: 'sweep' },
    ended: { exempt: 'sweep' },
    reconcile: { exempt: 'sweep' },
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
  publications: {
    plan: async (r, storeId, s) => {
      const plan = {
        productId: newId(),
        productExternalId: 'p',
        placement: 'append',
        replacesMediaId: null,
      } as const;
      const rest = { variantIds: [], alt: '', createdBy: 'someone', now: s.now };
      const made = await r.plan(storeId, {
        ...plan,
        ...rest,
        id: newId(),
        assetId: newId(),
        filename: `${newId()}.jpg`,
      });
      return made.ok;
    },
    get: (r, storeId, s) => r.get(storeId, s.publicationId),
    list: (r, storeId, s) => r.list(storeId, { productId: s.productId }, PAGE),
    effectsOf: (r, storeId, s) => r.effectsOf(storeId, s.productExternalId),
    acquire: (r, storeId, s) =>
      r.acquire(storeId, s.plannedPublicationId, { leaseId: 'mine', until: later(s), now: s.now }),
    renew: (r, storeId, s) =>
      r.renew(storeId, s.uploadingPublicationId, { leaseId: s.leaseId, until: later(s), now: s.now }),
    release: (r, storeId, s) =>
      r.release(storeId, s.uploadingPublicationId, {
        leaseId: s.leaseId,
        notBefore: null,
        countsAsTry: true,
      }),
    transition: async (r, storeId, s) => [
      await r.transition(storeId, s.publicationId, {
        from: 'published',
        to: 'reverting',
        leaseId: null,
        now: s.now,
      }),
      await r.transition(storeId, s.uploadingPublicationId, {
        from: 'uploading',
        to: 'failed',
        leaseId: s.leaseId,
        now: s.now,
        patch: { failure: { kind: 'media-failed', message: 'Refused.' } },
      }),
    ],
    record: (r, storeId, s) => r.record(storeId, s.uploadingPublicationId, s.leaseId, { fileId: 'another' }),
    stranded: { exempt: 'sweep' },
  },
  rateAllowances: {
    take: { exempt: 'authentication' },
    forgetWhole: { exempt: 'sweep' },
  },
  recipes: {
    get: (r, storeId, s) => r.get(storeId, s.recipeHash),
  },
  revisions: {
    tree: (r, storeId, s) => r.tree(storeId, s.heldAssetId, 50),
  },
  reviews: {
    decide: (r, storeId, s) =>
      r.decide(storeId, [s.heldAssetId], { state: 'rejected', decidedBy: 'someone', now: s.now }),
  },
  sessionRows: {
    put: { exempt: 'session store' },
    get: { exempt: 'session store' },
    delete: { exempt: 'session store' },
    findByShop: { exempt: 'session store' },
    sealedOtherwise: { exempt: 'sweep' },
    reseal: { exempt: 'sweep' },
  },
  sources: {
    ofProducts: (r, storeId, s) => r.ofProducts(storeId, [s.productId]),
    ofImages: (r, storeId, s) => r.ofImages(storeId, [s.imageId]),
    productIds: (r, storeId) => r.productIds(storeId, null, 50),
  },
  stores: {
    get: async (r, storeId, s) => ((await r.get(storeId))?.id === s.storeId ? s.shop : null),
    findByExternalId: { exempt: 'authentication' },
    install: { exempt: 'authentication' },
    markUninstalled: (r, storeId, s) => r.markUninstalled(storeId, s.now),
    longDisconnected: { exempt: 'sweep' },
    retire: async (r, storeId, s) => {
      await r.markUninstalled(storeId, s.now);
      return r.retire(storeId, later(s));
    },
    markSynced: (r, storeId, s) => r.markSynced(storeId, later(s)),
    update: (r, storeId) => r.update(storeId, { name: 'Renamed', currency: 'EUR' }),
  },
  usage: {
    counts: (r, storeId, s) => r.counts(storeId, { from: inDays(s, -1), to: inDays(s, 1) }),
  },
  webhookInbox: {
    insertOnce: { exempt: 'webhook inbox' },
    claim: { exempt: 'webhook inbox' },
    finish: { exempt: 'webhook inbox' },
    finishSame: { exempt: 'webhook inbox' },
    retry: { exempt: 'webhook inbox' },
    unhandled: { exempt: 'sweep' },
    forgetHandled: { exempt: 'sweep' },
  },
  wooConnections: {
    get: (r, storeId) => r.get(storeId),
    connect: (r, storeId, s) =>
      r.connect(storeId, {
        id: newId(),
        siteUrl: 'https://tea.example',
        restUrl: 'https://tea.example/wp-json/',
        siteId: newId(),
        pluginVersion: '0.1.0',
        startedBy: 'someone',
        secrets: { keyId: 'k1', ciphertext: new Uint8Array(1) },
        bridgeKeyId: newId(),
        now: s.now,
      }),
    setWebhooks: (r, storeId) => r.setWebhooks(storeId, [1]),
    setHealth: (r, storeId, s) => r.setHealth(storeId, UNCHECKED, s.now),
    setWholeSync: (r, storeId, s) => r.setWholeSync(storeId, inDays(s, 1)),
    disconnect: (r, storeId, s) => r.disconnect(storeId, s.now),
    findForWebhook: { exempt: 'authentication' },
    takeDue: { exempt: 'sweep' },
    sealedOtherwise: { exempt: 'sweep' },
    reseal: { exempt: 'sweep' },
  },
  wooConnects: {
    start: { exempt: 'authentication' },
    findByState: { exempt: 'authentication' },
    grant: { exempt: 'authentication' },
    finish: { exempt: 'authentication' },
    forgetOld: { exempt: 'sweep' },
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
  workers: {
    beat: { exempt: 'no tenant data' },
    leave: { exempt: 'no tenant data' },
  },
};
