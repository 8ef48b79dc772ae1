import { z } from 'zod';
import { jsonOf } from '../provider/control.ts';
import type { Call, Reply } from '../provider/server.ts';
import type { BatchFaultBoard } from './batch-faults.ts';
import { type ApiError, errorBody, errorReply, invalid } from './errors.ts';

/** https://ai.google.dev/api/batch-api: inline requests, results inline, half the price, within a day. */
const batchRequest = z.strictObject({
  batch: z.strictObject({
    displayName: z.string().min(1).max(512),
    inputConfig: z.strictObject({
      requests: z.strictObject({
        requests: z
          .array(
            z.strictObject({
              request: z.record(z.string(), z.unknown()),
              metadata: z.record(z.string(), z.string()).optional(),
            }),
          )
          .min(1),
      }),
    }),
  }),
});

export type OneResult = { response: object } | { error: ApiError };

type Batch = {
  name: string;
  displayName: string;
  model: string;
  state: 'PENDING' | 'RUNNING' | 'SUCCEEDED' | 'CANCELLED' | 'FAILED' | 'EXPIRED';
  createTime: string;
  updateTime: string;
  endTime?: string;
  results: { metadata: Record<string, string> | undefined; result: OneResult }[];
  count: number;
};

export type BatchDesk = {
  create(model: string, call: Call): Promise<Reply>;
  /** `batches`, `batches/{id}` (read or deleted), `batches/{id}:cancel` */
  page(path: string, call: Call): Reply;
  /** Nothing is worked on until the returned function is called. */
  hold(): () => void;
  /** Resolves when every batch that was handed in has ended. */
  settle(): Promise<void>;
};

/** Batches live in memory: a restart of the stand-in forgets them, its billing export does not. */
export function makeBatchDesk(options: {
  now: () => Date;
  delayMs: number;
  newId: () => string;
  faults: BatchFaultBoard;
  runOne: (model: string, request: unknown) => Promise<OneResult>;
}): BatchDesk {
  const batches = new Map<string, Batch>();
  const running = new Set<Promise<void>>();
  let held = Promise.resolve();
  const run = async (
    batch: Batch,
    requests: readonly { request: unknown; metadata?: Record<string, string> | undefined }[],
  ) => {
    await new Promise((resolve) => setTimeout(resolve, options.delayMs));
    await held;
    if (batch.state !== 'PENDING') return;
    const fault = options.faults.strike('work');
    if (fault === 'batch-failed' || fault === 'batch-expired') {
      batch.state = fault === 'batch-failed' ? 'FAILED' : 'EXPIRED';
      batch.endTime = options.now().toISOString();
      return;
    }
    batch.state = 'RUNNING';
    for (const { request, metadata } of requests) {
      if (isStopped(batch)) return;
      batch.results.push({ metadata, result: await options.runOne(batch.model, request) });
      batch.updateTime = options.now().toISOString();
    }
    if (isStopped(batch)) return;
    if (fault === 'missing-result') batch.results.pop();
    batch.state = 'SUCCEEDED';
    batch.endTime = options.now().toISOString();
  };
  return {
    async create(model, call) {
      const parsed = batchRequest.safeParse(jsonOf(call.body));
      if (!parsed.success)
        return errorReply(
          invalid(
            `Invalid value at '${parsed.error.issues[0]?.path.join('.')}': ${parsed.error.issues[0]?.message}`,
          ),
        );
      const { displayName, inputConfig } = parsed.data.batch;
      const at = options.now().toISOString();
      const { requests } = inputConfig.requests;
      const batch: Batch = {
        name: `batches/${options.newId()}`,
        displayName,
        model,
        state: 'PENDING',
        createTime: at,
        updateTime: at,
        results: [],
        count: requests.length,
      };
      batches.set(batch.name, batch);
      const work = run(batch, requests).finally(() => running.delete(work));
      running.add(work);
      const isLost = options.faults.strike('submit') === 'submit-lost';
      return { status: 200, body: operation(batch), ...(isLost ? { delivery: 'cut' } : {}) };
    },
    page(path, call) {
      if (path === 'batches') return listPage([...batches.values()], call.query);
      const [name = '', verb] = path.split(':');
      const batch = batches.get(name);
      if (!batch) return errorReply(notFound);
      if (verb === undefined && call.method === 'DELETE') {
        // no cancel: what has not ended goes on (https://ai.google.dev/api/batch-api#method:-batches.delete)
        batches.delete(name);
        return { status: 200, body: {} };
      }
      if (verb === 'cancel') {
        if (batch.state === 'PENDING' || batch.state === 'RUNNING') batch.state = 'CANCELLED';
        return { status: 200, body: {} };
      }
      const fault = options.faults.strike('read');
      if (fault === 'read-unavailable') return errorReply(unavailable);
      if (fault === 'batch-forgotten') {
        batches.delete(name);
        return errorReply(notFound);
      }
      return { status: 200, body: operation(batch) };
    },
    hold() {
      let release = () => {};
      held = new Promise((resolve) => {
        release = resolve;
      });
      return release;
    },
    settle: async () => {
      await Promise.all(running);
    },
  };
}

const notFound: ApiError = { code: 404, message: 'Requested entity was not found.' };
const unavailable: ApiError = { code: 503, message: 'The service is currently unavailable.' };

/** Cancelled while one of its requests was worked on. */
const isStopped = (batch: Batch): boolean => batch.state === 'CANCELLED';

function listPage(all: Batch[], query: URLSearchParams): Reply {
  const size = Math.min(1000, Number(query.get('pageSize') ?? 50));
  const from = Number(query.get('pageToken') ?? 0);
  if (!Number.isInteger(size) || size < 1 || !Number.isInteger(from))
    return errorReply(invalid('Invalid page size or page token.'));
  const newest = all.toReversed();
  return {
    status: 200,
    body: {
      operations: newest.slice(from, from + size).map(operation),
      ...(from + size < newest.length ? { nextPageToken: String(from + size) } : {}),
    },
  };
}

function operation(batch: Batch): object {
  const done = batch.state !== 'PENDING' && batch.state !== 'RUNNING';
  const output = {
    inlinedResponses: {
      inlinedResponses: batch.results.map(({ metadata, result }) => ({
        ...('response' in result ? { response: result.response } : { error: rpcStatus(result.error) }),
        ...(metadata ? { metadata } : {}),
      })),
    },
  };
  return {
    name: batch.name,
    metadata: {
      '@type': 'type.googleapis.com/google.ai.generativelanguage.v1.GenerateContentBatch',
      model: `models/${batch.model}`,
      displayName: batch.displayName,
      state: `BATCH_STATE_${batch.state}`,
      createTime: batch.createTime,
      updateTime: batch.updateTime,
      ...(batch.endTime ? { endTime: batch.endTime } : {}),
      batchStats: { requestCount: String(batch.count), successfulRequestCount: String(batch.results.length) },
      ...(batch.state === 'SUCCEEDED' ? { output } : {}),
    },
    ...(done ? { done: true, response: batch.state === 'SUCCEEDED' ? output : {} } : {}),
  };
}

/** In results a status carries gRPC's number, not HTTP's (https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto). */
function rpcStatus(error: ApiError): object {
  const isPrecondition = error.status === 'FAILED_PRECONDITION';
  const code = isPrecondition
    ? 9
    : { 400: 3, 401: 16, 403: 7, 404: 5, 413: 3, 429: 8, 500: 13, 501: 12, 503: 14, 504: 4 }[error.code];
  const { error: body } = errorBody(error) as { error: { message: string; details?: unknown } };
  return { code, message: body.message, ...(body.details ? { details: body.details } : {}) };
}
