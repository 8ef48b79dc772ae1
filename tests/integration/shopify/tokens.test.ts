import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { offlineId } from '#app/adapters/shopify/access-tokens.ts';
import { makeShiftedClock } from '#tests/support/clock.ts';
import { openStudio, SHOP, type Studio } from '#tests/support/shopify-studio.ts';

let studio: Studio;
beforeAll(async () => {
  studio = await openStudio();
});
afterAll(() => studio.close());

/** A process of its own; counts how often it asks for a token. */
const newProcess = (asked: string[]) => {
  const clock = makeShiftedClock();
  clock.forward(59 * 60_000);
  const counting: typeof fetch = (input, init) => {
    if (String(input).includes('/oauth/access_token')) asked.push(String(init?.body));
    return fetch(input, init);
  };
  return studio.work({ ...studio.home, clock, fetch: counting });
};

describe('access tokens', () => {
  it('are renewed once, however many calls of however many processes need it at the same moment', async () => {
    const asked: string[] = [];
    const processes = [newProcess(asked), newProcess(asked), newProcess(asked)];
    const before = await studio.sessions.loadSession(offlineId(SHOP));
    const answers = await Promise.all(
      processes.flatMap((p) => Array.from({ length: 5 }, () => p.platform.readStore(studio.store.id))),
    );
    expect(answers.every((answer) => answer.ok)).toBe(true);
    expect(asked).toHaveLength(1);
    const after = await studio.sessions.loadSession(offlineId(SHOP));
    expect(after?.accessToken).not.toBe(before?.accessToken);
    expect(after?.refreshToken).not.toBe(before?.refreshToken);
  });

  it('are stored only encrypted', async () => {
    const session = await studio.sessions.loadSession(offlineId(SHOP));
    const rows = await studio.db.database.prisma.session.findMany();
    const text = rows
      .map((row) => JSON.stringify(row) + Buffer.from(row.ciphertext).toString('latin1'))
      .join();
    expect(text).not.toContain(session?.accessToken);
    expect(text).not.toContain(session?.refreshToken);
  });

  it('that nobody will renew end in one clear failure', async () => {
    await studio.sandbox.uninstall(SHOP);
    const answer = await newProcess([]).platform.readStore(studio.store.id);
    expect(answer).toMatchObject({ ok: false, error: { kind: 'store-unauthorized' } });
    await studio.sandbox.install(SHOP);
    await studio.connect();
  });

  it('without a session the store is not connected', async () => {
    await studio.repositories.sessionRows.delete([offlineId(SHOP)]);
    const answer = await studio.platform.readStore(studio.store.id);
    expect(answer).toMatchObject({ ok: false, error: { kind: 'store-disconnected' } });
  });
});
