import { v7 as newId } from 'uuid';
import type { ProductAnalysis } from '#app/domain/scene/product-analysis.ts';
import type { SceneDescription } from '#app/domain/scene/scene-description.ts';
import { inDays, later, PAGE, type Walk } from './walk.ts';

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

/** The walk over the catalogue, and what is known of it. */
export const CATALOGUE: Pick<
  Walk,
  | 'products'
  | 'productAnalyses'
  | 'catalogueSyncs'
  | 'sources'
  | 'masks'
  | 'library'
  | 'captions'
  | 'inspirations'
  | 'stores'
> = {
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
  sources: {
    ofProducts: (r, storeId, s) => r.ofProducts(storeId, [s.productId]),
    ofImages: (r, storeId, s) => r.ofImages(storeId, [s.imageId]),
    productIds: (r, storeId) => r.productIds(storeId, null, 50),
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
  captions: {
    titles: (r, storeId, s) => r.titles(storeId, [s.productId]),
    livePublications: (r, storeId, s) => r.livePublications(storeId, [s.publishedAssetId]),
    verdicts: (r, storeId, s) => r.verdicts(storeId, [s.publishedAssetId]),
    undecided: (r, storeId) => r.undecided(storeId, 50),
    products: (r, storeId) => r.products(storeId),
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
};
