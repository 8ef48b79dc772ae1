import { z } from 'zod';
import type { Recipe } from '#app/domain/recipe/recipe.ts';
import type { ManagePresets } from '#app/use-cases/manage-presets.ts';
import type { RecipeDesk } from '#app/use-cases/recipe-desk.ts';
import { presetName } from './api/schemas/recipe.ts';
import { screenFailure, screenJson, screenProblem } from './screen-reply.ts';

/** A saved recipe that pictures of chosen products can be made by. */
export interface SavedRecipe {
  readonly id: string;
  readonly name: string;
  readonly recipe: Exclude<Recipe, { readonly kind: 'edit' }>;
}

export interface PresetsDeps {
  readonly managePresets: Pick<ManagePresets, 'list' | 'create' | 'remove'>;
  readonly recipes: Pick<RecipeDesk, 'kinds' | 'readForBatch'>;
}

/** What the form offers to start from; older ones are over the API. */
const SHOWN = 100;

/** The store's saved recipes, newest first; those of kinds that cannot be made here, or of options no longer known, are left out. */
export const savedRecipes = async (
  { managePresets, recipes }: PresetsDeps,
  storeId: string,
): Promise<readonly SavedRecipe[]> => {
  const { items } = await managePresets.list(storeId, { limit: SHOWN });
  return items.flatMap(({ id, name, recipe }) =>
    recipe === null || recipe.kind === 'edit' || !recipes.kinds.includes(recipe.kind)
      ? []
      : [{ id, name, recipe }],
  );
};

const changeSchema = z.discriminatedUnion('intent', [
  z.strictObject({ intent: z.literal('save'), name: z.string(), recipe: z.unknown() }),
  z.strictObject({ intent: z.literal('delete'), id: z.uuid() }),
]);

const NAME_PROBLEMS: Partial<Record<z.core.$ZodIssue['code'], string>> = {
  too_small: 'Give the recipe a name.',
  too_big: 'A name has at most 80 characters. Choose a shorter one.',
};

const save = async (
  { managePresets, recipes }: PresetsDeps,
  storeId: string,
  asked: { readonly name: string; readonly recipe: unknown },
): Promise<Response | null> => {
  const name = presetName.safeParse(asked.name);
  if (!name.success) {
    const code = name.error.issues[0]?.code;
    const words = (code && NAME_PROBLEMS[code]) ?? 'Write the name in plain letters, without hidden ones.';
    return screenProblem(400, words, 'name');
  }
  // what could not be started from is not kept
  const recipe = recipes.readForBatch(asked.recipe);
  if (!recipe.ok) return screenFailure(recipe.error);
  const made = await managePresets.create(storeId, { name: name.data, recipe: recipe.value });
  if (made.ok) return null;
  if (made.error.kind !== 'conflict') return screenFailure(made.error);
  return screenProblem(
    409,
    `There is a saved recipe called “${name.data}” already. Choose another name.`,
    'name',
  );
};

const remove = async (
  { managePresets }: PresetsDeps,
  storeId: string,
  id: string,
): Promise<Response | null> => {
  const removed = await managePresets.remove(storeId, id);
  if (removed.ok) return null;
  if (removed.error.kind !== 'not-found') return screenFailure(removed.error);
  return screenProblem(404, 'This recipe is not among your saved ones any more.');
};

/**
 * `{ intent: 'save', name, recipe }` keeps a recipe under a name, `{ intent: 'delete', id }` forgets one. Answers with what is
 * saved then, or with what is wrong in words, naming the field `name` where it is that one. `body`: as it was sent.
 */
export const changePresets = async (deps: PresetsDeps, storeId: string, body: unknown): Promise<Response> => {
  const change = changeSchema.safeParse(body);
  if (!change.success) return screenProblem(400, 'This did not arrive whole. Try again.');
  const { data } = change;
  const refused =
    data.intent === 'save' ? await save(deps, storeId, data) : await remove(deps, storeId, data.id);
  return refused ?? screenJson({ items: await savedRecipes(deps, storeId) });
};
