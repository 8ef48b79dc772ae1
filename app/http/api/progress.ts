import { z } from 'zod';
import { err, ok, type Result } from '#app/domain/result.ts';
import type { BatchEvent } from '#app/use-cases/watch-batch.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { type Refusal, refusal } from '../problem.ts';
import { defineEndpoint } from './endpoint.ts';
import { SECURITY_HEADERS } from './respond.ts';
import { toJob, toProgress } from './schemas/batch.ts';
import { idParam } from './schemas/common.ts';

/** A stream ends after this, and the caller comes back with a fresh token: a session token lives for a minute. */
const MAX_STREAM_MS = 5 * 60_000;
/** How long a client waits before it connects again. */
const RETRY_MS = 2_000;

const positionSchema = z.strictObject({ at: z.int().min(0) });

/** The time in `Last-Event-ID`; null when there is none. */
const sinceOf = (headers: Headers): Result<Date | null, Refusal> => {
  const last = headers.get('Last-Event-ID');
  if (last === null || last === '') return ok(null);
  const position = decodeCursor(last, positionSchema, 'Last-Event-ID');
  if (position.ok) return ok(new Date(position.value.at));
  return err(
    refusal('invalid-input', 'This Last-Event-ID is not one we gave out.', { field: 'Last-Event-ID' }),
  );
};

const EXAMPLE = [
  `retry: ${RETRY_MS}`,
  '',
  'id: eyJhdCI6MTc5NTM2NDQwMDAwMH0',
  'event: job',
  'data: {"id":"019aac3e-5a11-7d02-8c3f-0b5e1d2a3c44","state":"ready"}',
  '',
  'event: progress',
  'data: {"total":2,"finished":false}',
  '',
  ': beat',
  '',
  'event: end',
  'data: {"total":2,"finished":true}',
  '',
  '',
].join('\n');

/** One event as text (https://html.spec.whatwg.org/multipage/server-sent-events.html). */
const frame = (event: BatchEvent): string => {
  switch (event.kind) {
    case 'job': {
      const id = encodeCursor({ at: event.job.changedAt.getTime() });
      return `id: ${id}\nevent: job\ndata: ${JSON.stringify(toJob(event.job))}\n\n`;
    }
    case 'progress':
    case 'end':
      return `event: ${event.kind}\ndata: ${JSON.stringify(toProgress(event.progress))}\n\n`;
    case 'beat':
      return ': beat\n\n';
  }
};

/** Pulls one event at a time, so a slow reader slows the watch instead of filling our memory. */
const streamOf = (events: AsyncIterable<BatchEvent>, hangUp: AbortController): ReadableStream<Uint8Array> => {
  const iterator = events[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode(`retry: ${RETRY_MS}\n\n`)),
    pull: async (controller) => {
      const next = await iterator.next();
      if (next.done) controller.close();
      else controller.enqueue(encoder.encode(frame(next.value)));
    },
    cancel: () => hangUp.abort(),
  });
};

export const batchEvents = defineEndpoint({
  operationId: 'watchBatch',
  method: 'GET',
  path: '/batches/{batchId}/events',
  tag: 'Batches',
  summary: 'Progress of a batch as a stream of events',
  description: [
    'Server-sent events, to be read with fetch and a streamed body, because an EventSource cannot send the Authorization',
    'header. `job` carries a whole job as it is now, first for every job, then at each change, at least once; `progress`',
    'the counts; `end` the last counts, after which nothing changes. The stream ends after five minutes at most: connect',
    'again with a fresh token and the last `id` as Last-Event-ID. Polling `GET /batches/{batchId}` tells the same counts.',
  ].join(' '),
  params: idParam('batchId', 'batch'),
  failures: ['not-found'],
  reply: {
    kind: 'raw',
    status: 200,
    description: 'the stream',
    contentTypes: ['text/event-stream'],
    example: EXAMPLE,
  },
  async handle({ caller, params, headers, signal }, { watchBatch }) {
    const since = sinceOf(headers);
    if (!since.ok) return since;
    const hangUp = new AbortController();
    const either = AbortSignal.any([signal, hangUp.signal]);
    const watched = await watchBatch(caller.storeId, params.batchId, {
      since: since.value,
      signal: either,
      maxMs: MAX_STREAM_MS,
    });
    if (!watched.ok) return watched;
    return ok(
      new Response(streamOf(watched.value, hangUp), {
        headers: {
          ...SECURITY_HEADERS,
          'Content-Type': 'text/event-stream; charset=utf-8',
          // asks proxies (nginx) not to hold events back
          'X-Accel-Buffering': 'no',
        },
      }),
    );
  },
});
