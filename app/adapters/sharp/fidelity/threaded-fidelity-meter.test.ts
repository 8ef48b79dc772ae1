import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import sharp from 'sharp';
import { afterEach, describe, expect, it } from 'vitest';
import type { FidelityPair } from '#app/ports/fidelity.ts';
import { makeSharpFidelityMeter } from './sharp-fidelity-meter.ts';
import { makeThreadedFidelityMeter, type ThreadedFidelityMeter } from './threaded-fidelity-meter.ts';

const drawn = (body: string, mask: boolean): Promise<Buffer> => {
  const paint = (colour: string) => (mask ? '#fff' : colour);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="900">
    <rect width="900" height="900" fill="${mask ? '#000' : '#d9d4cb'}"/>
    <path d="M250 120 L620 120 L680 780 Q450 840 220 780 Z" fill="${paint(body)}"/>
    <path d="M300 360 L580 360 L600 560 L280 560 Z" fill="${paint('#f2ead8')}"/></svg>`;
  const flat = sharp(Buffer.from(svg)).flatten();
  return mask ? flat.extractChannel(0).png().toBuffer() : flat.jpeg({ quality: 90 }).toBuffer();
};
const pairOf = async (body = '#3a6ea5'): Promise<FidelityPair> => {
  const mask = await drawn(body, true);
  return {
    source: await drawn('#3a6ea5', false),
    sourceMask: mask,
    result: await drawn(body, false),
    resultMask: mask,
  };
};

const open: { close(): Promise<void> }[] = [];
const meterWith = (options: Parameters<typeof makeThreadedFidelityMeter>[0] = {}): ThreadedFidelityMeter => {
  const meter = makeThreadedFidelityMeter(options);
  open.push(meter);
  return meter;
};
/** A thread's module of another kind, for what ours never does. */
const moduleOf = async (code: string): Promise<URL> => {
  const dir = await mkdtemp(path.join(tmpdir(), 'softbox-thread-'));
  open.push({ close: () => rm(dir, { recursive: true, force: true }) });
  const file = path.join(dir, 'thread.mjs');
  await writeFile(file, `import { parentPort, threadId } from 'node:worker_threads';\n${code}`);
  return pathToFileURL(file);
};
afterEach(async () => {
  await Promise.all(open.splice(0).map((o) => o.close()));
});

describe('measuring in threads', { timeout: 120_000 }, () => {
  it('measures the same as where it is called, and leaves the caller its bytes', async () => {
    const pair = await pairOf('#7a4fa5');
    const answer = await meterWith().measure(pair);
    expect(answer).toEqual(await makeSharpFidelityMeter().measure(pair));
    expect(answer).toMatchObject({ ok: true, value: { found: 'aligned' } });
    expect(pair.source.length).toBeGreaterThan(0);
  });

  it('answers in words for a file that cannot be read', async () => {
    const pair = await pairOf();
    expect(await meterWith().measure({ ...pair, result: Buffer.from('no picture') })).toMatchObject({
      error: { kind: 'image-corrupt' },
    });
  });

  it('takes no more at once than it has threads for; the others wait and are answered, too', async () => {
    const echo = await moduleOf(`parentPort.on('message', () =>
      setTimeout(() => parentPort.postMessage({ answer: { ok: true, value: threadId } }), 30));`);
    const meter = meterWith({ threads: 2, module: echo });
    const pair = await pairOf();
    const answers = await Promise.all(Array.from({ length: 7 }, () => meter.measure(pair)));
    const threads = answers.map((a) => (a.ok ? a.value : a.error.kind));
    expect(new Set(threads).size).toBe(2);
  });

  it('is cancelled at once by a stop, whether measured or waiting, and goes on with the next', async () => {
    // measures until it is told to stop; a result of one byte is measured at once
    const slow = await moduleOf(`parentPort.on('message', ({ pair, stop }) => {
      if (pair.result.length === 1) parentPort.postMessage({ answer: { ok: true, value: 'measured' } });
      else {
        const look = setInterval(() => {
          if (Atomics.load(stop, 0) === 0) return;
          clearInterval(look);
          parentPort.postMessage({ answer: { ok: false, error: { kind: 'cancelled' } } });
        }, 5);
      }
    });`);
    const meter = meterWith({ threads: 1, module: slow });
    const pair = await pairOf();
    const [first, second] = [new AbortController(), new AbortController()];
    const answers = [first, second].map(({ signal }) => meter.measure(pair, { signal }));
    const last = meter.measure({ ...pair, result: new Uint8Array(1) });
    second.abort();
    expect(await answers[1]).toMatchObject({ error: { kind: 'cancelled' } });
    first.abort();
    expect(await answers[0]).toMatchObject({ error: { kind: 'cancelled' } });
    expect(await last).toEqual({ ok: true, value: 'measured' });
    expect(await meter.measure(pair, { signal: AbortSignal.abort() })).toMatchObject({
      error: { kind: 'cancelled' },
    });
  });

  it('answers for a thread that died, and takes another for the next', async () => {
    const mortal = await moduleOf(`parentPort.on('message', ({ pair }) => {
      if (pair.result.length === 1) process.exit(3);
      parentPort.postMessage({ answer: { ok: true, value: 'measured' } });
    });`);
    const meter = meterWith({ threads: 1, module: mortal });
    const pair = await pairOf();
    expect(await meter.measure({ ...pair, result: new Uint8Array(1) })).toMatchObject({
      error: { kind: 'internal' },
    });
    expect(await meter.measure(pair)).toEqual({ ok: true, value: 'measured' });
  });

  it('lets a bug through as one', async () => {
    const wrong = await moduleOf(
      `parentPort.on('message', () => parentPort.postMessage({ bug: new Error('a bug') }));`,
    );
    await expect(meterWith({ module: wrong }).measure(await pairOf())).rejects.toThrow('a bug');
  });

  it('answers everything with cancelled when it is closed, and nothing is measured after', async () => {
    const deaf = await moduleOf(`parentPort.on('message', () => {});`);
    const meter = makeThreadedFidelityMeter({ threads: 1, module: deaf });
    const pair = await pairOf();
    const asked = [meter.measure(pair), meter.measure(pair)];
    await meter.close();
    for (const answer of await Promise.all(asked))
      expect(answer).toMatchObject({ error: { kind: 'cancelled' } });
    expect(await meter.measure(pair)).toMatchObject({ error: { kind: 'cancelled' } });
  });

  it('keeps the event loop free while it measures', async () => {
    const meter = meterWith({ threads: 1 });
    const pair = await pairOf('#7a4fa5');
    await meter.measure(pair);
    const busy = performance.eventLoopUtilization();
    await meter.measure(pair);
    const { active } = performance.eventLoopUtilization(busy);
    const before = performance.eventLoopUtilization();
    await makeSharpFidelityMeter().measure(pair);
    expect(active).toBeLessThan(performance.eventLoopUtilization(before).active / 4);
  });
});
