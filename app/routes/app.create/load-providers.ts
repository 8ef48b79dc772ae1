import type { Container } from '#app/container.server.ts';
import type { ProvidersView } from './recipe-side.tsx';

/** What is set up here, in the form's words. */
export const providersOf = ({ models, useCases }: Container): ProvidersView => ({
  kinds: useCases.recipes.kinds,
  models: useCases.models
    .listImageModels()
    .map(({ name, displayName, sizes, maxReferences, isPlaceholder, defaultOf }) => ({
      name,
      displayName,
      sizes,
      maxReferences,
      isPlaceholder,
      defaultOf,
    })),
  canRead: models.vision.length > 0,
  libraryName: models.inspiration.displayName,
});
