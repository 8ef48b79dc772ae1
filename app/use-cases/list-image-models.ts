import type { ModelAspect, ModelImageSize } from '../domain/providers/capabilities.ts';
import { modelName } from '../domain/providers/model-choice.ts';
import { isRetired } from '../domain/providers/model-facts.ts';
import { defaultModel, EVERY_MODEL, type OfferedModels } from '../domain/providers/offered-models.ts';
import { MODEL_KINDS, type ModelKind, taskOfKind } from '../domain/recipe/model-options.ts';
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
  /** Kinds of recipes that get it when they name no model. */
  readonly defaultOf: readonly ModelKind[];
}

/** The offered models of the providers that are set up here, without those that are switched off by now. */
export const makeListImageModels =
  (deps: {
    readonly images: readonly Pick<ImageModel, 'provider' | 'isPlaceholder'>[];
    /** Left out: every model that we know. */
    readonly offered?: OfferedModels;
    readonly clock: Pick<Clock, 'now'>;
  }) =>
  (): readonly ImageModelOption[] => {
    const today = deps.clock.now().toISOString().slice(0, 10);
    const offered = deps.offered ?? EVERY_MODEL;
    const defaults = MODEL_KINDS.map(
      (kind) => [kind, defaultModel(offered, taskOfKind(kind), today)] as const,
    );
    return deps.images.flatMap(({ provider, isPlaceholder }) =>
      offered.images
        .filter((model) => model.provider === provider && !isRetired(model, today))
        .map((model) => ({
          name: modelName(model),
          displayName: model.displayName,
          aspects: model.aspects,
          sizes: model.sizes,
          maxReferences: model.maxReferences,
          isPlaceholder,
          defaultOf: defaults.flatMap(([kind, one]) => (one === model ? [kind] : [])),
        })),
    );
  };
export type ListImageModels = ReturnType<typeof makeListImageModels>;
