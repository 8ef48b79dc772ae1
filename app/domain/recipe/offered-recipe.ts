import { type Failure, failure } from '../failure.ts';
import type { ModelImageSize } from '../providers/capabilities.ts';
import { modelName } from '../providers/model-choice.ts';
import { SIZE_PIXELS } from '../providers/model-facts.ts';
import { defaultModel, type OfferedModels } from '../providers/offered-models.ts';
import { MODEL_KINDS, type ModelRecipe, retiredFailure, taskOfKind } from './model-options.ts';

const USUAL_SIZE: ModelImageSize = '2K';

/** The usual size where a model makes it, else its largest below, else its smallest. */
export const usualSize = (sizes: readonly ModelImageSize[]): ModelImageSize => {
  const rising = [...sizes].sort((a, b) => SIZE_PIXELS[a] - SIZE_PIXELS[b]);
  const fitting = rising.filter((size) => SIZE_PIXELS[size] <= SIZE_PIXELS[USUAL_SIZE]);
  return fitting.at(-1) ?? rising[0] ?? USUAL_SIZE;
};

/**
 * A recipe as it came, with the operator's model where it names none, and that model's usual size where it names no size either.
 * Anything else is left as it is, to be refused where recipes are parsed. `day`: ISO, UTC.
 */
export const withOfferedModel = (input: unknown, offered: OfferedModels, day: string): unknown => {
  if (typeof input !== 'object' || input === null || !('kind' in input)) return input;
  const kind = MODEL_KINDS.find((one) => one === input.kind);
  if (!kind || ('model' in input && input.model !== undefined)) return input;
  const model = defaultModel(offered, taskOfKind(kind), day);
  if (!model) return input;
  const namesSize = 'modelSize' in input && input.modelSize !== undefined;
  return { ...input, model: modelName(model), ...(namesSize ? {} : { modelSize: usualSize(model.sizes) }) };
};

/** Why a recipe's model may not be asked here; null when the operator offers it. `day`: ISO, UTC. */
export const notOffered = (recipe: ModelRecipe, offered: OfferedModels, day: string): Failure | null => {
  const { images } = offered;
  if (images.some((model) => modelName(model) === recipe.model)) return null;
  const retired = retiredFailure(recipe, day, images);
  if (retired) return retired;
  const why = `"${recipe.model}" is not offered here; take one of ${images.map(modelName).join(', ')}.`;
  return failure('unsupported-option', why, { field: 'model' });
};
