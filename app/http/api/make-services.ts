import type { Clock, NewId } from '#app/ports/clock.ts';
import type { ObjectStore } from '#app/ports/object-store.ts';
import type { Assets } from '#app/ports/repositories/assets.ts';
import type { Batches } from '#app/ports/repositories/batches.ts';
import type { BrandKits } from '#app/ports/repositories/brand-kits.ts';
import type { CatalogueSyncs } from '#app/ports/repositories/catalogue-syncs.ts';
import type { ImageJobs } from '#app/ports/repositories/image-jobs.ts';
import type { Ledger } from '#app/ports/repositories/ledger.ts';
import type { Presets } from '#app/ports/repositories/presets.ts';
import type { Products } from '#app/ports/repositories/products.ts';
import type { Publications } from '#app/ports/repositories/publications.ts';
import type { Recipes } from '#app/ports/repositories/recipes.ts';
import type { Usage } from '#app/ports/repositories/usage.ts';
import type { StorePlatform } from '#app/ports/store-platform.ts';
import { makeManageBrandKit } from '#app/use-cases/manage-brand-kit.ts';
import { makeManagePresets } from '#app/use-cases/manage-presets.ts';
import { makePreviewPublication } from '#app/use-cases/preview-publication.ts';
import { makeReadAssets } from '#app/use-cases/read-assets.ts';
import { makeReadBatches } from '#app/use-cases/read-batches.ts';
import { makeReadJobs } from '#app/use-cases/read-jobs.ts';
import { makeReadProducts } from '#app/use-cases/read-products.ts';
import { makeReadPublications } from '#app/use-cases/read-publications.ts';
import { makeReadSyncs } from '#app/use-cases/read-syncs.ts';
import { makeReadUsage } from '#app/use-cases/read-usage.ts';
import { makeWatchBatch } from '#app/use-cases/watch-batch.ts';

export interface ReadServicesDeps {
  readonly assets: Assets;
  readonly batches: Batches;
  readonly brandKits: BrandKits;
  readonly catalogueSyncs: CatalogueSyncs;
  readonly imageJobs: ImageJobs;
  readonly ledger: Ledger;
  readonly presets: Presets;
  readonly products: Products;
  readonly publications: Publications;
  readonly recipes: Recipes;
  readonly usage: Usage;
  readonly objectStore: ObjectStore;
  readonly platform: Pick<StorePlatform, 'readMedia'>;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** The services of the API that need nothing but repositories, storage and clock: all its reads, presets and brand kit. */
export const makeReadServices = (deps: ReadServicesDeps) => ({
  now: () => deps.clock.now(),
  readProducts: makeReadProducts(deps),
  readSyncs: makeReadSyncs(deps),
  managePresets: makeManagePresets(deps),
  manageBrandKit: makeManageBrandKit(deps),
  readBatches: makeReadBatches(deps),
  watchBatch: makeWatchBatch(deps),
  readJobs: makeReadJobs(deps),
  readAssets: makeReadAssets(deps),
  previewPublication: makePreviewPublication(deps),
  readPublications: makeReadPublications(deps),
  readUsage: makeReadUsage(deps),
});
