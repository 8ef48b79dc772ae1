import { z } from 'zod';
import { colourSchema } from './colour.ts';
import { modelOptionFailure } from './model-options.ts';
import { editSchema, redrawSchema, sceneSchema } from './model-recipes.ts';
import { fill, output, shadow } from './output-options.ts';

export { OUTPUT_FORMATS, type OutputFormat, SHADOWS, type Shadow } from './output-options.ts';

/**
 * A recipe says what to draw, typed and complete: after parsing every option has a value, so equal recipes are equal
 * JSON. Packshot and studio are drawn here; scene, redraw and edit (model-recipes.ts) need a provider's model. Whether one is
 * set up here is asked when pictures are ordered (kinds-here.ts), not when a recipe is read.
 */

/** Product on one exact colour or on nothing. */
export const packshotSchema = z
  .strictObject({
    kind: z.literal('packshot'),
    background: z.union([z.literal('transparent'), colourSchema]).default('#ffffff'),
    shadow: shadow.default('none'),
    ...output,
    fill: fill.default(0.85),
  })
  .meta({ id: 'PackshotRecipe' });
export type PackshotRecipe = z.infer<typeof packshotSchema>;

export const backdropSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('solid'), colour: colourSchema.default('#f2f0ec') }),
    z.strictObject({
      kind: z.literal('sweep'),
      top: colourSchema.default('#dcdad5'),
      bottom: colourSchema.default('#f7f6f3'),
    }),
    z.strictObject({
      kind: z.literal('table'),
      wall: colourSchema.default('#e3ded6'),
      table: colourSchema.default('#cbbfae'),
    }),
    z.strictObject({
      kind: z.literal('plinth'),
      wall: colourSchema.default('#e6e1da'),
      plinth: colourSchema.default('#f4f1ec'),
    }),
  ])
  .meta({
    id: 'Backdrop',
    description:
      'solid: one colour; sweep: seamless paper, light falling off upwards; table: table and wall; plinth: round pedestal before a wall',
  });
export type Backdrop = z.infer<typeof backdropSchema>;
export const BACKDROP_KINDS = [
  'solid',
  'sweep',
  'table',
  'plinth',
] as const satisfies readonly Backdrop['kind'][];

/** Product on a drawn studio backdrop. */
export const studioSchema = z
  .strictObject({
    kind: z.literal('studio'),
    backdrop: backdropSchema.default({ kind: 'sweep', top: '#dcdad5', bottom: '#f7f6f3' }),
    shadow: shadow.default('soft'),
    reflection: z
      .number()
      .min(0)
      .max(1)
      .default(0)
      .meta({ description: 'strength of the mirror image on the floor' }),
    seed: z
      .int()
      .min(0)
      .max(2 ** 31 - 1)
      .default(1)
      .meta({ description: 'seed of light position and grain' }),
    ...output,
    fill: fill.default(0.62),
  })
  .meta({ id: 'StudioRecipe' });
export type StudioRecipe = z.infer<typeof studioSchema>;

/** Recipes that are drawn here, without a provider. */
export type LocalRecipe = PackshotRecipe | StudioRecipe;

const kinds = z.discriminatedUnion('kind', [
  packshotSchema,
  studioSchema,
  sceneSchema,
  redrawSchema,
  editSchema,
]);

/**
 * Options that contradict each other, or that the recipe's model does not have, are refused by the name of the option
 * (invariant 6).
 */
const contradictions = (r: z.infer<typeof kinds>, ctx: z.RefinementCtx): void => {
  const refuse = (field: string, message: string) =>
    ctx.addIssue({ code: 'custom', path: [field], message, input: r });
  if (r.kind === 'packshot' && r.background === 'transparent' && r.format === 'jpeg') {
    refuse('background', 'JPEG has no transparency: ask for png or webp, or for a background colour');
  }
  if (r.lossless && r.format === 'jpeg') refuse('lossless', 'JPEG is never lossless: ask for png or webp');
  if (r.kind !== 'packshot' && r.kind !== 'studio') {
    const wrong = modelOptionFailure(r);
    if (wrong) refuse(wrong.field ?? 'model', wrong.message.replace(/\.$/, ''));
  }
};

export const recipeSchema = kinds.superRefine(contradictions).meta({ id: 'Recipe' });

export type Recipe = z.infer<typeof recipeSchema>;
/** What a caller may write: options with a default may be left out. */
export type RecipeInput = z.input<typeof recipeSchema>;
export type RecipeKind = Recipe['kind'];
export const RECIPE_KINDS = [
  'packshot',
  'studio',
  'scene',
  'redraw',
  'edit',
] as const satisfies readonly RecipeKind[];

export const isLocalRecipe = (recipe: Recipe): recipe is LocalRecipe =>
  recipe.kind === 'packshot' || recipe.kind === 'studio';

/** "provider/model" that makes pictures by this recipe; null where none takes part. */
export const modelOf = (recipe: Recipe): string | null => (isLocalRecipe(recipe) ? null : recipe.model);
