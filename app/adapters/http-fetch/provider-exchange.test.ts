import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { makeOpenExchange } from './provider-exchange.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

const serve = async (answer: (response: ServerResponse) => void): Promise<string> => {
  server = createServer((request, response) => {
    request.resume().on('end', () => answer(response));
  });
  await new Promise<void>((done) => server?.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

const open = (more: { timeoutMs?: number; maxReplyBytes?: number; signal?: AbortSignal } = {}) =>
  makeOpenExchange(fetch)({
    signal: new AbortController().signal,
    timeoutMs: 5_000,
    maxReplyBytes: 10_000,
    ...more,
  });

describe('an exchange with a provider', () => {
  it('knows a whole one: status, headers, body, bytes both ways', async () => {
    const url = await serve((response) => response.writeHead(429, { 'Retry-After': '7' }).end('slow down'));
    const exchange = open();
    const response = await exchange.fetch(url, { method: 'POST', body: 'häh' });
    expect(await response.text()).toBe('slow down');
    expect(exchange.facts()).toMatchObject({
      asked: 1,
      end: 'complete',
      aborted: false,
      status: 429,
      body: 'slow down',
      bytesOut: 4,
      bytesIn: 9,
    });
    expect(exchange.facts().headers.get('retry-after')).toBe('7');
  });

  it('knows that nothing was sent where nobody listens', async () => {
    const url = await serve((response) => response.end());
    server?.close();
    await new Promise((done) => server?.once('close', done));
    const exchange = open();
    await expect(exchange.fetch(url, { method: 'POST', body: 'x' })).rejects.toThrow();
    expect(exchange.facts()).toMatchObject({ asked: 1, end: 'unsent', bytesOut: 0 });
  });

  it('knows that nothing was sent when it was stopped before', async () => {
    const exchange = open({ signal: AbortSignal.abort() });
    await expect(exchange.fetch('http://127.0.0.1:1')).rejects.toThrow();
    expect(exchange.facts()).toMatchObject({ end: 'unsent', aborted: true });
  });

  it('counts as lost what is cut, what stalls and what is stopped on its way', async () => {
    const half = (response: ServerResponse) => response.writeHead(200, { 'content-length': '100' });
    const cut = open();
    const url = await serve((response) => half(response).write('half', () => response.destroy()));
    await expect(cut.fetch(url)).rejects.toThrow();
    expect(cut.facts()).toMatchObject({ end: 'lost', aborted: false, status: 200 });
    server?.closeAllConnections();
    server?.close();

    const silent = await serve((response) => half(response).write('half'));
    const stalled = open({ timeoutMs: 100 });
    await expect(stalled.fetch(silent)).rejects.toThrow();
    expect(stalled.facts()).toMatchObject({ end: 'lost', aborted: false, bytesIn: 4 });

    const stop = new AbortController();
    const stopped = open({ signal: stop.signal });
    setTimeout(() => stop.abort(), 100);
    await expect(stopped.fetch(silent)).rejects.toThrow();
    expect(stopped.facts()).toMatchObject({ end: 'lost', aborted: true });
  });

  it('reads no more than is taken', async () => {
    const url = await serve((response) => response.end('x'.repeat(5_000_000)));
    const exchange = open({ maxReplyBytes: 1_000 });
    await expect(exchange.fetch(url)).rejects.toThrow('larger than 1000');
    expect(exchange.facts().end).toBe('too-large');
    expect(exchange.facts().bytesIn).toBeLessThan(1_000_000);
  });

  it('makes one request: a retry behind our back is a bug that shows', async () => {
    const url = await serve((response) => response.end('ok'));
    const exchange = open();
    await exchange.fetch(url);
    await expect(exchange.fetch(url)).rejects.toThrow('one request');
    expect(exchange.facts()).toMatchObject({ asked: 2, end: 'complete', body: 'ok' });
  });

  it('takes a redirect for the reply and shows the key to nobody else', async () => {
    const url = await serve((response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end());
    const exchange = open();
    await exchange.fetch(url, { headers: { authorization: 'Bearer secret' } });
    expect(exchange.facts()).toMatchObject({ end: 'complete', status: 302 });
  });
});
