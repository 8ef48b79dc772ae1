import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestStore } from '#tests/support/catalogue.ts';
import { sessionTokenFor } from './api-server.ts';
import { type ApiWorld, batchOf, idsOf, shopOf, startApiWorld } from './api-world.ts';

let world: ApiWorld;
beforeAll(async () => {
  world = await startApiWorld();
});
afterAll(() => world.close());

interface StreamEvent {
  readonly id: string | null;
  readonly event: string;
  readonly data: { readonly id?: string; readonly state?: string; readonly finished?: boolean };
}

/** Reads a stream with fetch until `until` says so or it ends. */
const readEvents = async (
  store: TestStore,
  batchId: string,
  options: { lastEventId?: string; until?: (event: StreamEvent) => boolean } = {},
) => {
  const hangUp = new AbortController();
  const response = await fetch(`${world.api.origin}/api/v1/batches/${batchId}/events`, {
    headers: {
      Authorization: `Bearer ${sessionTokenFor(shopOf(store))}`,
      ...(options.lastEventId === undefined ? {} : { 'Last-Event-ID': options.lastEventId }),
    },
    signal: hangUp.signal,
  });
  expect(response.headers.get('Content-Type')).toContain('text/event-stream');
  const events: StreamEvent[] = [];
  let text = '';
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  read: for (;;) {
    const next = await reader?.read();
    if (!next || next.done) break;
    text += next.value;
    const frames = text.split('\n\n');
    text = frames.pop() ?? '';
    for (const frame of frames) {
      const fields = Object.fromEntries(
        frame.split('\n').map((l) => [l.slice(0, l.indexOf(':')), l.slice(l.indexOf(':') + 2)]),
      );
      if (!fields.event) continue;
      const event = { id: fields.id ?? null, event: fields.event, data: JSON.parse(fields.data ?? '{}') };
      events.push(event);
      if (options.until?.(event)) break read;
    }
  }
  hangUp.abort();
  return events;
};

describe('the events of a batch', () => {
  it('tell each job, go on after Last-Event-ID, and end with the batch', async () => {
    const store = await world.storeOf(2);
    const call = world.callerOf(store);
    const { json: batch } = await call('POST', '/batches', batchOf(store));
    const batchId = String(batch.id);
    const [jobA = '', jobB = ''] = idsOf((await call('GET', `/batches/${batchId}/jobs`)).json);
    // older than the stream looks back, so that a resume does not tell it again
    const longAgo = new Date(Date.now() - 60_000);
    await world.prisma.imageJob.updateMany({ where: { batchId }, data: { changedAt: longAgo } });

    const first = await readEvents(store, batchId, { until: (e) => e.event === 'progress' });
    expect(first.map((e) => e.event)).toEqual(['job', 'job', 'progress']);

    const live = readEvents(store, batchId, { until: (e) => e.data.id === jobA && e.data.state === 'ready' });
    await world.finishJob(store, jobA);
    const lastEventId = (await live).at(-1)?.id ?? '';
    expect(lastEventId).toMatch(/^[\w-]{10,}$/);

    await call('POST', `/jobs/${jobB}/cancel`);
    const resumed = await readEvents(store, batchId, { lastEventId });
    const states = resumed.filter((e) => e.event === 'job').map((e) => `${e.data.id} ${e.data.state}`);
    expect(states).toContain(`${jobB} cancelled`);
    expect(states).not.toContain(`${jobB} queued`);
    expect(resumed.at(-1)).toMatchObject({ event: 'end', data: { total: 2, finished: true } });
  });

  it('are not for those who give a position we never gave', async () => {
    const { call, batchId } = await world.storeWithPicture();
    const answer = await call('GET', `/batches/${batchId}/events`, undefined, { 'Last-Event-ID': 'x' });
    expect(answer.json).toMatchObject({ status: 400, field: 'Last-Event-ID' });
  });
});
