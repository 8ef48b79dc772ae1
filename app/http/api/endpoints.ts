import * as altChanges from './alt-changes.ts';
import * as assets from './assets.ts';
import * as batches from './batches.ts';
import * as budget from './budget.ts';
import * as catalogue from './catalogue.ts';
import * as edits from './edits.ts';
import type { Endpoint } from './endpoint.ts';
import * as fidelity from './fidelity.ts';
import * as inspirations from './inspirations.ts';
import * as jobs from './jobs.ts';
import * as presets from './presets.ts';
import * as progress from './progress.ts';
import * as publications from './publications.ts';
import * as recipes from './recipes.ts';
import * as reviews from './reviews.ts';
import * as sceneWords from './scene-words.ts';
import * as scenes from './scenes.ts';
import * as usage from './usage.ts';
import * as words from './words.ts';

/** Every endpoint of the job API: the one table from which routing, validation and the OpenAPI document are made. */
export const ENDPOINTS: readonly Endpoint[] = [
  catalogue.listProducts,
  catalogue.productFacets,
  catalogue.getProduct,
  catalogue.startSync,
  catalogue.latestSync,
  catalogue.getSync,
  recipes.validateRecipe,
  recipes.previewRecipe,
  recipes.recipeOptions,
  scenes.listScenes,
  sceneWords.writeScene,
  scenes.previewPrompt,
  scenes.getAnalysis,
  scenes.readAnalysis,
  scenes.putAnalysis,
  inspirations.uploadInspiration,
  inspirations.searchInspirations,
  inspirations.useInspiration,
  inspirations.listInspirations,
  inspirations.getInspiration,
  inspirations.putInspirationDescription,
  inspirations.getInspirationThumbnail,
  presets.listChannelPresets,
  presets.listPresets,
  presets.createPreset,
  presets.getPreset,
  presets.replacePreset,
  presets.deletePreset,
  presets.getBrandKit,
  presets.putBrandKit,
  batches.estimateBatch,
  batches.createBatch,
  batches.listBatches,
  batches.getBatch,
  batches.cancelBatch,
  progress.batchEvents,
  jobs.listBatchJobs,
  jobs.listJobs,
  jobs.getJob,
  jobs.cancelJob,
  jobs.retryJob,
  assets.listAssets,
  assets.getAsset,
  assets.getAssetFile,
  assets.getAssetThumbnail,
  edits.uploadMask,
  edits.estimateEdit,
  edits.createEdit,
  edits.listRevisions,
  reviews.reviewAsset,
  reviews.reviewAssets,
  words.getAssetWords,
  words.writeAssetWords,
  words.editAssetWords,
  words.getPhotoWords,
  words.writePhotoWords,
  words.editPhotoWords,
  words.writeBatchWords,
  words.getBatchWords,
  altChanges.reviewAlt,
  altChanges.changeAlt,
  altChanges.listAltChanges,
  altChanges.getAltChange,
  altChanges.undoAltChange,
  publications.previewPublication,
  publications.publishAsset,
  publications.publishAssets,
  publications.listPublications,
  publications.getPublication,
  publications.undoPublication,
  publications.undoPublications,
  usage.getUsage,
  usage.listLedger,
  budget.getBudget,
  budget.putBudget,
  fidelity.getFidelitySettings,
  fidelity.putFidelitySettings,
];
