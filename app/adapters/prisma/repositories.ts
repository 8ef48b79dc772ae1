import { makeAltChanges } from './alt-changes.ts';
import { makeAssets } from './assets.ts';
import { makeAttempts } from './attempts.ts';
import { makeAuditLog } from './audit-log.ts';
import { makeBatches } from './batches.ts';
import { makeBrandKits } from './brand-kits.ts';
import { makeBridgeKeys } from './bridge-keys.ts';
import { makeBudgets } from './budgets.ts';
import { makeCaptions } from './captions.ts';
import { makeCatalogueSyncs } from './catalogue-syncs.ts';
import type { Db } from './client.ts';
import { makeDispatchRows } from './dispatch.ts';
import { makeErasure } from './erasure.ts';
import { makeFidelitySettings } from './fidelity-settings.ts';
import { makeIdempotencyKeys } from './idempotency-keys.ts';
import { makeImageJobs } from './image-jobs.ts';
import { makeInspirations } from './inspirations.ts';
import { makeLedger } from './ledger.ts';
import { makeLibrary } from './library.ts';
import { makeMasks } from './masks.ts';
import { makePictureWords } from './picture-words.ts';
import { makePlans } from './plans.ts';
import { makePresets } from './presets.ts';
import { makeProductAnalyses } from './product-analyses.ts';
import { makeProducts } from './products.ts';
import { makeProviderBatches } from './provider-batches.ts';
import { makeProviderCalls } from './provider-calls.ts';
import { makeProviderPictures } from './provider-pictures.ts';
import { makePublications } from './publications.ts';
import { makeRateAllowances } from './rate-allowances.ts';
import { makeRecipes } from './recipes.ts';
import { makeReviews } from './reviews.ts';
import { makeRevisions } from './revisions.ts';
import { makeSessionRows } from './session-rows.ts';
import { makeSources } from './sources.ts';
import { makeStores } from './stores.ts';
import { makeUsage } from './usage.ts';
import { makeWaitingDraws } from './waiting-draws.ts';
import { makeWebhookInbox } from './webhook-inbox.ts';
import { makeWooConnections } from './woo-connections.ts';
import { makeWooConnects } from './woo-connects.ts';
import { makeWordsRuns } from './words-runs.ts';
import { makeWorkers } from './workers.ts';

/**
 * Every repository there is, by name. The tenant walk (tests/integration/database/tenant-walk.test.ts) goes through them
 * method by method and fails for one that it does not know, so a new repository is added here and there.
 */
export const REPOSITORIES = {
  altChanges: makeAltChanges,
  assets: makeAssets,
  attempts: makeAttempts,
  auditLog: makeAuditLog,
  batches: makeBatches,
  brandKits: makeBrandKits,
  bridgeKeys: makeBridgeKeys,
  budgets: makeBudgets,
  captions: makeCaptions,
  catalogueSyncs: makeCatalogueSyncs,
  dispatchRows: makeDispatchRows,
  erasure: makeErasure,
  fidelitySettings: makeFidelitySettings,
  idempotencyKeys: makeIdempotencyKeys,
  imageJobs: makeImageJobs,
  inspirations: makeInspirations,
  ledger: makeLedger,
  library: makeLibrary,
  masks: makeMasks,
  pictureWords: makePictureWords,
  plans: makePlans,
  presets: makePresets,
  productAnalyses: makeProductAnalyses,
  products: makeProducts,
  providerBatches: makeProviderBatches,
  providerCalls: makeProviderCalls,
  providerPictures: makeProviderPictures,
  publications: makePublications,
  rateAllowances: makeRateAllowances,
  recipes: makeRecipes,
  reviews: makeReviews,
  revisions: makeRevisions,
  sessionRows: makeSessionRows,
  sources: makeSources,
  stores: makeStores,
  usage: makeUsage,
  waitingDraws: makeWaitingDraws,
  webhookInbox: makeWebhookInbox,
  wooConnections: makeWooConnections,
  wooConnects: makeWooConnects,
  wordsRuns: makeWordsRuns,
  workers: makeWorkers,
} as const satisfies Record<string, (db: Db) => object>;

export type Repositories = {
  readonly [Name in keyof typeof REPOSITORIES]: ReturnType<(typeof REPOSITORIES)[Name]>;
};

/** All repositories on one client: the database's, or a transaction's (see makeUnitOfWork). */
export const makeRepositories = (db: Db): Repositories => {
  const entries = Object.entries(REPOSITORIES).map(([name, make]) => [name, make(db)]);
  return Object.fromEntries(entries) as Repositories;
};
