import type { Container } from '#app/container.server.ts';
import { modelName } from '#app/domain/providers/model-choice.ts';
import { IMAGE_MODELS } from '#app/domain/providers/model-facts.ts';
import type { ProvidersView } from './recipe-side.tsx';

/** What is set up here, in the form's words. */
export const providersOf = ({ models, useCases }: Container): ProvidersView => ({
  kinds: useCases.recipes.kinds,
  models: models.images.flatMap(({ provider, isPlaceholder }) =>
    IMAGE_MODELS.filter((model) => model.provider === provider).map((model) => ({
      name: modelName(model),
      displayName: model.displayName,
      sizes: model.sizes,
      maxReferences: model.maxReferences,
      isPlaceholder,
    })),
  ),
  canRead: models.vision.length > 0,
  libraryName: models.inspiration.displayName,
});
