/**
 * The web process: Remix behind express. Boot order: environment, database (migrated), container, server. SIGTERM drains:
 * stop listening, let requests in hand finish, close everything.
 */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createRequestHandler } from '@remix-run/express';
import type { ServerBuild } from '@remix-run/node';
import express from 'express';
import { makeContainer } from './container.server.ts';
import { parseEnv } from './env.server.ts';

const DRAIN_MS = 20_000;
/**
 * An idle connection is kept for longer than load balancers keep theirs (60 s is their usual limit), so that none of them sends
 * a request into a connection that is being closed: its client would get a 502 for work that was never begun
 * (https://nodejs.org/api/http.html#serverkeepalivetimeout).
 */
const KEEP_ALIVE_MS = 65_000;

const env = parseEnv(process.env);
const container = await makeContainer(env, 'web');
const { log } = container;

const buildFile = resolve('build/server/index.js');
const build = (await import(pathToFileURL(buildFile).href)) as ServerBuild;

const app = express();
app.disable('x-powered-by');
app.set('trust proxy', env.TRUST_PROXY);
app.get('/healthz', (_request, response) => {
  container.health().then(
    (health) => response.status(health.ok ? 200 : 503).json(health),
    () => response.status(503).json({ ok: false }),
  );
});
// File names of the bundle carry a content hash, so they may be cached for good.
app.use('/assets', express.static('build/client/assets', { immutable: true, maxAge: '1y' }));
app.use(express.static('build/client', { maxAge: '1h' }));
app.all('*', createRequestHandler({ build, mode: env.NODE_ENV, getLoadContext: () => ({ container }) }));

const server = app.listen(env.PORT, env.HOST, () => {
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : env.PORT;
  log.info({ port, host: env.HOST, sandbox: env.SOFTBOX_SANDBOX }, 'web is listening');
  // A parent that started us (the demo, a test) learns the port from here.
  process.send?.({ listening: port });
});

server.keepAliveTimeout = KEEP_ALIVE_MS;

let draining = false;
const drain = async (signal: string) => {
  if (draining) return;
  draining = true;
  log.info({ signal }, 'web drains');
  const closed = new Promise<void>((done) => server.close(() => done()));
  server.closeIdleConnections();
  await Promise.race([closed, new Promise((done) => setTimeout(done, DRAIN_MS).unref())]);
  server.closeAllConnections();
  await container.close();
  process.exit(0);
};
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void drain(signal));
