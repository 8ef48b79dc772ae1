import { makePriceOf } from './domain/price.ts';
import type { ModelChoice } from './domain/providers/model-choice.ts';
import type { OfferedModels } from './domain/providers/offered-models.ts';
import { priceAt } from './domain/providers/prices.ts';
import type { Clock, NewId } from './ports/clock.ts';
import type { ImageModel } from './ports/image-model.ts';
import type { InspirationLibrary } from './ports/inspiration-library.ts';
import type { Log } from './ports/log.ts';
import type { ProviderGate } from './ports/provider-gate.ts';
import type { ProviderCalls } from './ports/repositories/provider-calls.ts';
import type { VisionModel } from './ports/vision-model.ts';
import { makeAskVision } from './use-cases/ask-vision.ts';
import { makeCallProvider } from './use-cases/call-provider.ts';
import { makeGenerateImage } from './use-cases/generate-image.ts';
import { makeListImageModels } from './use-cases/list-image-models.ts';
import { makeRecipeDesk } from './use-cases/recipe-desk.ts';

/** The providers that are set up here; empty lists where none is. */
export interface ModelPorts {
  readonly images: readonly ImageModel[];
  readonly vision: readonly VisionModel[];
  /** Our own set where no library is set up. */
  readonly inspiration: InspirationLibrary;
  /** Which vision model does what. */
  readonly choice: ModelChoice;
  /** Which image models may be chosen. */
  readonly offered: OfferedModels;
}

/** Joins what calls a provider. Knows no adapter. */
export const wireModels = (ports: {
  readonly models: ModelPorts;
  readonly providerCalls: ProviderCalls;
  readonly providerGate: ProviderGate;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly random: () => number;
  readonly log: Log;
}) => {
  const { models, clock, newId, random, log } = ports;
  const callProvider = makeCallProvider({
    providerCalls: ports.providerCalls,
    gate: ports.providerGate,
    priceAt,
    clock,
    newId,
    random,
    log,
  });
  const judges = models.choice.judge.filter((ref) => models.vision.some((m) => m.provider === ref.provider));
  return {
    callProvider,
    recipes: makeRecipeDesk({
      imageProviders: models.images.map((model) => model.provider),
      batchProviders: models.images.filter((model) => model.batches !== null).map((model) => model.provider),
      offered: models.offered,
      priceOf: makePriceOf(judges),
      clock,
    }),
    listImageModels: makeListImageModels({ images: models.images, offered: models.offered, clock }),
    /** By provider; undefined for one that is not set up here. */
    imageModelOf: (provider: string) => models.images.find((model) => model.provider === provider),
    generateWith: (imageModel: ImageModel) => makeGenerateImage({ imageModel, callProvider, priceAt, clock }),
    /** Null: no vision model is set up here. */
    askVision:
      models.vision.length === 0
        ? null
        : makeAskVision({
            visionModels: models.vision,
            choice: models.choice,
            callProvider,
            priceAt,
            clock,
            log,
          }),
  };
};
export type WiredModels = ReturnType<typeof wireModels>;
