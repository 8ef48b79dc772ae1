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
import { wireModels } from './wire-models.ts';
import type { Ports } from './wire-ports.ts';
import { wireScenes } from './wire-scenes.ts';
import { wireWoo } from './wire-woo.ts';
import { wireWords } from './wire-words.ts';

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
