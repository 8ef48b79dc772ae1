import { z } from 'zod';
import { colourSchema } from './colour.ts';
import { DEFAULT_FRAME, frameSchema } from './frame.ts';

/**
 * A recipe says what to draw, typed and complete: after parsing every option has a value, so equal recipes are equal
 * JSON. The domain knows five kinds (packshot, studio, scene, redraw, edit); only kinds that a provider here can honour
 * are in the schema, the others are refused by name until their provider exists.
 */
export const SHADOWS = ['none', 'contact', 'soft'] as const;
export type Shadow = (typeof SHADOWS)[number];

export const OUTPUT_FORMATS = ['jpeg', 'webp', 'png'] as const;
export type OutputFormat = (typeof OUTPUT_FORMATS)[number];

const shadow = z.enum(SHADOWS).meta({
  description:
    'none; contact: tight dark line where the product meets the floor; soft: blurred shadow on the floor',
});
const fill = z.number().min(0.3).max(1).meta({
  description: "longest side of the product's box (alpha >= 0.5) over the frame's side on that axis",
});
const format = z.enum(OUTPUT_FORMATS);
const quality = z.int().min(40).max(100).meta({ description: 'JPEG and lossy WebP quality' });
const lossless = z.boolean().meta({ description: 'WebP only; PNG is lossless by nature' });
/**
 * `allow` (default): a small photo is enlarged to the frame asked for, and the result says by how much (`upscaled`), so
 * that a whole catalogue comes out in one size and the merchant sees which pictures to shoot again. `refuse`: such a
 * photo fails with `image-too-small`, naming the largest frame it is good for.
 */
const upscale = z.enum(['allow', 'refuse']);

const output = {
  fill,
  frame: frameSchema.default(DEFAULT_FRAME),
  format: format.default('jpeg'),
  quality: quality.default(90),
  lossless: lossless.default(false),
  upscale: upscale.default('allow'),
};

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

/** Options that contradict each other are refused by the name of the option (invariant 6). */
const contradictions = (r: PackshotRecipe | StudioRecipe, ctx: z.RefinementCtx): void => {
  const refuse = (field: string, message: string) =>
    ctx.addIssue({ code: 'custom', path: [field], message, input: r });
  if (r.kind === 'packshot' && r.background === 'transparent' && r.format === 'jpeg') {
    refuse('background', 'JPEG has no transparency: ask for png or webp, or for a background colour');
  }
  if (r.lossless && r.format === 'jpeg') refuse('lossless', 'JPEG is never lossless: ask for png or webp');
};

export const recipeSchema = z
  .discriminatedUnion('kind', [packshotSchema, studioSchema])
  .superRefine(contradictions)
  .meta({ id: 'Recipe' });

export type Recipe = z.infer<typeof recipeSchema>;
/** What a caller may write: options with a default may be left out. */
export type RecipeInput = z.input<typeof recipeSchema>;
export type RecipeKind = Recipe['kind'];
export const RECIPE_KINDS = ['packshot', 'studio'] as const satisfies readonly RecipeKind[];
