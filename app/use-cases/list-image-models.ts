import type { ModelAspect, ModelImageSize } from '../domain/providers/capabilities.ts';
import { modelName } from '../domain/providers/model-choice.ts';
import { IMAGE_MODELS } from '../domain/providers/model-facts.ts';
import type { Clock } from '../ports/clock.ts';
import type { ImageModel } from '../ports/image-model.ts';

/** An image model that can be chosen here, and what a recipe may ask of it. */
export interface ImageModelOption {
  /** "provider/model" */
  readonly name: string;
  readonly displayName: string;
  readonly aspects: readonly ModelAspect[];
  readonly sizes: readonly ModelImageSize[];
  /** Reference pictures of one request. */
  readonly maxReferences: number;
  /** True: a stand-in draws in its place. */
  readonly isPlaceholder: boolean;
}

/** Models of the providers that are set up here, without those that are switched off by now. */
export const makeListImageModels =
  (deps: {
    readonly images: readonly Pick<ImageModel, 'provider' | 'isPlaceholder'>[];
    readonly clock: Pick<Clock, 'now'>;
  }) =>
  (): readonly ImageModelOption[] => {
    const today = deps.clock.now().toISOString().slice(0, 10);
    return deps.images.flatMap(({ provider, isPlaceholder }) =>
      IMAGE_MODELS.filter(
        (model) => model.provider === provider && (model.retiresOn === null || today < model.retiresOn),
      ).map((model) => ({
        name: modelName(model),
        displayName: model.displayName,
        aspects: model.aspects,
        sizes: model.sizes,
        maxReferences: model.maxReferences,
        isPlaceholder,
      })),
    );
  };
export type ListImageModels = ReturnType<typeof makeListImageModels>;
