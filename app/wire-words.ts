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
import type { Ports } from './wire-use-cases.ts';

/** Joins what writes, edits and publishes words about pictures. Knows no adapter. */
export const wireWords = (
  ports: Ports,
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
