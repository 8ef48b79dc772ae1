import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everythingIn } from '#tests/support/everything.ts';
import { sessionTokenFor } from './api-server.ts';
import { type ApiWorld, shopOf, startApiWorld } from './api-world.ts';

let world: ApiWorld;
beforeAll(async () => {
  world = await startApiWorld();
});
afterAll(() => world.close());

describe('a body of two gigabytes', () => {
  it('is cut off long before its end', async () => {
    const store = await world.storeOf(0);
    const before = await everythingIn(world.database);
    const { port } = new URL(world.api.origin);
    const socket = connect(Number(port), '127.0.0.1');
    let answer = '';
    let sent = 0;
    const chunk = Buffer.alloc(64 * 1024, 0x20);
    const done = new Promise<void>((resolve) => {
      socket.on('data', (data) => {
        answer += data.toString('latin1');
      });
      socket.on('error', () => resolve());
      socket.on('close', () => resolve());
    });
    // chunked, so that no length is announced
    socket.write(
      `POST /api/v1/batches HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${sessionTokenFor(shopOf(store))}\r\n` +
        'Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n',
    );
    while (!socket.destroyed && answer === '' && sent < 200_000_000) {
      sent += chunk.length;
      const framed = Buffer.concat([
        Buffer.from(`${chunk.length.toString(16)}\r\n`),
        chunk,
        Buffer.from('\r\n'),
      ]);
      if (!socket.write(framed)) {
        await Promise.race([
          done,
          new Promise((r) => socket.once('drain', r)),
          new Promise((r) => setTimeout(r, 200)),
        ]);
      }
    }
    socket.end();
    await Promise.race([done, new Promise((r) => setTimeout(r, 2_000))]);
    socket.destroy();
    expect(answer).toContain('413');
    expect(answer).toContain('/problems/payload-too-large');
    expect(sent).toBeLessThan(50_000_000);
    expect(await everythingIn(world.database)).toEqual(before);
  });
});
