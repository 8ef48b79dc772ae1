import { failure } from '../domain/failure.ts';
import type { EditRecipe, RedrawRecipe, SceneRecipe } from '../domain/recipe/model-recipes.ts';
import { parseRecipe } from '../domain/recipe/parse-recipe.ts';
import { err, type Result } from '../domain/result.ts';
import type { ClaimedImageJob } from '../ports/repositories/image-jobs.ts';
import { type LocalPictureDeps, makeLocalPicture } from './make-picture/make-local-picture.ts';
import type { Advance, MadePicture, PictureMaker } from './make-picture/picture-maker.ts';

export type { Advance, MadePicture } from './make-picture/picture-maker.ts';

/** Who makes pictures that a model takes part in; a kind that is left out is refused by its name. */
export interface ModelMakers {
  readonly scene?: PictureMaker<SceneRecipe>;
  readonly redraw?: PictureMaker<RedrawRecipe>;
  readonly edit?: PictureMaker<EditRecipe>;
}

export interface MakePictureDeps extends LocalPictureDeps {
  readonly modelMakers?: ModelMakers;
}

const nobodyMakes = (kind: string) =>
  err(failure('unsupported-option', `Pictures of kind "${kind}" cannot be made here.`, { field: 'kind' }));

/**
 * Source to finished, stored file, by the kind of the job's recipe. Everything it stores is named by its content or by the job,
 * so doing it again after a crash changes nothing. The caller records the picture.
 */
export const makePicture = async (
  deps: MakePictureDeps,
  job: ClaimedImageJob,
  advance: Advance,
  signal: AbortSignal,
): Promise<Result<MadePicture>> => {
  const parsed = parseRecipe(job.recipe);
  if (!parsed.ok) return parsed;
  const recipe = parsed.value;
  const { scene, redraw, edit } = deps.modelMakers ?? {};
  switch (recipe.kind) {
    case 'packshot':
    case 'studio':
      return makeLocalPicture(deps)(job, recipe, advance, signal);
    case 'scene':
      return scene ? scene(job, recipe, advance, signal) : nobodyMakes(recipe.kind);
    case 'redraw':
      return redraw ? redraw(job, recipe, advance, signal) : nobodyMakes(recipe.kind);
    case 'edit':
      return edit ? edit(job, recipe, advance, signal) : nobodyMakes(recipe.kind);
  }
};
