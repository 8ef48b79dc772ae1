import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { makeDiskObjectStore } from '#app/adapters/disk/disk-object-store.ts';
import { ensureEmbeddedPostgres } from '#app/adapters/embedded-postgres/ensure-embedded-postgres.ts';
import { makeSsrfSafeFetcher } from '#app/adapters/http-fetch/ssrf-safe-fetcher.ts';
import { makeOnnxCutOut } from '#app/adapters/onnx/onnx-cut-out.ts';
import { makeDatabase } from '#app/adapters/prisma/client.ts';
import { migrate } from '#app/adapters/prisma/migrate.ts';
import { makeSharpInspector } from '#app/adapters/sharp/sharp-inspector.ts';
import { makeSharpRenderer } from '#app/adapters/sharp/sharp-renderer.ts';
import { readDigitalSourceType } from '#app/adapters/sharp/xmp.ts';
import { ensureModel } from '#scripts/model/ensure-model.mjs';
import { makeTestStore } from '#tests/support/catalogue.ts';
import { startRunningWorker } from '#tests/support/running-worker.ts';
import { type Bench, benchLine } from './bench-line.ts';

const PICTURES = 200;
const WINDOW = 50;
const CONCURRENCY = 2;
/** Different photos; each is served many times, every time as a file of its own. */
const PHOTOS = 12;
const SAMPLE_MS = 25;

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** A photo-like picture: a bottle of sorts before a grainy ground; size and colours follow from `i`. */
const drawPhoto = async (i: number): Promise<Buffer> => {
  const [width, height] = [1200 + 100 * (i % 5), 1000 + 150 * (i % 4)];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect x="${width * 0.36}" y="${height * 0.3}" width="${width * 0.28}" height="${height * 0.55}" rx="40" fill="hsl(${i * 30} 60% 35%)"/>
    <rect x="${width * 0.44}" y="${height * 0.14}" width="${width * 0.12}" height="${height * 0.2}" rx="12" fill="hsl(${i * 30} 50% 25%)"/>
  </svg>`;
  const noise = { type: 'gaussian', mean: 200, sigma: 12 } as const;
  return sharp({ create: { width, height, channels: 3, background: '#ccc', noise } })
    .composite([{ input: Buffer.from(svg) }])
    .jpeg({ quality: 90 })
    .toBuffer();
};

/** The same picture as another file: a comment segment (ITU T.81, B.2.4.5) after the first marker. */
const asFileOfItsOwn = (jpeg: Buffer, name: string): Buffer => {
  const text = Buffer.from(name);
  const head = Buffer.from([0xff, 0xfe, 0, 0]);
  head.writeUInt16BE(text.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, text, jpeg.subarray(2)]);
};

const servePhotos = async () => {
  const photos = await Promise.all(Array.from({ length: PHOTOS }, (_, i) => drawPhoto(i)));
  const server = createServer((req, res) => {
    const i = Number(/\d+/.exec(req.url ?? '')?.[0] ?? 0);
    const photo = photos[i % PHOTOS] ?? Buffer.alloc(0);
    res.setHeader('content-type', 'image/jpeg').end(asFileOfItsOwn(photo, `photo ${i}`));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () => {
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  };
  return { origin, close };
};

/** Highest resident memory (bytes) while each window of `WINDOW` pictures was made. */
const watchMemory = (done: () => number) => {
  const peaks: number[] = [];
  const timer = setInterval(() => {
    const window = Math.min(PICTURES - 1, done());
    const at = Math.floor(window / WINDOW);
    peaks[at] = Math.max(peaks[at] ?? 0, process.memoryUsage.rss());
  }, SAMPLE_MS);
  return { peaks, stop: () => clearInterval(timer) };
};

const makeAll = async (url: string, dataDir: string): Promise<readonly number[]> => {
  const database = makeDatabase({ url, poolSize: 6 });
  const photos = await servePhotos();
  const { path, name, sha256 } = await ensureModel();
  const fetcher = makeSsrfSafeFetcher({ allowOrigins: [photos.origin] });
  const cutOut = makeOnnxCutOut({ modelPath: path, modelName: name, modelSha256: sha256 });
  let done = 0;
  const failed: unknown[] = [];
  const info = (facts: Readonly<Record<string, unknown>>) => {
    if (facts.outcome === 'ready' || facts.outcome === 'held') done += 1;
    else if (facts.outcome !== undefined) failed.push(facts);
  };
  const running = await startRunningWorker(database, {
    home: { kind: 'postgres', connectionString: url },
    concurrency: CONCURRENCY,
    objects: makeDiskObjectStore(join(dataDir, 'objects')),
    imaging: { fetcher, inspector: makeSharpInspector(), cutOut, readDigitalSourceType },
    renderer: makeSharpRenderer(),
    // a loop that stumbles on a busy machine goes on by itself; only pictures count
    log: { info, warn: info, error: (facts) => 'job' in facts && failed.push(facts) },
  });
  const memory = watchMemory(() => done);
  try {
    const { storeId } = await makeTestStore(database, PICTURES, (i) => `${photos.origin}/${i}.jpg`);
    const selection = { kind: 'catalogue', images: 'main' } as const;
    const made = await running.pipeline.submit(storeId, {
      recipe: { kind: 'packshot' },
      selection,
      actor: 'bench',
    });
    if (!made.ok) throw new Error(made.error.message);
    while (done < PICTURES) {
      if (failed.length > 0) throw new Error(`a picture went wrong: ${JSON.stringify(failed[0])}`);
      await pause(100);
    }
    return memory.peaks;
  } finally {
    memory.stop();
    await running.stop();
    await Promise.all([fetcher.close(), cutOut.dispose(), photos.close()]);
    await database.close();
  }
};

/**
 * Whether a worker's memory stays where it is: the highest resident size while the last 50 of 200 pictures were made,
 * against that of the second 50. Everything is real: fetcher, cut-out, renderer, disk, queue and rows.
 */
export const run: Bench = async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'softbox-bench-'));
  await chmod(dataDir, 0o755); // as root the server runs as another user, who must get in
  const postgres = await ensureEmbeddedPostgres({ dataDir: join(dataDir, 'postgres') });
  try {
    await migrate({ url: postgres.url, folder: join(import.meta.dirname, '../prisma/migrations') });
    const peaks = await makeAll(postgres.url, dataDir);
    const [value = Number.NaN, baseline = Number.NaN] = [peaks.at(-1), peaks[1]];
    const details = { unit: 'bytes', peaksMiB: peaks.map((p) => Math.round(p / 1_048_576)).join(' ') };
    return benchLine('worker-memory', { value, baseline, limit: 1.05, bound: 'at-most' }, details);
  } finally {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
};
