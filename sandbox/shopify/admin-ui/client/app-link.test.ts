import { expect, test, vi } from 'vitest';
import { CHANNEL } from '../../app-bridge/protocol.ts';
import { type AppMessageEvent, type AppWindow, makeAppLink } from './app-link.ts';

const appOrigin = 'http://localhost:3000';

function makeWindow(parent?: unknown) {
  const got: { message: unknown; to: string }[] = [];
  const made: AppWindow = { parent, postMessage: (message, to) => void got.push({ message, to }) };
  return { window: made, got };
}

function tryLink() {
  const frame = makeWindow();
  const onNotice = vi.fn();
  const answer = vi.fn(async () => 'token');
  let hear: (event: AppMessageEvent) => void = () => {};
  const link = makeAppLink({
    listen: (listener) => {
      hear = listener;
    },
    frameWindow: () => frame.window,
    appOrigin,
    onNotice,
    answer,
  });
  const ask = (from: Partial<AppMessageEvent>) =>
    hear({
      data: { channel: CHANNEL, kind: 'call', id: '1', call: 'id-token', params: null },
      origin: appOrigin,
      source: frame.window,
      ...from,
    });
  return { link, frame, onNotice, answer, ask, hear: (event: AppMessageEvent) => hear(event) };
}

test('the app’s frame gets its token, sent to the app’s origin only', async () => {
  const { ask, frame } = tryLink();
  ask({});
  await vi.waitFor(() => expect(frame.got).toHaveLength(1));
  expect(frame.got[0]).toEqual({
    message: { channel: CHANNEL, kind: 'answer', id: '1', ok: true, value: 'token' },
    to: appOrigin,
  });
});

test('a frame that was led to another origin gets nothing', async () => {
  const { ask, answer, frame } = tryLink();
  for (const origin of ['http://localhost:3001', 'https://localhost:3000', 'http://localhost', 'null', '']) {
    ask({ origin });
  }
  await Promise.resolve();
  expect(answer).not.toHaveBeenCalled();
  expect(frame.got).toEqual([]);
});

test('another window at the app’s origin gets nothing', async () => {
  const { ask, answer } = tryLink();
  const other = makeWindow(makeWindow().window);
  ask({ source: other.window });
  ask({ source: null });
  await Promise.resolve();
  expect(answer).not.toHaveBeenCalled();
  expect(other.got).toEqual([]);
});

test('a page in a modal, right inside the app’s frame, gets the answer to its own question', async () => {
  const { ask, frame } = tryLink();
  const inner = makeWindow(frame.window);
  ask({ source: inner.window });
  await vi.waitFor(() => expect(inner.got).toHaveLength(1));
  expect(frame.got).toEqual([]);
});

test('a refusal reaches the asker as its reason', async () => {
  const { ask, answer, frame } = tryLink();
  answer.mockRejectedValueOnce(new Error('The app is not installed.'));
  ask({});
  await vi.waitFor(() => expect(frame.got).toHaveLength(1));
  expect(frame.got[0]?.message).toMatchObject({ ok: false, error: 'The app is not installed.' });
});

test('what is not of this channel, or names no known thing, is dropped', () => {
  const { hear, onNotice, answer, frame } = tryLink();
  const from = { origin: appOrigin, source: frame.window };
  for (const data of [
    null,
    'text',
    { channel: 'other', kind: 'call', id: '1', call: 'id-token' },
    { channel: CHANNEL, kind: 'call', id: 1, call: 'id-token' },
    { channel: CHANNEL, kind: 'call', id: '1', call: 'access-token' },
    { channel: CHANNEL, kind: 'notice', notice: { topic: 'path', path: '//evil.example' } },
    { channel: CHANNEL, kind: 'notice', notice: { topic: 'path', path: 'https://evil.example' } },
    { channel: CHANNEL, kind: 'notice', notice: { topic: 'unknown' } },
  ]) {
    hear({ data, ...from });
  }
  expect(onNotice).not.toHaveBeenCalled();
  expect(answer).not.toHaveBeenCalled();
});
