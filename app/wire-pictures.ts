import type { Compositor } from './ports/compositor.ts';
import type { FidelityMeter } from './ports/fidelity.ts';
import type { FitPicture } from './ports/fit-picture.ts';
import type { CutOut } from './ports/imaging.ts';
import type { Assets } from './ports/repositories/assets.ts';
import type { ProductAnalyses } from './ports/repositories/product-analyses.ts';
import type { Products } from './ports/repositories/products.ts';
import type { ProviderPictures } from './ports/repositories/provider-pictures.ts';
import type { Sources } from './ports/repositories/sources.ts';
import type { WaitingDraws } from './ports/repositories/waiting-draws.ts';
import type { Thumbnailer } from './ports/thumbnailer.ts';
import type { AskVision } from './use-cases/ask-vision.ts';
import { makeJudgeFidelity } from './use-cases/judge-fidelity.ts';
import { makeEditPicture } from './use-cases/make-picture/make-edit-picture.ts';
import { makeRedrawPicture } from './use-cases/make-picture/make-redraw-picture.ts';
import { makeScenePicture } from './use-cases/make-picture/make-scene-picture.ts';
import type { PictureDeps } from './use-cases/make-picture/picture-maker.ts';
import type { ModelMakers } from './use-cases/make-picture.ts';
import type { ReadFidelityThresholds } from './use-cases/read-fidelity-thresholds.ts';
import type { WiredModels } from './wire-models.ts';

/** What pictures that a model takes part in need beyond those that are made here alone. */
export interface ModelPicturePorts {
  readonly cutOut: CutOut;
  readonly compositor: Compositor;
  readonly fidelityMeter: FidelityMeter;
  readonly thumbnailer: Thumbnailer;
  readonly fitPicture: FitPicture;
  readonly repositories: {
    readonly assets: Assets;
    readonly products: Products;
    readonly productAnalyses: ProductAnalyses;
    readonly providerPictures: ProviderPictures;
    readonly sources: Sources;
    readonly waitingDraws: WaitingDraws;
  };
}

/** Joins what makers of such pictures share. Knows no adapter. */
export const wireDrawing = (
  pictures: PictureDeps,
  ports: ModelPicturePorts,
  useCases: {
    readonly models: Pick<WiredModels, 'imageModelOf' | 'generateWith'> & {
      readonly askVision: AskVision | null;
    };
    readonly readFidelityThresholds: ReadFidelityThresholds;
  },
) => {
  const { cutOut, compositor, fidelityMeter, thumbnailer, fitPicture, repositories } = ports;
  const { models, readFidelityThresholds } = useCases;
  return {
    ...pictures,
    compositor,
    thumbnailer,
    fitPicture,
    assets: repositories.assets,
    providerPictures: repositories.providerPictures,
    waitingDraws: repositories.waitingDraws,
    products: repositories.products,
    productAnalyses: repositories.productAnalyses,
    productSources: repositories.sources,
    imageModelOf: models.imageModelOf,
    generateWith: models.generateWith,
    judgeFidelity: makeJudgeFidelity({
      cutOut,
      meter: fidelityMeter,
      fitPicture,
      readThresholds: readFidelityThresholds,
      askVision: models.askVision,
    }),
  };
};
export type Drawing = ReturnType<typeof wireDrawing>;

export const wireModelMakers = (drawing: Drawing): ModelMakers => ({
  scene: makeScenePicture(drawing),
  redraw: makeRedrawPicture(drawing),
  edit: makeEditPicture(drawing),
});
