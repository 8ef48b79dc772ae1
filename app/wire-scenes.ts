import { makeAnalyseProduct } from './use-cases/analyse-product.ts';
import { makeAskFreeQuestion } from './use-cases/ask-free-question.ts';
import { makeManageInspirations } from './use-cases/manage-inspirations.ts';
import type { MaskOfSource } from './use-cases/mask-of-source.ts';
import { makePreviewPrompt } from './use-cases/preview-prompt.ts';
import { makeReadInspiration } from './use-cases/read-inspiration.ts';
import type { WiredModels } from './wire-models.ts';
import type { Ports } from './wire-use-cases.ts';

/** Joins what scenes are chosen, read and previewed by. Knows no adapter. */
export const wireScenes = (
  ports: Ports,
  shared: { readonly models: WiredModels; readonly maskOfSource: MaskOfSource },
) => {
  const { clock, newId, sha256, thumbnailer, inspector, objectStore: objects, repositories } = ports;
  const { inspirations, productAnalyses, products, providerCalls, sources: productSources } = repositories;
  const inspirationLibrary = ports.models.inspiration;
  const { models, maskOfSource } = shared;
  const questions = makeAskFreeQuestion({ askVision: models.askVision, providerCalls, clock });
  const photos = { sources: ports.fetcher, inspector, objects, sha256, clock };
  return {
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
