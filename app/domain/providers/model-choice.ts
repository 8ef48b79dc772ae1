import { z } from 'zod';
import type { ImageTask } from '../scene/composed-prompt.ts';
import { IMAGE_MODELS, imageModel, TEXT_MODELS, textModel } from './model-facts.ts';
import { VISION_TASKS, type VisionTask } from './tasks.ts';

/** A model by its two names. */
export interface ModelRef {
  readonly provider: string;
  readonly model: string;
}

export const modelName = ({ provider, model }: ModelRef): string => `${provider}/${model}`;

/** The two names of "provider/model". */
export const refOf = (text: string): ModelRef => {
  const [provider = '', ...rest] = text.split('/');
  return { provider, model: rest.join('/') };
};

const named = (isKnown: (ref: ModelRef) => boolean, what: string, known: readonly ModelRef[]) =>
  z
    .string()
    .refine((text) => isKnown(refOf(text)), {
      error: (issue) =>
        `"${String(issue.input)}" is not ${what} that Softbox knows the options and price of; it knows ${known.map(modelName).join(', ')}`,
    })
    .transform(refOf);

const imageRef = named((ref) => imageModel(ref.provider, ref.model) !== null, 'an image model', IMAGE_MODELS);
const textRef = named((ref) => textModel(ref.provider, ref.model) !== null, 'a vision model', TEXT_MODELS);
/** First choice first; the others stand in when it fails. */
const textRefs = z.array(textRef).min(1).max(4);

/** What draws when neither recipe nor operator says. */
export const USUAL_IMAGE_MODELS: Readonly<Record<ImageTask, string>> = {
  plate: 'gemini/gemini-3.1-flash-image',
  redraw: 'gemini/gemini-3-pro-image',
  edit: 'gemini/gemini-3-pro-image',
};
const VISION_DEFAULTS: Readonly<Record<VisionTask, readonly string[]>> = {
  judge: ['claude/claude-sonnet-5-5', 'gemini/gemini-3.5-flash-lite'],
  'describe-scene': ['claude/claude-haiku-5-5', 'gemini/gemini-3.5-flash-lite'],
  'analyse-product': ['claude/claude-haiku-5-5', 'gemini/gemini-3.5-flash-lite'],
  'alt-text': ['claude/claude-haiku-5-5', 'gemini/gemini-2.5-flash-lite'],
  caption: ['claude/claude-haiku-5-5', 'gemini/gemini-2.5-flash-lite'],
  'write-prompt': ['claude/claude-sonnet-5-5', 'gemini/gemini-3.5-flash-lite'],
};

const visionShape = Object.fromEntries(
  VISION_TASKS.map((task) => [task, textRefs.prefault([...VISION_DEFAULTS[task]])]),
) as Record<VisionTask, z.ZodPrefault<typeof textRefs>>;

/**
 * Which model does what, as an operator writes it: "provider/model". For pictures it is what draws when a recipe names no model
 * (offered-models.ts); a task that is left out keeps its default.
 */
export const modelChoiceSchema = z.strictObject({
  plate: imageRef.optional(),
  redraw: imageRef.optional(),
  edit: imageRef.optional(),
  ...visionShape,
});
export type ModelChoice = z.infer<typeof modelChoiceSchema>;
export const DEFAULT_MODEL_CHOICE: ModelChoice = modelChoiceSchema.parse({});

/** Image models that may be chosen, as an operator writes them: names with commas between. */
export const imageModelListSchema = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  )
  .pipe(z.array(imageRef).min(1).max(20));
