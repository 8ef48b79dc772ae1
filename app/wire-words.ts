import type { Clock, NewId } from './ports/clock.ts';
import type { Log } from './ports/log.ts';
import type { ObjectStore } from './ports/object-store.ts';
import type { Queue } from './ports/queue.ts';
import type { AltChanges } from './ports/repositories/alt-changes.ts';
import type { Assets } from './ports/repositories/assets.ts';
import type { AuditLog } from './ports/repositories/audit-log.ts';
import type { Batches } from './ports/repositories/batches.ts';
import type { PictureWordsRows } from './ports/repositories/picture-words.ts';
import type { Products } from './ports/repositories/products.ts';
import type { ProviderCalls } from './ports/repositories/provider-calls.ts';
import type { Stores } from './ports/repositories/stores.ts';
import type { WordsRuns } from './ports/repositories/words-runs.ts';
import type { SourceFetcher } from './ports/source-fetcher.ts';
import type { StorePlatform } from './ports/store-platform.ts';
import type { Thumbnailer } from './ports/thumbnailer.ts';
import { makeAltTextsOfAsset } from './use-cases/alt-texts-of-asset.ts';
import { makeEditWords } from './use-cases/edit-words.ts';
import { makeLearnScopes } from './use-cases/learn-scopes.ts';
import { makeReadLanguages } from './use-cases/read-languages.ts';
import type { RefreshProduct } from './use-cases/refresh-product.ts';
import { makeRequestAltChange, makeRequestAltUndo, makeReviewAlt } from './use-cases/request-alt-change.ts';
import { makeLatestWordsRun, makeRequestWordsRun } from './use-cases/request-words-run.ts';
import { makeRunAltChange } from './use-cases/run-alt-change.ts';
import { makeRunWordsRun } from './use-cases/run-words-run.ts';
import { makeFindSubject } from './use-cases/subject-of-words.ts';
import { makeWriteWords } from './use-cases/write-words.ts';
import type { WiredModels } from './wire-models.ts';

/** What words about pictures take of the world. */
export interface WordPorts {
  readonly clock: Clock;
  readonly newId: NewId;
  readonly random: () => number;
  readonly log: Log;
  readonly queue: Queue;
  readonly platform: StorePlatform;
  readonly objectStore: ObjectStore;
  readonly fetcher: SourceFetcher;
  readonly thumbnailer: Thumbnailer;
  readonly repositories: {
    readonly altChanges: AltChanges;
    readonly assets: Assets;
    readonly auditLog: AuditLog;
    readonly batches: Batches;
    readonly pictureWords: PictureWordsRows;
    readonly products: Products;
    readonly providerCalls: ProviderCalls;
    readonly stores: Stores;
    readonly wordsRuns: WordsRuns;
  };
}

/** Joins what writes, edits and publishes words about pictures. Knows no adapter. */
export const wireWords = (
  ports: WordPorts,
  shared: { readonly models: WiredModels; readonly refreshProduct: RefreshProduct },
) => {
  const { clock, newId, random, log, platform, queue, objectStore: objects, repositories } = ports;
  const { assets, products, stores, pictureWords, wordsRuns, altChanges, auditLog } = repositories;
  const { askVision } = shared.models;
  const findSubject = makeFindSubject({ assets, products });
  const readLanguages = makeReadLanguages({ stores, platform });
  const writeWords = makeWriteWords({
    findSubject,
    readLanguages,
    words: pictureWords,
    stores,
    objects,
    fetcher: ports.fetcher,
    thumbnailer: ports.thumbnailer,
    askVision,
    providerCalls: repositories.providerCalls,
    clock,
    newId,
  });
  const changing = {
    altChanges,
    products,
    stores,
    platform,
    readLanguages,
    auditLog,
    queue,
    clock,
    newId,
  };
  return {
    canWrite: askVision !== null,
    readLanguages,
    learnScopes: makeLearnScopes({ stores, platform }),
    altTextsOfAsset: makeAltTextsOfAsset({ words: pictureWords, readLanguages }),
    write: writeWords,
    ...makeEditWords({ findSubject, words: pictureWords, readLanguages, clock, newId }),
    requestRun: makeRequestWordsRun({
      batches: repositories.batches,
      wordsRuns,
      readLanguages,
      canWrite: askVision !== null,
      queue,
      clock,
      newId,
    }),
    latestRun: makeLatestWordsRun({ batches: repositories.batches, wordsRuns }),
    run: makeRunWordsRun({ wordsRuns, assets, writeWords, clock, newId, random, log }),
    reviewAlt: makeReviewAlt(changing),
    changeAlt: makeRequestAltChange(changing),
    undoAlt: makeRequestAltUndo(changing),
    altChange: altChanges.get,
    listAltChanges: altChanges.list,
    runAltChange: makeRunAltChange({
      altChanges,
      platform,
      refreshProduct: shared.refreshProduct,
      clock,
      newId,
      random,
      log,
    }),
  };
};
export type WiredWords = ReturnType<typeof wireWords>;
