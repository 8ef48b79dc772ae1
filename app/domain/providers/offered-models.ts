import { err, ok, type Result } from '../result.ts';
import type { ImageTask } from '../scene/composed-prompt.ts';
import type { ImageModelCapabilities } from './capabilities.ts';
import { type ModelRef, modelName, USUAL_IMAGE_MODELS } from './model-choice.ts';
import { IMAGE_MODELS, imageModel, isRetired } from './model-facts.ts';
import type { Misconfigured } from './sandbox-origin.ts';
import { IMAGE_TASKS } from './tasks.ts';

/** The image models that the operator lets stores choose from. */
export interface OfferedModels {
  /** In the operator's order. */
  readonly images: readonly ImageModelCapabilities[];
  /** What draws when a recipe names no model, "provider/model", while its provider has it. */
  readonly preferred: Readonly<Record<ImageTask, string>>;
}

/** Every model that Softbox knows. */
export const EVERY_MODEL: OfferedModels = { images: IMAGE_MODELS, preferred: USUAL_IMAGE_MODELS };

const LIST = 'SOFTBOX_IMAGE_MODELS';
const TASKS = 'SOFTBOX_MODELS';

const canDo = (task: ImageTask, model: ImageModelCapabilities): boolean => {
  switch (task) {
    case 'plate':
      return true;
    case 'redraw':
      return model.maxReferences > 0;
    case 'edit':
      return model.canEdit;
  }
};

const usable = (
  images: readonly ImageModelCapabilities[],
  task: ImageTask,
  day: string,
): readonly ImageModelCapabilities[] =>
  images.filter((model) => canDo(task, model) && !isRetired(model, day));

/** What a recipe gets that names no model, on a day (ISO, UTC): the preferred one, or the first that is left. Null: none is left. */
export const defaultModel = (
  { images, preferred }: OfferedModels,
  task: ImageTask,
  day: string,
): ImageModelCapabilities | null => {
  const left = usable(images, task, day);
  return left.find((model) => modelName(model) === preferred[task]) ?? left[0] ?? null;
};

/** What is wrong with the model that the operator named for a task, after "which"; null when nothing is. */
const faultOf = (
  ref: ModelRef,
  { task, images, day }: { task: ImageTask; images: readonly ImageModelCapabilities[]; day: string },
): string | null => {
  const model = imageModel(ref.provider, ref.model);
  if (!model) return 'is not an image model that Softbox knows';
  if (isRetired(model, day)) return `was switched off by its provider on ${model.retiresOn}`;
  if (!canDo(task, model)) return `does not do that (${task})`;
  return images.includes(model) ? null : `is not in ${LIST}`;
};

const listed = (
  allowed: readonly ModelRef[],
  day: string,
): Result<ImageModelCapabilities[], Misconfigured> => {
  const images: ImageModelCapabilities[] = [];
  for (const { provider, model } of allowed) {
    const known = imageModel(provider, model);
    if (!known || isRetired(known, day)) {
      const left = IMAGE_MODELS.filter((one) => !isRetired(one, day)).map(modelName);
      const why = known ? `was switched off by its provider on ${known.retiresOn}` : 'is not known';
      const message = `"${provider}/${model}" ${why}; leave it out, or take of ${left.join(', ')}.`;
      return err({ variable: LIST, message });
    }
    if (!images.includes(known)) images.push(known);
  }
  return ok(images);
};

/**
 * What the operator lets stores choose from, checked against the table of models on the day of the boot (ISO, UTC). `allowed`
 * null: every model; `chosen`: the default of each task, where the operator named one. An error names the variable and what to do.
 */
export const offerModels = (
  allowed: readonly ModelRef[] | null,
  chosen: Partial<Readonly<Record<ImageTask, ModelRef | undefined>>>,
  day: string,
): Result<OfferedModels, Misconfigured> => {
  const list = allowed ? listed(allowed, day) : ok([...IMAGE_MODELS]);
  if (!list.ok) return list;
  const images = list.value;
  const preferred: Record<ImageTask, string> = { ...USUAL_IMAGE_MODELS };
  for (const task of IMAGE_TASKS) {
    const left = usable(images, task, day);
    const ref = chosen[task];
    if (left.length === 0 && allowed) {
      return err({ variable: LIST, message: `No model of the list does "${task}"; add one that does.` });
    }
    if (!ref) continue;
    const fault = faultOf(ref, { task, images, day });
    if (fault) {
      const names = left.map(modelName).join(', ');
      const message = `"${task}" names "${modelName(ref)}", which ${fault}. Take one of ${names}.`;
      return err({ variable: TASKS, message });
    }
    preferred[task] = modelName(ref);
  }
  return ok({ images, preferred });
};
