import { IMAGE_JOB_STATES } from '#app/domain/image-job.ts';
import { ok } from '#app/domain/result.ts';
import { defineEndpoint } from './endpoint.ts';
import { EXAMPLE_JOB, jobSchema, toJob } from './schemas/batch.ts';
import { id, idParam, listOf, listQuery, pageOf, pageRequest, pageSchema } from './schemas/common.ts';

const jobParam = idParam('jobId', 'job');
const jobPage = pageSchema(jobSchema, 'ImageJobPage');
const examplePage = { items: [EXAMPLE_JOB], nextCursor: null };
const states = listOf(IMAGE_JOB_STATES)
  .optional()
  .meta({ description: 'only jobs in one of these states, separated by commas' });

export const listBatchJobs = defineEndpoint({
  operationId: 'listBatchJobs',
  method: 'GET',
  path: '/batches/{batchId}/jobs',
  tag: 'Jobs',
  summary: 'Jobs of a batch',
  params: idParam('batchId', 'batch'),
  query: listQuery({ state: states, productId: id('product').optional() }),
  failures: ['not-found'],
  reply: { kind: 'json', status: 200, description: 'a page of jobs', schema: jobPage, example: examplePage },
  async handle({ caller, params, query }, { readBatches, readJobs }) {
    const page = pageRequest(query);
    if (!page.ok) return page;
    const batch = await readBatches.get(caller.storeId, params.batchId);
    if (!batch.ok) return batch;
    const filter = { batchId: params.batchId, states: query.state, productId: query.productId };
    return ok({ body: pageOf(await readJobs.list(caller.storeId, filter, page.value), toJob) });
  },
});

export const listJobs = defineEndpoint({
  operationId: 'listJobs',
  method: 'GET',
  path: '/jobs',
  tag: 'Jobs',
  summary: 'Jobs of the store',
  query: listQuery({
    state: states,
    productId: id('product').optional(),
    batchId: id('batch').optional(),
  }),
  failures: [],
  reply: { kind: 'json', status: 200, description: 'a page of jobs', schema: jobPage, example: examplePage },
  async handle({ caller, query }, { readJobs }) {
    const page = pageRequest(query);
    if (!page.ok) return page;
    const filter = { batchId: query.batchId, states: query.state, productId: query.productId };
    return ok({ body: pageOf(await readJobs.list(caller.storeId, filter, page.value), toJob) });
  },
});

export const getJob = defineEndpoint({
  operationId: 'getJob',
  method: 'GET',
  path: '/jobs/{jobId}',
  tag: 'Jobs',
  summary: 'One job',
  params: jobParam,
  failures: ['not-found'],
  reply: { kind: 'json', status: 200, description: 'the job', schema: jobSchema, example: EXAMPLE_JOB },
  async handle({ caller, params }, { readJobs }) {
    const job = await readJobs.get(caller.storeId, params.jobId);
    return job.ok ? ok({ body: toJob(job.value) }) : job;
  },
});

export const cancelJob = defineEndpoint({
  operationId: 'cancelJob',
  method: 'POST',
  path: '/jobs/{jobId}/cancel',
  tag: 'Jobs',
  summary: 'Cancel a job and refund it',
  description: 'Cancelling again changes nothing; a job that ended otherwise is a conflict.',
  params: jobParam,
  failures: ['not-found', 'conflict'],
  reply: {
    kind: 'json',
    status: 200,
    description: 'the job as it is now',
    schema: jobSchema,
    example: {
      ...EXAMPLE_JOB,
      state: 'cancelled',
      assetId: null,
      reason: { kind: 'cancelled', message: 'Cancelled by you.' },
    },
  },
  async handle({ caller, params }, { cancelImageJob }) {
    const job = await cancelImageJob(caller.storeId, params.jobId);
    return job.ok ? ok({ body: toJob(job.value) }) : job;
  },
});

export const retryJob = defineEndpoint({
  operationId: 'retryJob',
  method: 'POST',
  path: '/jobs/{jobId}/retry',
  tag: 'Jobs',
  summary: 'Make a failed or cancelled job again',
  description:
    'Makes a new job linked to the old one, at the price of old. Asked twice, it is the same new job.',
  params: jobParam,
  failures: ['not-found', 'conflict', 'image-missing', 'budget-exceeded'],
  reply: {
    kind: 'json',
    status: 201,
    description: 'the new job',
    schema: jobSchema,
    example: {
      ...EXAMPLE_JOB,
      state: 'queued',
      attempt: 0,
      assetId: null,
      finishedAt: null,
      retryOf: '019aac3e-5a11-7d02-8c3f-0b5e1d2a3c43',
    },
  },
  async handle({ caller, params }, { retryImageJob }) {
    const job = await retryImageJob(caller.storeId, params.jobId);
    if (!job.ok) return job;
    return ok({ body: toJob(job.value), headers: { Location: `/api/v1/jobs/${job.value.id}` } });
  },
});
