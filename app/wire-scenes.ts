import type { Clock, NewId } from './ports/clock.ts';
import type { Sha256 } from './ports/hash.ts';
import type { ImageInspector } from './ports/imaging.ts';
import type { InspirationLibrary } from './ports/inspiration-library.ts';
import type { ObjectStore } from './ports/object-store.ts';
import type { Inspirations } from './ports/repositories/inspirations.ts';
import type { ProductAnalyses } from './ports/repositories/product-analyses.ts';
import type { Products } from './ports/repositories/products.ts';
import type { ProviderCalls } from './ports/repositories/provider-calls.ts';
import type { Sources } from './ports/repositories/sources.ts';
import type { SceneSketches } from './ports/scene-sketches.ts';
import type { SourceFetcher } from './ports/source-fetcher.ts';
import type { Thumbnailer } from './ports/thumbnailer.ts';
import { makeAnalyseProduct } from './use-cases/analyse-product.ts';
import { makeAskFreeQuestion } from './use-cases/ask-free-question.ts';
import { makeListScenes } from './use-cases/list-scenes.ts';
import { makeManageInspirations } from './use-cases/manage-inspirations.ts';
import type { MaskOfSource } from './use-cases/mask-of-source.ts';
import { makePreviewPrompt } from './use-cases/preview-prompt.ts';
import { makeReadInspiration } from './use-cases/read-inspiration.ts';
import { makeWriteScene } from './use-cases/write-scene.ts';
import type { WiredModels } from './wire-models.ts';

export interface ScenePorts {
  readonly clock: Clock;
  readonly newId: NewId;
  readonly sha256: Sha256;
  readonly thumbnailer: Thumbnailer;
  readonly inspector: ImageInspector;
  readonly fetcher: SourceFetcher;
  readonly objectStore: ObjectStore;
  readonly models: { readonly inspiration: InspirationLibrary };
  readonly sceneSketches: SceneSketches;
  readonly repositories: {
    readonly inspirations: Inspirations;
    readonly productAnalyses: ProductAnalyses;
    readonly products: Products;
    readonly providerCalls: ProviderCalls;
    readonly sources: Sources;
  };
}

/** Joins what scenes are chosen, read and previewed by. Knows no adapter. */
export const wireScenes = (
  ports: ScenePorts,
  shared: { readonly models: WiredModels; readonly maskOfSource: MaskOfSource },
) => {
  const { clock, newId, sha256, thumbnailer, inspector, objectStore: objects, repositories } = ports;
  const { inspirations, productAnalyses, products, providerCalls, sources: productSources } = repositories;
  const inspirationLibrary = ports.models.inspiration;
  const { models, maskOfSource } = shared;
  const questions = makeAskFreeQuestion({ askVision: models.askVision, providerCalls, clock });
  const photos = { sources: ports.fetcher, inspector, objects, sha256, clock };
  return {
    listScenes: makeListScenes({ sketches: ports.sceneSketches }),
    writeScene: makeWriteScene({ products, questions }),
    readInspiration: makeReadInspiration({
      inspirations,
      inspirationLibrary,
      inspector,
      thumbnailer,
      objects,
      questions,
      sha256,
      clock,
      newId,
    }),
    manageInspirations: makeManageInspirations({
      inspirations,
      inspirationLibrary,
      objects,
      thumbnailer,
      clock,
    }),
    analyseProduct: makeAnalyseProduct({
      ...photos,
      productAnalyses,
      productSources,
      products,
      thumbnailer,
      questions,
      newId,
    }),
    previewPrompt: makePreviewPrompt({
      ...photos,
      recipes: models.recipes,
      productSources,
      products,
      productAnalyses,
      maskOfSource,
      imageModelOf: models.imageModelOf,
    }),
  };
};
