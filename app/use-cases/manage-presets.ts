import { failure } from '#app/domain/failure.ts';
import { parseRecipe } from '#app/domain/recipe/parse-recipe.ts';
import type { Recipe } from '#app/domain/recipe/recipe.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import type { Clock, NewId } from '#app/ports/clock.ts';
import type { Page, PageRequest } from '#app/ports/repositories/page.ts';
import type { Preset, Presets } from '#app/ports/repositories/presets.ts';

export interface PresetView extends Omit<Preset, 'recipe'> {
  /** Null when it was saved by a version whose options we no longer know. */
  readonly recipe: Recipe | null;
}

export interface PresetInput {
  readonly name: string;
  readonly recipe: Recipe;
}

export interface ManagePresets {
  list(storeId: string, page: PageRequest): Promise<Page<PresetView>>;
  /** Failure: not-found. */
  get(storeId: string, id: string): Promise<Result<PresetView>>;
  /** Failure: conflict, when the store has a preset of this name. */
  create(storeId: string, input: PresetInput): Promise<Result<PresetView>>;
  /** Failures: not-found, conflict. */
  replace(storeId: string, id: string, input: PresetInput): Promise<Result<PresetView>>;
  /** Failure: not-found. */
  remove(storeId: string, id: string): Promise<Result<null>>;
}

const toView = (preset: Preset): PresetView => {
  const recipe = parseRecipe(preset.recipe);
  return { ...preset, recipe: recipe.ok ? recipe.value : null };
};

const noSuchPreset = () => err(failure('not-found', 'There is no preset with this id.'));

export const makeManagePresets = (deps: {
  readonly presets: Presets;
  readonly clock: Pick<Clock, 'now'>;
  readonly newId: NewId;
}): ManagePresets => ({
  list: async (storeId, page) => {
    const found = await deps.presets.list(storeId, page);
    return { items: found.items.map(toView), nextCursor: found.nextCursor };
  },
  get: async (storeId, id) => {
    const preset = await deps.presets.get(storeId, id);
    return preset ? ok(toView(preset)) : noSuchPreset();
  },
  create: async (storeId, { name, recipe }) => {
    const now = deps.clock.now();
    const made = await deps.presets.create(storeId, { id: deps.newId(), name, recipe, now });
    return made.ok ? ok(toView(made.value)) : made;
  },
  replace: async (storeId, id, { name, recipe }) => {
    const made = await deps.presets.update(storeId, id, { name, recipe, now: deps.clock.now() });
    return made.ok ? ok(toView(made.value)) : made;
  },
  remove: async (storeId, id) => ((await deps.presets.delete(storeId, id)) ? ok(null) : noSuchPreset()),
});
