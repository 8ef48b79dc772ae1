import { z } from 'zod';
import { MODEL_IMAGE_SIZES } from '../providers/capabilities.ts';
import { USUAL_IMAGE_MODELS } from '../providers/model-choice.ts';
import { sceneDescriptionSchema } from '../scene/scene-description.ts';
import { fill, output, shadow } from './output-options.ts';

/**
 * Recipes in which a model takes part. What was chosen stands in the recipe whole (the scene's words, the model, its size),
 * so that the same recipe asks for the same picture whatever the library or the defaults say later.
 */
const seed = z
  .int()
  .min(0)
  .max(2 ** 31 - 1)
  .default(1)
  .meta({
    description:
      'part of the inputs: another seed is another picture; sent to models that take one, and to our own drawing',
  });

/** "provider/model", as in the table of models (domain/providers/model-facts.ts). */
const model = z.string().min(3).max(120);
const modelSize = z
  .enum(MODEL_IMAGE_SIZES)
  .meta({ description: 'size asked of the model; the frame says how large the finished picture is' });

const place = {
  scene: sceneDescriptionSchema,
  /** Where the description came from, for the record: a scene of our library by its id, or null for the merchant's own. */
  libraryScene: z
    .string()
    .regex(/^[a-z0-9-]{1,60}$/)
    .nullable()
    .default(null),
};

const SECOND_LOOK = 'true: a vision model looks at source and result side by side, after the measured check';

/** The product's own pixels in an empty place that a model photographed. */
export const sceneSchema = z
  .strictObject({
    kind: z.literal('scene'),
    ...place,
    model: model.default(USUAL_IMAGE_MODELS.plate),
    modelSize: modelSize.default('2K'),
    shadow: shadow.default('soft'),
    tint: z.number().min(0).max(1).default(0).meta({
      description:
        "how far the product takes on the place's light; 0: not one product pixel changes; more: the fidelity gate looks at the picture",
    }),
    seed,
    ...output,
    fill: fill.default(0.5),
  })
  .meta({ id: 'SceneRecipe' });
export type SceneRecipe = z.infer<typeof sceneSchema>;

/** The product drawn into a place by a model, from the product's photos; the fidelity gate looks at every picture. */
export const redrawSchema = z
  .strictObject({
    kind: z.literal('redraw'),
    ...place,
    model: model.default(USUAL_IMAGE_MODELS.redraw),
    modelSize: modelSize.default('2K'),
    references: z.int().min(1).max(14).default(3).meta({
      description:
        "at most so many photos of the product are shown to the model, the chosen one first, then the others in the gallery's order",
    }),
    secondLook: z.boolean().default(true).meta({ description: SECOND_LOOK }),
    seed,
    frame: output.frame,
    format: output.format,
    quality: output.quality,
    lossless: output.lossless,
    upscale: output.upscale,
  })
  .meta({ id: 'RedrawRecipe' });
export type RedrawRecipe = z.infer<typeof redrawSchema>;

/** A change to a finished picture, by words; the result has the picture's own frame. */
export const editSchema = z
  .strictObject({
    kind: z.literal('edit'),
    /** The picture it starts from. */
    assetId: z.uuid(),
    instruction: z.string().trim().min(3).max(1_000),
    /** sha256 (hex) of an uploaded black and white PNG of the picture's size, white where something may change; null: everywhere. */
    mask: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .nullable()
      .default(null),
    model: model.default(USUAL_IMAGE_MODELS.edit),
    modelSize: modelSize.default('2K'),
    secondLook: z.boolean().default(true).meta({ description: SECOND_LOOK }),
    seed,
    format: output.format,
    quality: output.quality,
    lossless: output.lossless,
  })
  .meta({ id: 'EditRecipe' });
export type EditRecipe = z.infer<typeof editSchema>;
