import type { Clock, NewId } from './ports/clock.ts';
import type { Compositor } from './ports/compositor.ts';
import type { ReadEditMask } from './ports/edit-mask.ts';
import type { FidelityMeter } from './ports/fidelity.ts';
import type { FitPicture } from './ports/fit-picture.ts';
import type { Sha256 } from './ports/hash.ts';
import type { CutOut, ImageInspector, ReadDigitalSourceType, Renderer } from './ports/imaging.ts';
import type { Keyring } from './ports/keyring.ts';
import type { Log } from './ports/log.ts';
import type { ObjectStore } from './ports/object-store.ts';
import type { ProviderGate } from './ports/provider-gate.ts';
import type { Queue } from './ports/queue.ts';
import type { AltChanges } from './ports/repositories/alt-changes.ts';
import type { Assets } from './ports/repositories/assets.ts';
import type { AuditLog } from './ports/repositories/audit-log.ts';
import type { Batches } from './ports/repositories/batches.ts';
import type { BrandKits } from './ports/repositories/brand-kits.ts';
import type { BridgeKeys } from './ports/repositories/bridge-keys.ts';
import type { Budgets } from './ports/repositories/budgets.ts';
import type { Captions } from './ports/repositories/captions.ts';
import type { CatalogueSyncs } from './ports/repositories/catalogue-syncs.ts';
import type { Erasure } from './ports/repositories/erasure.ts';
import type { FidelitySettingsRows } from './ports/repositories/fidelity-settings.ts';
import type { ImageJobs } from './ports/repositories/image-jobs.ts';
import type { Inspirations } from './ports/repositories/inspirations.ts';
import type { Ledger } from './ports/repositories/ledger.ts';
import type { Library } from './ports/repositories/library.ts';
import type { Masks } from './ports/repositories/masks.ts';
import type { PictureWordsRows } from './ports/repositories/picture-words.ts';
import type { Plans } from './ports/repositories/plans.ts';
import type { Presets } from './ports/repositories/presets.ts';
import type { ProductAnalyses } from './ports/repositories/product-analyses.ts';
import type { Products } from './ports/repositories/products.ts';
import type { ProviderBatches } from './ports/repositories/provider-batches.ts';
import type { ProviderCalls } from './ports/repositories/provider-calls.ts';
import type { ProviderPictures } from './ports/repositories/provider-pictures.ts';
import type { Publications } from './ports/repositories/publications.ts';
import type { Recipes } from './ports/repositories/recipes.ts';
import type { Reviews } from './ports/repositories/reviews.ts';
import type { Revisions } from './ports/repositories/revisions.ts';
import type { SessionRows } from './ports/repositories/session-rows.ts';
import type { Sources } from './ports/repositories/sources.ts';
import type { Stores } from './ports/repositories/stores.ts';
import type { Usage } from './ports/repositories/usage.ts';
import type { WaitingDraws } from './ports/repositories/waiting-draws.ts';
import type { WebhookInbox } from './ports/repositories/webhook-inbox.ts';
import type { WooConnections } from './ports/repositories/woo-connections.ts';
import type { WooConnects } from './ports/repositories/woo-connects.ts';
import type { WordsRuns } from './ports/repositories/words-runs.ts';
import type { SceneSketches } from './ports/scene-sketches.ts';
import type { SourceFetcher } from './ports/source-fetcher.ts';
import type { StorePlatform } from './ports/store-platform.ts';
import type { Thumbnailer } from './ports/thumbnailer.ts';
import type { UnitOfWork } from './ports/unit-of-work.ts';
import { makeCancelBatch, makeCancelStoreWork } from './use-cases/cancel-batch.ts';
import { makeCancelImageJob } from './use-cases/cancel-image-job.ts';
import { makeEraseDisconnectedStores } from './use-cases/erase-disconnected-stores.ts';
import { makeEstimateBatch } from './use-cases/estimate-batch.ts';
import { makeHandleWebhook, makeStoreOfDelivery } from './use-cases/handle-webhook.ts';
import { makeInstallStore } from './use-cases/install-store.ts';
import { makeListPreviewSources } from './use-cases/list-preview-sources.ts';
import { makeManageBrandKit } from './use-cases/manage-brand-kit.ts';
import { makeManageBudget } from './use-cases/manage-budget.ts';
import { makeManageFidelitySettings } from './use-cases/manage-fidelity-settings.ts';
import { makeGrantMonthlyCredit } from './use-cases/manage-plans.ts';
import { makeManagePresets } from './use-cases/manage-presets.ts';
import { makeMaskOfSource } from './use-cases/mask-of-source.ts';
import { makePlanPublication } from './use-cases/plan-publication.ts';
import { makePreviewPublication } from './use-cases/preview-publication.ts';
import { makePreviewRecipe } from './use-cases/preview-recipe.ts';
import { makePublishAsset } from './use-cases/publish-asset.ts';
import { makePublishAssets } from './use-cases/publish-assets.ts';
import { makeReadAssets } from './use-cases/read-assets.ts';
import { makeReadBatches } from './use-cases/read-batches.ts';
import { makeReadFidelityThresholds } from './use-cases/read-fidelity-thresholds.ts';
import { makeReadJobs } from './use-cases/read-jobs.ts';
import { makeReadProducts } from './use-cases/read-products.ts';
import { makeReadPublications } from './use-cases/read-publications.ts';
import { makeReadSyncs } from './use-cases/read-syncs.ts';
import { makeReadThumbnail } from './use-cases/read-thumbnail.ts';
import { makeReadUsage } from './use-cases/read-usage.ts';
import { makeRefreshProduct } from './use-cases/refresh-product.ts';
import { makeRequestPublication } from './use-cases/request-publication.ts';
import { makeRequestUndo } from './use-cases/request-undo.ts';
import { makeRetryImageJob } from './use-cases/retry-image-job.ts';
import { makeReviewAsset, makeReviewAssets } from './use-cases/review-asset.ts';
import { makeSettleLostCalls } from './use-cases/settle-lost-calls.ts';
import { makeSubmitBatch } from './use-cases/submit-batch.ts';
import { makeStartSync, makeSyncCatalogue } from './use-cases/sync-catalogue.ts';
import { makeUndoPublication } from './use-cases/undo-publication.ts';
import { makeUninstallStore } from './use-cases/uninstall-store.ts';
import { makeWatchBatch } from './use-cases/watch-batch.ts';
import { wireEdits } from './wire-edits.ts';
import { type ModelPorts, wireModels } from './wire-models.ts';
import { wireScenes } from './wire-scenes.ts';
import { type WooPorts, wireWoo } from './wire-woo.ts';
import { wireWords } from './wire-words.ts';

/** Everything the use cases need of the world. The container joins each port to an adapter. */
export interface Ports {
  readonly clock: Clock;
  readonly newId: NewId;
  readonly sha256: Sha256;
  readonly log: Log;
  readonly version: string;
  readonly random: () => number;
  readonly queue: Queue;
  readonly unitOfWork: UnitOfWork<{
    readonly batches: Batches;
    readonly imageJobs: ImageJobs;
    readonly publications: Publications;
    readonly erasure: Erasure;
    readonly providerBatches: ProviderBatches;
    readonly providerCalls: ProviderCalls;
    readonly providerPictures: ProviderPictures;
    readonly waitingDraws: WaitingDraws;
  }>;
  readonly repositories: {
    readonly altChanges: AltChanges;
    readonly assets: Assets;
    readonly auditLog: AuditLog;
    readonly batches: Batches;
    readonly brandKits: BrandKits;
    readonly bridgeKeys: BridgeKeys;
    readonly budgets: Budgets;
    readonly captions: Captions;
    readonly catalogueSyncs: CatalogueSyncs;
    readonly fidelitySettings: FidelitySettingsRows;
    readonly imageJobs: ImageJobs;
    readonly inspirations: Inspirations;
    readonly ledger: Ledger;
    readonly library: Library;
    readonly masks: Masks;
    readonly pictureWords: PictureWordsRows;
    readonly plans: Plans;
    readonly presets: Presets;
    readonly productAnalyses: ProductAnalyses;
    readonly products: Products;
    readonly providerBatches: ProviderBatches;
    readonly providerCalls: ProviderCalls;
    readonly providerPictures: ProviderPictures;
    readonly publications: Publications;
    readonly recipes: Recipes;
    readonly reviews: Reviews;
    readonly revisions: Revisions;
    readonly sessionRows: SessionRows;
    readonly sources: Sources;
    readonly stores: Stores;
    readonly usage: Usage;
    readonly waitingDraws: WaitingDraws;
    readonly webhookInbox: WebhookInbox;
    readonly wooConnections: WooConnections;
    readonly wooConnects: WooConnects;
    readonly wordsRuns: WordsRuns;
  };
  readonly objectStore: ObjectStore;
  readonly fetcher: SourceFetcher;
  readonly inspector: ImageInspector;
  readonly cutOut: CutOut;
  readonly renderer: Renderer;
  readonly compositor: Compositor;
  readonly fidelityMeter: FidelityMeter;
  readonly readDigitalSourceType: ReadDigitalSourceType;
  readonly thumbnailer: Thumbnailer;
  readonly fitPicture: FitPicture;
  readonly readEditMask: ReadEditMask;
  /** Stores of every platform, each by its own. */
  readonly platform: StorePlatform;
  readonly keyring: Keyring;
  /** 32 random bytes as hexadecimal digits. */
  readonly randomHex32: () => string;
  readonly woo: WooPorts;
  readonly models: ModelPorts;
  readonly sceneSketches: SceneSketches;
  /** Limits of the providers, shared by all workers. */
  readonly providerGate: ProviderGate;
  /** Tells the dispatcher that there is work; without one in this process it finds out by itself. */
  readonly poke: () => void;
}

/** Joins the use cases that screens and the job API share. Knows no adapter. */
export const wireUseCases = (ports: Ports) => {
  const { clock, newId, sha256, unitOfWork, repositories, objectStore, poke } = ports;
  const { assets, batches, captions, imageJobs, ledger, products, publications, sources } = repositories;
  const maskOfSource = makeMaskOfSource({
    masks: repositories.masks,
    objects: objectStore,
    cutOut: ports.cutOut,
    sha256,
  });
  const { auditLog, budgets, catalogueSyncs, fidelitySettings, library, stores } = repositories;
  const { platform, queue, random, log, readDigitalSourceType } = ports;
  const planPublication = makePlanPublication({
    publications,
    assets,
    products,
    stores,
    auditLog,
    queue,
    clock,
    newId,
  });
  const refreshProduct = makeRefreshProduct({ platform, products, clock });
  const startSync = makeStartSync({ catalogueSyncs, stores, clock, newId, queue });
  const uninstallStore = makeUninstallStore({
    stores,
    sessions: repositories.sessionRows,
    cancelStoreWork: makeCancelStoreWork({ imageJobs, clock }),
    auditLog,
    clock,
    newId,
  });
  const installStore = makeInstallStore({ stores, auditLog, startSync, clock, newId });
  const publicationRuns = {
    platform,
    publications,
    unitOfWork,
    objects: objectStore,
    refreshProduct,
    clock,
    newId,
    random,
    log,
  };
  const { providerCalls } = repositories;
  const models = wireModels({ ...ports, providerCalls });
  const { recipes } = models;
  const words = wireWords(ports, { models, refreshProduct });
  const { altTextsOfAsset } = words;
  const publish = makeRequestPublication({ assets, products, planPublication, altTextsOfAsset });
  return {
    ...wireScenes(ports, { models, maskOfSource }),
    models,
    recipes,
    edits: wireEdits(ports, recipes, ports.models.offered),
    words,
    callProvider: models.callProvider,
    settleLostCalls: makeSettleLostCalls({ providerCalls, clock, log }),
    captions,
    installStore,
    woo: wireWoo(ports, { installStore, startSync, uninstallStore }),
    startSync,
    refreshProduct,
    handleWebhook: makeHandleWebhook({
      inbox: repositories.webhookInbox,
      stores,
      storeOf: makeStoreOfDelivery({ stores, wooConnections: repositories.wooConnections }),
      platform,
      refreshProduct,
      uninstallStore,
      auditLog,
      unitOfWork,
      objects: objectStore,
      clock,
      newId,
      random,
      log,
    }),
    syncCatalogue: makeSyncCatalogue({
      platform,
      products,
      catalogueSyncs,
      stores,
      clock,
      newId,
      random,
      log,
    }),
    publish,
    publishAssets: makePublishAssets({ assets, products, publish }),
    undo: makeRequestUndo({ publications, auditLog, queue, clock, newId }),
    publishAsset: makePublishAsset({ ...publicationRuns, assets, stores, sha256, readDigitalSourceType }),
    undoPublication: makeUndoPublication(publicationRuns),
    maskOfSource,
    readProducts: makeReadProducts({ products }),
    readSyncs: makeReadSyncs({ catalogueSyncs: repositories.catalogueSyncs }),
    eraseDisconnectedStores: makeEraseDisconnectedStores({
      stores,
      objects: objectStore,
      unitOfWork,
      clock,
      log,
    }),
    grantMonthlyCredit: makeGrantMonthlyCredit({ plans: repositories.plans, clock, log }),
    managePresets: makeManagePresets({ presets: repositories.presets, clock, newId }),
    manageBrandKit: makeManageBrandKit({ brandKits: repositories.brandKits, clock }),
    manageBudget: makeManageBudget({ budgets, auditLog, clock, newId }),
    manageFidelitySettings: makeManageFidelitySettings({ fidelitySettings, auditLog, clock, newId }),
    readFidelityThresholds: makeReadFidelityThresholds({ fidelitySettings }),
    estimateBatch: makeEstimateBatch({
      sources,
      ledger,
      budgets,
      library,
      recipes,
      sha256,
      clock,
    }),
    submitBatch: makeSubmitBatch({
      sources,
      unitOfWork,
      library,
      recipes,
      sha256,
      clock,
      newId,
      poke,
    }),
    cancelBatch: makeCancelBatch({ batches, imageJobs, clock, poke }),
    readBatches: makeReadBatches({ batches, recipes: repositories.recipes }),
    watchBatch: makeWatchBatch({ batches, imageJobs, clock }),
    readJobs: makeReadJobs({ imageJobs }),
    cancelImageJob: makeCancelImageJob({ imageJobs, clock, poke }),
    retryImageJob: makeRetryImageJob({ unitOfWork, clock, newId, poke }),
    readAssets: makeReadAssets({ assets, objectStore }),
    reviewAsset: makeReviewAsset({ reviews: repositories.reviews, assets, clock }),
    reviewAssets: makeReviewAssets({ reviews: repositories.reviews, clock }),
    previewPublication: makePreviewPublication({ assets, products, platform: ports.platform }),
    readPublications: makeReadPublications({ publications }),
    readUsage: makeReadUsage({ ledger, usage: repositories.usage, plans: repositories.plans }),
    readThumbnail: makeReadThumbnail({ assets, objectStore, thumbnailer: ports.thumbnailer }),
    listPreviewSources: makeListPreviewSources({ sources, captions }),
    previewRecipe: makePreviewRecipe({
      sources: ports.fetcher,
      productSources: sources,
      inspector: ports.inspector,
      objects: objectStore,
      sha256,
      clock,
      maskOfSource,
      cutOut: ports.cutOut,
      renderer: ports.renderer,
      version: ports.version,
    }),
  };
};
