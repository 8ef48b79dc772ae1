import { expect, test, vi } from 'vitest';
import { type MessageEventLike, makeAdminLink } from './admin-link.ts';
import { CHANNEL } from './protocol.ts';

const adminOrigin = 'http://127.0.0.1:4000';

function tryLink() {
  let hear: (event: MessageEventLike) => void = () => {};
  const sent: { message: unknown; to: string }[] = [];
  const admin = { postMessage: (message: unknown, to: string) => void sent.push({ message, to }) };
  const timers: (() => void)[] = [];
  let count = 0;
  const link = makeAdminLink({
    self: {
      addEventListener: (_type, listener) => {
        hear = listener;
      },
    },
    admin,
    adminOrigin,
    newId: () => `call-${++count}`,
    setTimer: (run) => timers.push(run),
  });
  const answer = (value: unknown, from: Partial<MessageEventLike> = {}) =>
    hear({
      data: { channel: CHANNEL, kind: 'answer', id: 'call-1', ok: true, value },
      origin: adminOrigin,
      source: admin,
      ...from,
    });
  return { link, admin, sent, answer, hear: (event: MessageEventLike) => hear(event), timers };
}

test('everything is sent to the Admin’s origin and nowhere else', () => {
  const { link, sent } = tryLink();
  link.tell({ topic: 'loading', on: true });
  void link.ask('id-token', null);
  expect(sent.map(({ to }) => to)).toEqual([adminOrigin, adminOrigin]);
});

test('the Admin’s answer settles the call', async () => {
  const { link, answer } = tryLink();
  const asked = link.ask('id-token', null);
  answer('token');
  await expect(asked).resolves.toBe('token');
});

test('an answer from another origin, or from another window of the right origin, is not heard', async () => {
  const { link, answer } = tryLink();
  const settled = vi.fn();
  void link.ask('id-token', null).then(settled);
  answer('forged', { origin: 'http://127.0.0.1:4001' });
  answer('forged', { origin: 'null' });
  answer('forged', { source: { postMessage: () => {} } });
  await Promise.resolve();
  expect(settled).not.toHaveBeenCalled();
});

test('a command from elsewhere is not followed, one from the Admin is', () => {
  const { link, hear, admin } = tryLink();
  const heard = vi.fn();
  link.listen(heard);
  const data = { channel: CHANNEL, kind: 'notice', notice: { topic: 'navigate', itemId: null, href: '/x' } };
  hear({ data, origin: 'https://evil.example', source: admin });
  expect(heard).not.toHaveBeenCalled();
  hear({ data, origin: adminOrigin, source: admin });
  expect(heard).toHaveBeenCalledWith({ topic: 'navigate', itemId: null, href: '/x' });
});

test('a call that is never answered fails after its time, and one without a time waits', async () => {
  const { link, timers } = tryLink();
  const asked = link.ask('id-token', null, 1000);
  void link.ask('confirm-leave', null);
  expect(timers).toHaveLength(1);
  timers[0]?.();
  await expect(asked).rejects.toThrow('did not answer "id-token"');
});
