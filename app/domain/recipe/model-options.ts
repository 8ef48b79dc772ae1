import { type Failure, failure } from '../failure.ts';
import type { ImageModelCapabilities, ModelAspect } from '../providers/capabilities.ts';
import { checkImageRequest } from '../providers/check-request.ts';
import { modelName, refOf } from '../providers/model-choice.ts';
import { IMAGE_MODELS, imageModel, isRetired } from '../providers/model-facts.ts';
import { err, ok, type Result } from '../result.ts';
import type { ImageTask } from '../scene/composed-prompt.ts';
import { type Frame, frameSize } from './frame.ts';
import type { EditRecipe, RedrawRecipe, SceneRecipe } from './model-recipes.ts';

/** Recipes that a provider's model takes part in. */
export type ModelRecipe = SceneRecipe | RedrawRecipe | EditRecipe;

const TASK = { scene: 'plate', redraw: 'redraw', edit: 'edit' } as const satisfies Record<
  ModelRecipe['kind'],
  ImageTask
>;
export type ModelKind = ModelRecipe['kind'];
export const MODEL_KINDS = ['scene', 'redraw', 'edit'] as const satisfies readonly ModelKind[];
export const taskOfKind = (kind: ModelKind): ImageTask => TASK[kind];
export const imageTaskOf = (recipe: Pick<ModelRecipe, 'kind'>): ImageTask => taskOfKind(recipe.kind);

const ratioOf = (aspect: ModelAspect): readonly [number, number] => {
  const [x = 1, y = 1] = aspect.split(':').map(Number);
  return [x, y];
};

/** Of the aspects a model makes the one of which least is cut off to fill the frame; the first of equals. */
export const plateAspect = (frame: Frame, aspects: readonly ModelAspect[]): ModelAspect | null => {
  const { width, height } = frameSize(frame);
  const lost = (aspect: ModelAspect): number => {
    const [x, y] = ratioOf(aspect);
    return Math.abs(Math.log((width * y) / (height * x)));
  };
  return aspects.reduce<ModelAspect | null>(
    (best, one) => (best === null || lost(one) < lost(best) - 1e-9 ? one : best),
    null,
  );
};

/** The aspect that the frame has, to the rounding of its shorter side; null when the model does not make it. */
export const exactAspect = (frame: Frame, aspects: readonly ModelAspect[]): ModelAspect | null => {
  const { width, height } = frameSize(frame);
  return (
    aspects.find((aspect) => {
      const [x, y] = ratioOf(aspect);
      return x >= y ? Math.round((width * y) / x) === height : Math.round((height * x) / y) === width;
    }) ?? null
  );
};

/** The seed as it is sent: only to a model that promises something by it. It is part of our own inputs all the same. */
export const sentSeed = (model: ImageModelCapabilities, seed: number): number | null =>
  model.seed ? seed : null;

const refuse = (field: string, message: string): Failure => failure('unsupported-option', message, { field });

const unknownModel = (name: string): Failure =>
  refuse(
    'model',
    `"${name}" is not an image model that Softbox knows the options and price of; it knows ${IMAGE_MODELS.map(modelName).join(', ')}.`,
  );

/** The recipe's model; failure `unsupported-option` for one that is not in our table. */
export const modelOfRecipe = (recipe: Pick<ModelRecipe, 'model'>): Result<ImageModelCapabilities> => {
  const { provider, model } = refOf(recipe.model);
  const known = imageModel(provider, model);
  return known ? ok(known) : err(unknownModel(recipe.model));
};

/**
 * Why a model may not be asked any more on a day (ISO, UTC): its provider has switched it off. Null while it may. `offered`:
 * those that may be taken instead.
 */
export const retiredFailure = (
  recipe: Pick<ModelRecipe, 'model'>,
  day: string,
  offered: readonly ImageModelCapabilities[] = IMAGE_MODELS,
): Failure | null => {
  const { provider, model } = refOf(recipe.model);
  const known = imageModel(provider, model);
  if (!known || !isRetired(known, day)) return null;
  const others = offered.filter((m) => !isRetired(m, day)).map(modelName);
  return refuse(
    'model',
    `${known.displayName} was switched off by its provider on ${known.retiresOn}; take one of ${others.join(', ')}.`,
  );
};

/**
 * The aspect that the model is asked for. A plate may be cropped to the frame, so the nearest will do; a redraw is the picture,
 * so the frame must have an aspect that the model makes.
 */
export const aspectOfRecipe = (
  recipe: SceneRecipe | RedrawRecipe,
  model: ImageModelCapabilities,
): Result<ModelAspect> => {
  const aspect =
    recipe.kind === 'scene'
      ? plateAspect(recipe.frame, model.aspects)
      : exactAspect(recipe.frame, model.aspects);
  if (aspect) return ok(aspect);
  const { width, height } = frameSize(recipe.frame);
  return err(
    refuse(
      'frame',
      `${model.displayName} does not draw pictures of ${width} × ${height} px; ask for one of its aspects: ${model.aspects.join(', ')}.`,
    ),
  );
};

/** Options by the name that a recipe has for them. */
const RECIPE_FIELD: Readonly<Record<string, string>> = { size: 'modelSize', aspect: 'frame' };

const roles = (recipe: ModelRecipe): readonly string[] => {
  switch (recipe.kind) {
    case 'scene':
      return [];
    case 'redraw':
      return Array.from({ length: recipe.references }, () => 'product');
    case 'edit':
      return recipe.mask === null ? ['canvas'] : ['canvas', 'mask'];
  }
};

/**
 * The first option of a recipe that its model cannot honour, by the recipe's name for it; null when it honours all. The aspect
 * of an edit is that of the picture it starts from, which a recipe does not know: it is checked where the edit is asked for.
 */
export const modelOptionFailure = (recipe: ModelRecipe): Failure | null => {
  const model = modelOfRecipe(recipe);
  if (!model.ok) return model.error;
  const capabilities = model.value;
  const aspect =
    recipe.kind === 'edit' ? ok(capabilities.aspects[0] ?? '1:1') : aspectOfRecipe(recipe, capabilities);
  if (!aspect.ok) return aspect.error;
  const checked = checkImageRequest(capabilities, {
    task: imageTaskOf(recipe),
    aspect: aspect.value,
    size: recipe.modelSize,
    count: 1,
    seed: sentSeed(capabilities, recipe.seed),
    masked: recipe.kind === 'edit' && recipe.mask !== null,
    references: roles(recipe).map((role) => ({ role, contentType: 'image/jpeg' })),
  });
  if (checked.ok) return null;
  const { field = 'model', message } = checked.error;
  return refuse(RECIPE_FIELD[field] ?? field, message);
};
