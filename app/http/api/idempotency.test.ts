import { describe, expect, it } from 'vitest';
import { BODY, problemOf, setUp, THING } from '#tests/support/edge.ts';

describe('an Idempotency-Key', () => {
  const keyed = (key = 'k-1') => ({ body: BODY, headers: { 'Idempotency-Key': key } });

  it('makes a repeated write give the answer of before, without doing it again', async () => {
    const { send, calls } = setUp();
    const first = await send('POST', THING, keyed());
    const again = await send('POST', THING, keyed());
    expect(first.headers.get('Idempotency-Replayed')).toBeNull();
    expect(again.headers.get('Idempotency-Replayed')).toBe('true');
    expect(again.status).toBe(201);
    expect(again.headers.get('Location')).toBe('/api/v1/things/1');
    expect(await again.text()).toBe(await first.text());
    expect(calls).toHaveLength(1);
  });

  it('is refused for another request', async () => {
    const { send, calls } = setUp();
    await send('POST', THING, keyed());
    const other = await send('POST', THING, { ...keyed(), body: JSON.stringify({ name: 'b' }) });
    expect(await problemOf(other)).toMatchObject({ status: 422, type: '/problems/idempotency-mismatch' });
    expect(calls).toHaveLength(1);
  });

  it('is a conflict while the first request is at work', async () => {
    const world = setUp();
    let finish = () => {};
    world.next(new Promise<void>((resolve) => (finish = resolve)));
    const first = world.send('POST', THING, keyed());
    while (world.calls.length === 0) await new Promise((r) => setImmediate(r));
    const second = await world.send('POST', THING, keyed());
    expect(second.status).toBe(409);
    expect(second.headers.get('Retry-After')).toBe('1');
    finish();
    expect((await first).status).toBe(201);
  });

  it('keeps a refusal that lasts', async () => {
    const world = setUp();
    world.next('refuse');
    await world.send('POST', THING, keyed());
    world.next('ok');
    const again = await world.send('POST', THING, keyed());
    expect(again.headers.get('Idempotency-Replayed')).toBe('true');
    expect(await problemOf(again)).toMatchObject({ status: 422, type: '/problems/image-missing' });
  });

  it.each(['wait', 'crash'] as const)('is free again after a failure that may pass (%s)', async (how) => {
    const world = setUp();
    world.next(how);
    expect((await world.send('POST', THING, keyed())).status).toBeGreaterThanOrEqual(500);
    world.next('ok');
    expect((await world.send('POST', THING, keyed())).status).toBe(201);
  });

  it('is not spent by a request that was never valid', async () => {
    const { send } = setUp();
    await send('POST', THING, { ...keyed(), body: '{}' });
    expect((await send('POST', THING, keyed())).status).toBe(201);
  });

  it.each(['', 'a b', 'x'.repeat(256)])('of another form (%j) is refused by name', async (key) => {
    const problem = await problemOf(await setUp().send('POST', THING, keyed(key)));
    expect(problem).toMatchObject({ status: 400, field: 'Idempotency-Key' });
  });
});
