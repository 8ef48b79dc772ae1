import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import path from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { transformWithEsbuild } from 'vite';
import type { Shot } from './shot.ts';

/** Raw pixels of one photo, top row first. */
export interface Taken {
  /** RGB, three bytes a pixel. */
  photo: Buffer;
  /** Coverage of the product, one byte a pixel. */
  mask: Buffer;
}

export interface Studio {
  take(shot: Shot, passes: number): Promise<Taken>;
  close(): Promise<void>;
}

const ROOT = path.resolve(import.meta.dirname, '../..');
const LARGEST_PICTURE = 5000 * 5000 * 3;
/**
 * Three filters its map of the surroundings with 256 samples a texel: half of a photo's time without a graphics
 * card. 64 look the same.
 */
const FILTER_SAMPLES = 'const GGX_SAMPLES = 256;';
const LONGEST_EXPOSURE_MS = 15 * 60_000;

const PAGE = `<!doctype html><meta charset="utf-8"><title>studio</title><link rel="icon" href="data:,">
<script type="importmap">{"imports":{
  "three":"/node_modules/three/build/three.module.js",
  "three/addons/":"/node_modules/three/examples/jsm/"
}}</script>
<script type="module" src="/scripts/catalogue/page/main.ts"></script>`;

/** Opens a headless Chromium that renders in software, and a loopback server that gives it our modules and three. */
export async function openStudio(options: { chromium: string }): Promise<Studio> {
  const made = new Map<string, Buffer>();
  const server = createServer((request, response) => {
    answer(request, response, made).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  const origin = await listen(server);
  const browser = await launch(options.chromium);
  const complaints: string[] = [];
  const page = await openPage(browser, origin, complaints);
  return {
    async take(shot, passes) {
      made.clear();
      complaints.length = 0;
      try {
        await page.evaluate(([what, count]) => window.takePhoto(what, count), [shot, passes] as const);
      } catch (error) {
        throw new Error(`${shot.name}: ${String(error)}\n${complaints.join('\n')}`);
      }
      if (complaints.length > 0) console.warn(`${shot.name}: ${complaints.join('\n')}`);
      const photo = made.get('photo');
      const mask = made.get('mask');
      if (!photo || !mask) throw new Error(`${shot.name}: the page sent no picture`);
      return { photo, mask };
    },
    async close() {
      await browser.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function openPage(browser: Browser, origin: string, complaints: string[]): Promise<Page> {
  const page = await browser.newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.text().includes('THREE')) complaints.push(message.text());
  });
  page.setDefaultTimeout(LONGEST_EXPOSURE_MS);
  await page.goto(origin);
  try {
    await page.waitForFunction(() => 'takePhoto' in window, undefined, { timeout: 60_000 });
  } catch (error) {
    throw new Error(`the studio does not open: ${String(error)}\n${complaints.join('\n')}`);
  }
  return page;
}

function launch(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--ignore-gpu-blocklist',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return `http://127.0.0.1:${address.port}/`;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  made: Map<string, Buffer>,
): Promise<void> {
  const where = new URL(request.url ?? '/', 'http://studio').pathname;
  if (request.method === 'POST' && where.startsWith('/made/')) {
    made.set(where.slice('/made/'.length), await readBody(request));
    response.writeHead(204).end();
    return;
  }
  if (where === '/') {
    response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE);
    return;
  }
  const allowed = ['/scripts/catalogue/', '/node_modules/three/'].some((folder) => where.startsWith(folder));
  if (!allowed || where.includes('..')) {
    response.writeHead(404).end();
    return;
  }
  const source = await readFile(path.join(ROOT, where), 'utf8');
  const code = where.endsWith('.ts')
    ? (await transformWithEsbuild(source, where, { target: 'es2022' })).code
    : source.replace(FILTER_SAMPLES, 'const GGX_SAMPLES = 64;');
  response.writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'max-age=3600' }).end(code);
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) throw new Error('the body is not bytes');
    size += chunk.length;
    if (size > LARGEST_PICTURE) throw new Error('the picture is larger than any that was asked for');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
