import type { AltChanges } from '#app/ports/repositories/alt-changes.ts';
import type { AnalyseProduct } from '#app/use-cases/analyse-product.ts';
import type { makeCancelBatch } from '#app/use-cases/cancel-batch.ts';
import type { makeCancelImageJob } from '#app/use-cases/cancel-image-job.ts';
import type { EditWords } from '#app/use-cases/edit-words.ts';
import type { makeEstimateBatch } from '#app/use-cases/estimate-batch.ts';
import type { EstimateEdit } from '#app/use-cases/estimate-edit.ts';
import type { ListImageModels } from '#app/use-cases/list-image-models.ts';
import type { ListScenes } from '#app/use-cases/list-scenes.ts';
import type { ManageBrandKit } from '#app/use-cases/manage-brand-kit.ts';
import type { ManageBudget } from '#app/use-cases/manage-budget.ts';
import type { ManageFidelitySettings } from '#app/use-cases/manage-fidelity-settings.ts';
import type { ManageInspirations } from '#app/use-cases/manage-inspirations.ts';
import type { ManagePresets } from '#app/use-cases/manage-presets.ts';
import type { PreviewPrompt } from '#app/use-cases/preview-prompt.ts';
import type { PreviewPublication } from '#app/use-cases/preview-publication.ts';
import type { PreviewRecipe } from '#app/use-cases/preview-recipe.ts';
import type { ReadAssets } from '#app/use-cases/read-assets.ts';
import type { ReadBatches } from '#app/use-cases/read-batches.ts';
import type { ReadInspiration } from '#app/use-cases/read-inspiration.ts';
import type { ReadJobs } from '#app/use-cases/read-jobs.ts';
import type { ReadProducts } from '#app/use-cases/read-products.ts';
import type { ReadPublications } from '#app/use-cases/read-publications.ts';
import type { ReadRevisions } from '#app/use-cases/read-revisions.ts';
import type { ReadSyncs } from '#app/use-cases/read-syncs.ts';
import type { ReadThumbnail } from '#app/use-cases/read-thumbnail.ts';
import type { ReadUsage } from '#app/use-cases/read-usage.ts';
import type { RecipeDesk } from '#app/use-cases/recipe-desk.ts';
import type { RequestAltChange, RequestAltUndo, ReviewAlt } from '#app/use-cases/request-alt-change.ts';
import type { RequestPublication } from '#app/use-cases/request-publication.ts';
import type { RequestUndo } from '#app/use-cases/request-undo.ts';
import type { LatestWordsRun, RequestWordsRun } from '#app/use-cases/request-words-run.ts';
import type { makeRetryImageJob } from '#app/use-cases/retry-image-job.ts';
import type { makeReviewAsset, makeReviewAssets } from '#app/use-cases/review-asset.ts';
import type { makeSubmitBatch } from '#app/use-cases/submit-batch.ts';
import type { SubmitEdit } from '#app/use-cases/submit-edit.ts';
import type { StartSync } from '#app/use-cases/sync-catalogue.ts';
import type { UploadEditMask } from '#app/use-cases/upload-edit-mask.ts';
import type { WatchBatch } from '#app/use-cases/watch-batch.ts';
import type { WriteScene } from '#app/use-cases/write-scene.ts';
import type { WriteWords } from '#app/use-cases/write-words.ts';

/** The use cases behind the API. Each takes the caller's storeId first and sees nothing of another store. */
export interface ApiServices {
  readonly now: () => Date;

  readonly readProducts: ReadProducts;
  readonly readSyncs: ReadSyncs;
  readonly startSync: StartSync;

  readonly recipes: RecipeDesk;
  readonly models: { readonly listImageModels: ListImageModels };
  readonly listScenes: ListScenes;
  readonly writeScene: WriteScene;
  readonly previewRecipe: PreviewRecipe;
  readonly previewPrompt: PreviewPrompt;
  readonly readInspiration: ReadInspiration;
  readonly manageInspirations: ManageInspirations;
  readonly analyseProduct: AnalyseProduct;
  readonly managePresets: ManagePresets;
  readonly manageBrandKit: ManageBrandKit;

  readonly estimateBatch: ReturnType<typeof makeEstimateBatch>;
  readonly submitBatch: ReturnType<typeof makeSubmitBatch>;
  readonly cancelBatch: ReturnType<typeof makeCancelBatch>;
  readonly readBatches: ReadBatches;
  readonly watchBatch: WatchBatch;

  readonly readJobs: ReadJobs;
  readonly cancelImageJob: ReturnType<typeof makeCancelImageJob>;
  readonly retryImageJob: ReturnType<typeof makeRetryImageJob>;

  readonly readAssets: ReadAssets;
  readonly readThumbnail: ReadThumbnail;
  readonly edits: {
    readonly uploadMask: UploadEditMask;
    readonly estimate: EstimateEdit;
    readonly submit: SubmitEdit;
    readonly revisions: ReadRevisions;
  };
  readonly reviewAsset: ReturnType<typeof makeReviewAsset>;
  readonly reviewAssets: ReturnType<typeof makeReviewAssets>;

  readonly previewPublication: PreviewPublication;
  readonly readPublications: ReadPublications;
  readonly publish: RequestPublication;
  readonly undo: RequestUndo;

  readonly words: EditWords & {
    readonly write: WriteWords;
    readonly requestRun: RequestWordsRun;
    readonly latestRun: LatestWordsRun;
    readonly reviewAlt: ReviewAlt;
    readonly changeAlt: RequestAltChange;
    readonly undoAlt: RequestAltUndo;
    readonly altChange: AltChanges['get'];
    readonly listAltChanges: AltChanges['list'];
  };

  readonly readUsage: ReadUsage;
  readonly manageBudget: ManageBudget;

  readonly manageFidelitySettings: ManageFidelitySettings;
}
