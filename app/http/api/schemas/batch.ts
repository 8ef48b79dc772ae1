import { z } from 'zod';
import { IMAGE_JOB_STATES, type ImageJobState } from '#app/domain/image-job.ts';
import type { Batch, BatchProgress } from '#app/ports/repositories/batches.ts';
import type { ImageJob } from '#app/ports/repositories/image-jobs.ts';
import { id, isoOrNull, micros, microsOf, reasonSchema, time } from './common.ts';

export const stateCounts = z
  .object(
    Object.fromEntries(IMAGE_JOB_STATES.map((s) => [s, z.int().min(0)])) as Record<ImageJobState, z.ZodInt>,
  )
  .meta({ description: 'jobs by state' });

export const progressSchema = z
  .object({
    total: z.int().min(0),
    byState: stateCounts,
    finished: z.boolean().meta({ description: 'true when no job will move any more by itself' }),
    lastChangeAt: time.nullable(),
    waitingSince: time.nullable().meta({
      description: 'since when the first job in state `waiting` waits for the cheaper run; null: none waits',
    }),
  })
  .meta({ id: 'BatchProgress', description: 'A job made again counts as its successor, so `total` stays.' });

export const batchSchema = z
  .object({
    id: id('batch'),
    label: z.string(),
    recipeHash: z.string().meta({ description: 'SHA-256 of the complete recipe' }),
    jobCount: z.int().min(1),
    priceTotalMicros: micros,
    canWait: z.boolean().meta({
      description:
        "ordered at the lower price of the provider's batch mode, which answers within a day or two",
    }),
    createdBy: z.string(),
    createdAt: time,
    cancelledAt: time.nullable(),
  })
  .meta({ id: 'Batch' });

export const toBatch = (b: Batch): z.infer<typeof batchSchema> => ({
  id: b.id,
  label: b.label,
  recipeHash: b.recipeHash,
  jobCount: b.jobCount,
  priceTotalMicros: microsOf(b.priceTotal),
  canWait: b.canWait,
  createdBy: b.createdBy,
  createdAt: b.createdAt.toISOString(),
  cancelledAt: isoOrNull(b.cancelledAt),
});

export const toProgress = (p: BatchProgress): z.infer<typeof progressSchema> => ({
  total: p.total,
  byState: { ...p.byState },
  finished: p.finished,
  lastChangeAt: isoOrNull(p.lastChangeAt),
  waitingSince: isoOrNull(p.waitingSince),
});

export const jobSchema = z
  .object({
    id: id('job'),
    batchId: id('batch'),
    productId: id('product'),
    productImageId: id('source picture'),
    state: z.enum(IMAGE_JOB_STATES),
    priceMicros: micros,
    attempt: z.int().min(0).meta({ description: 'tries so far' }),
    retryOf: id('job this one makes again').nullable(),
    reason: reasonSchema.nullable(),
    assetId: id('finished picture').nullable(),
    createdAt: time,
    changedAt: time,
    finishedAt: time.nullable(),
  })
  .meta({ id: 'ImageJob' });

export const toJob = (j: ImageJob): z.infer<typeof jobSchema> => ({
  id: j.id,
  batchId: j.batchId,
  productId: j.productId,
  productImageId: j.productImageId,
  state: j.state,
  priceMicros: microsOf(j.price),
  attempt: j.attempt,
  retryOf: j.retryOfId,
  reason: j.reason === null ? null : { ...j.reason },
  assetId: j.assetId,
  createdAt: j.createdAt.toISOString(),
  changedAt: j.changedAt.toISOString(),
  finishedAt: isoOrNull(j.finishedAt),
});

const AT = '2026-11-22T16:20:00.000Z';
export const EXAMPLE_BATCH: z.infer<typeof batchSchema> = {
  id: '019aac3e-5a10-7c44-9d0e-6f2b8a1c4d55',
  label: 'Autumn mugs',
  recipeHash: 'b1946ac92492d2347c6235b4d2611184a3c5e4d3c2b1a09f8e7d6c5b4a392817',
  jobCount: 2,
  priceTotalMicros: 0,
  canWait: false,
  createdBy: 'shopify-user:42',
  createdAt: AT,
  cancelledAt: null,
};
export const EXAMPLE_PROGRESS: z.infer<typeof progressSchema> = {
  total: 2,
  byState: {
    queued: 0,
    preparing: 0,
    rendering: 1,
    waiting: 0,
    checking: 0,
    ready: 1,
    held: 0,
    failed: 0,
    cancelled: 0,
  },
  finished: false,
  waitingSince: null,
  lastChangeAt: AT,
};
export const EXAMPLE_JOB: z.infer<typeof jobSchema> = {
  id: '019aac3e-5a11-7d02-8c3f-0b5e1d2a3c44',
  batchId: EXAMPLE_BATCH.id,
  productId: '019aac3d-1000-7aaa-8bbb-000000000001',
  productImageId: '019aac3d-1000-7aaa-8bbb-000000000002',
  state: 'ready',
  priceMicros: 0,
  attempt: 1,
  retryOf: null,
  reason: null,
  assetId: '019aac3e-9f00-7e10-9a2b-3c4d5e6f7a8b',
  createdAt: AT,
  changedAt: AT,
  finishedAt: AT,
};
