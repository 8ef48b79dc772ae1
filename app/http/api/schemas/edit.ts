import { z } from 'zod';
import { IMAGE_JOB_STATES } from '#app/domain/image-job.ts';
import { PUBLICATION_STATES, REVIEW_STATES } from '#app/domain/publication.ts';
import { MAX_REVISIONS } from '#app/domain/recipe/edit-canvas.ts';
import { editSchema } from '#app/domain/recipe/model-recipes.ts';
import {
  type PendingEdit,
  type RevisionRow,
  type RevisionTree,
  revisionRows,
} from '#app/domain/revisions.ts';
import type { EditEstimate } from '#app/use-cases/estimate-edit.ts';
import { budgetViewSchema, NO_LIMITS, toBudgetView } from './budget.ts';
import { id, micros, microsOf, reasonSchema, time } from './common.ts';

const maskId = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'a mask id is 64 hexadecimal digits')
  .meta({ description: 'id of an uploaded mask' });

const { instruction, model, modelSize, secondLook, seed, format, quality, lossless } = editSchema.shape;

/** What an edit is asked for with. What a model cannot honour is refused by the option's name. */
export const editBody = z.strictObject({
  instruction: instruction.meta({ description: 'what to change, in plain words', example: 'Softer light' }),
  maskId: maskId.nullable().default(null).meta({
    description: 'of an uploaded mask: outside of it not one pixel changes; null: everywhere',
  }),
  model: model.unwrap().optional(),
  modelSize: modelSize.unwrap().optional(),
  secondLook: secondLook.unwrap().optional(),
  seed: seed.unwrap().optional(),
  format: format.unwrap().optional().meta({
    description:
      "left out: the picture's own; with a mask png (or lossless webp), because a JPEG is encoded anew as a whole",
  }),
  quality: quality.unwrap().optional(),
  lossless: lossless.unwrap().optional(),
});
export const EXAMPLE_EDIT: z.input<typeof editBody> = { instruction: 'Softer light', seed: 2 };

export const editEstimateSchema = z
  .object({
    priceMicros: micros,
    balanceMicros: micros,
    budget: budgetViewSchema,
    affordable: z.boolean().meta({ description: 'false: it would be refused with budget-exceeded' }),
    recipe: editSchema.meta({ description: 'the complete recipe, defaults filled in' }),
    inLibrary: id('picture of the same edit that the store has already').nullable(),
  })
  .meta({ id: 'EditEstimate' });

export const toEditEstimate = (e: EditEstimate): z.infer<typeof editEstimateSchema> => ({
  priceMicros: microsOf(e.price),
  balanceMicros: microsOf(e.balance),
  budget: toBudgetView(e.budget),
  affordable: e.affordable,
  recipe: e.recipe,
  inLibrary: e.inLibrary,
});

const ASSET = '019aac3e-9f00-7e10-9a2b-3c4d5e6f7a8b';
export const EXAMPLE_EDIT_ESTIMATE: z.infer<typeof editEstimateSchema> = {
  priceMicros: 150_000,
  balanceMicros: 5_000_000,
  budget: NO_LIMITS,
  affordable: true,
  recipe: editSchema.parse({ kind: 'edit', assetId: ASSET, instruction: 'Softer light', seed: 2 }),
  inLibrary: null,
};

export const maskSchema = z
  .object({
    maskId,
    width: z.int(),
    height: z.int(),
    share: z.number().meta({ description: 'share of the picture that may change, 0 to 1' }),
  })
  .meta({ id: 'EditMask' });
export const EXAMPLE_MASK: z.infer<typeof maskSchema> = {
  maskId: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  width: 2048,
  height: 2048,
  share: 0.12,
};

const revisionSchema = z
  .object({
    id: id('picture'),
    parentId: id('picture it is an edit of').nullable(),
    number: z.string().meta({ description: 'way from the first version: 1, 1.2, 1.2.1', example: '1.2' }),
    kind: z.string().meta({ description: 'kind of the recipe that made it' }),
    instruction: z.string().nullable(),
    masked: z.boolean().meta({ description: 'true when only a painted region could change' }),
    jobId: id('job'),
    batchId: id('batch'),
    width: z.int(),
    height: z.int(),
    held: z.boolean(),
    review: z.enum(REVIEW_STATES),
    publication: z.object({ id: id('publication'), state: z.enum(PUBLICATION_STATES) }).nullable(),
    createdAt: time,
  })
  .meta({ id: 'Revision' });

const pendingEditSchema = z
  .object({
    jobId: id('job'),
    batchId: id('batch'),
    parentId: id('picture it starts from'),
    instruction: z.string(),
    masked: z.boolean(),
    state: z.enum(IMAGE_JOB_STATES),
    reason: reasonSchema.nullable(),
    createdAt: time,
  })
  .meta({ id: 'PendingEdit' });

export const revisionTreeSchema = z
  .object({
    rootId: id('first version'),
    productId: id('product'),
    revisions: z.array(revisionSchema).meta({
      description: `each version after the one it is an edit of; at most ${MAX_REVISIONS}`,
    }),
    edits: z
      .array(pendingEditSchema)
      .meta({ description: 'edits that are on their way, failed or cancelled; newest first' }),
  })
  .meta({ id: 'RevisionTree', description: 'All versions of a picture. Nothing is ever taken out of it.' });

const toRevision = ({ revision, number }: RevisionRow): z.infer<typeof revisionSchema> => ({
  ...revision,
  number,
  publication: revision.publication && { ...revision.publication },
  createdAt: revision.createdAt.toISOString(),
});

const toPending = (edit: PendingEdit): z.infer<typeof pendingEditSchema> => ({
  ...edit,
  reason: edit.reason && { ...edit.reason },
  createdAt: edit.createdAt.toISOString(),
});

export const toRevisionTree = (tree: RevisionTree): z.infer<typeof revisionTreeSchema> => ({
  rootId: tree.rootId,
  productId: tree.productId,
  revisions: revisionRows(tree).map(toRevision),
  edits: tree.edits.map(toPending),
});

export const EXAMPLE_REVISIONS: z.infer<typeof revisionTreeSchema> = {
  rootId: ASSET,
  productId: '019aac3d-1000-7aaa-8bbb-000000000001',
  revisions: [
    {
      id: ASSET,
      parentId: null,
      number: '1',
      kind: 'packshot',
      instruction: null,
      masked: false,
      jobId: '019aac3e-5a11-7d02-8c3f-0b5e1d2a3c44',
      batchId: '019aac3e-5a10-7c44-9d0e-6f2b8a1c4d55',
      width: 2048,
      height: 2048,
      held: false,
      review: 'approved',
      publication: null,
      createdAt: '2026-11-22T16:20:00.000Z',
    },
  ],
  edits: [],
};
