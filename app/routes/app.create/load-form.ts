import type { Container } from '#app/container.server.ts';
import { screenEstimate } from '#app/http/screen-estimate.ts';
import { savedRecipes } from '#app/http/screen-presets.ts';
import type { selectionOf } from '#app/http/screen-selection.ts';
import type { ProvidersView } from './recipe-side.tsx';

/** Products offered in the preview's chooser; the batch itself has no such limit. */
const PREVIEWED = 50;

/** What is set up here, in the form's words. */
const providersOf = ({ models, useCases }: Container): ProvidersView => ({
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

/** What the form is for these products of a store. */
export const loadForm = async (
  container: Container,
  storeId: string,
  selection: ReturnType<typeof selectionOf>,
) => {
  const { useCases, newId } = container;
  const [brandKit, saved, estimate, previews] = await Promise.all([
    useCases.manageBrandKit.get(storeId),
    savedRecipes(useCases, storeId),
    useCases.estimateBatch(storeId, { recipe: { kind: 'packshot' }, selection }),
    useCases.listPreviewSources(storeId, selection, PREVIEWED),
  ]);
  return {
    brandKit,
    saved,
    providers: providersOf(container),
    /** Makes a double click, or a reload of the answer, one batch. */
    requestKey: newId(),
    previews,
    estimate: estimate.ok ? screenEstimate(estimate.value) : null,
    problem: estimate.ok ? null : estimate.error.message,
  };
};
