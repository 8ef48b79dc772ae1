import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeGeminiImageModel } from '#app/adapters/gemini/image-model.ts';
import { costOf } from '#app/domain/providers/cost.ts';
import { priceAt } from '#app/domain/providers/prices.ts';
import { reconcileCalls } from '#app/domain/providers/reconcile.ts';
import type { ImageRequest } from '#app/ports/image-model.ts';
import { type SandboxGemini, startSandboxGemini } from '#sandbox/gemini/start.ts';
import {
  billingEntries,
  callOptions,
  geminiDeps,
  kitchen,
  platePrompt,
  productPhoto,
} from '#tests/support/provider-stand-ins.ts';
import { imageModelBattery, made, plateRequest } from './battery.ts';

const MODEL = 'gemini-3.1-flash-image';
const small = (more: Partial<ImageRequest> = {}) => plateRequest(MODEL, { size: '512', ...more });

let sandbox: SandboxGemini;
beforeAll(async () => {
  sandbox = await startSandboxGemini({ latencyMs: 150 });
});
afterEach(() => sandbox.faults.clear());
afterAll(() => sandbox.close());

const gemini = () => makeGeminiImageModel(geminiDeps(sandbox.origin));
/** Makes a picture, and finds its row in the bill by our own id. */
const draw = async (request: ImageRequest, callId = callOptions().callId) => {
  const reply = made(await gemini().make(request, callOptions({ callId })));
  const row = sandbox.billing().find(({ labels }) => labels['softbox-call'] === callId);
  if (!row) throw new Error('It is not in the bill.');
  return { reply, row };
};

describe('Gemini, by key', () => {
  imageModelBattery(() => ({
    model: gemini(),
    names: [MODEL, 'gemini-3-pro-image'],
    requests: () => sandbox.billing().length,
  }));
});

describe('Gemini, through Vertex AI', () => {
  imageModelBattery(() => ({
    model: makeGeminiImageModel(geminiDeps(sandbox.origin, { door: 'vertex' })),
    names: [MODEL],
    requests: () => sandbox.billing().length,
  }));

  it('has no batch mode of ours', () => {
    expect(makeGeminiImageModel(geminiDeps(sandbox.origin, { door: 'vertex' })).batches).toBeNull();
  });

  it('is refused with a token that is not one', async () => {
    const model = makeGeminiImageModel(geminiDeps(sandbox.origin, { door: 'vertex', key: 'wrong' }));
    expect(await model.make(small(), callOptions())).toMatchObject({
      status: 'failed',
      failure: { kind: 'provider-unauthorized' },
    });
  });
});

describe('what Gemini is asked for', () => {
  it('steers the plate by the scene, and not by store text that is fenced', async () => {
    const { row } = await draw(small());
    expect(row.drawn).toMatchObject({
      task: 'plate',
      scene: { lightFrom: 'back-right', surface: 'wood', props: ['plant'], wall: [232, 224, 210] },
    });
  });

  it.each([
    ['left', 'left'],
    ['front-left', 'front-left'],
    ['front', 'front'],
    ['front-right', 'front-right'],
    ['right', 'right'],
    ['back-left', 'back-left'],
    ['back', 'back'],
    ['top', 'top'],
  ] as const)('says light from %s so that it is understood', async (direction, understood) => {
    const prompt = platePrompt({ ...kitchen, light: { ...kitchen.light, direction } });
    const { row } = await draw(small({ prompt }));
    expect(row.drawn).toMatchObject({ scene: { lightFrom: understood } });
  });

  it.each([
    ['low', 0.72],
    ['table', 0.58],
    ['eye', 0.5],
    ['high', 0.38],
    ['overhead', 0],
  ] as const)('says a camera at %s height so that it is understood', async (height, horizon) => {
    const prompt = platePrompt({ ...kitchen, camera: { ...kitchen.camera, height } });
    const { row } = await draw(small({ prompt }));
    expect(row.drawn).toMatchObject({ scene: { horizon } });
  });

  it('tells our own id of the call, by which the bill names it', async () => {
    const { row } = await draw(small(), '0190b5a2-77aa-7c1e');
    expect(row.labels).toEqual({ 'softbox-call': '0190b5a2-77aa-7c1e' });
  });

  it('costs what the bill says, to the micro-dollar', async () => {
    for (const request of [small(), plateRequest('gemini-3-pro-image'), small({ size: '1K' })]) {
      const { reply, row } = await draw(request);
      const price = priceAt('gemini', request.model, new Date());
      if (!price) throw new Error('no price');
      expect(costOf(price, reply.usage, 'now')).toBe(BigInt(row.costMicroUsd));
      expect(reply.requestId).toBe(row.requestId);
    }
  });

  it('returns the provider’s own bytes and sees their C2PA manifest, in PNG and in JPEG', async () => {
    for (const model of [MODEL, 'gemini-3-pro-image']) {
      const { value } = made(await gemini().make(plateRequest(model), callOptions()));
      expect(value.hasC2pa).toBe(true);
      const meta = await sharp(value.bytes).metadata();
      expect({ width: meta.width, height: meta.height }).toEqual({
        width: value.width,
        height: value.height,
      });
      expect(`image/${meta.format}`).toBe(value.contentType);
    }
  });

  it('redraws the product of its photos, damaged as the stand-in is told', async () => {
    const reference = { role: 'product', bytes: await productPhoto(), contentType: 'image/jpeg' } as const;
    const prompt = { task: 'redraw', scene: kitchen, product: null, corrections: [], data: [] } as const;
    const first = await draw(small({ prompt, references: [reference] }));
    expect(first.row.drawn).toMatchObject({ task: 'redraw', damage: { kind: 'none' } });
    sandbox.setDamages({ share: 1, seed: 3, kinds: ['mirror'] });
    const { reply, row } = await draw(small({ prompt, references: [reference] }));
    sandbox.setDamages({ share: 0 });
    expect(row.drawn).toMatchObject({ damage: { kind: 'mirror' } });
    expect(JSON.stringify({ ...reply, value: null })).not.toContain('mirror');
  });

  it('edits a picture inside a mask', async () => {
    const bytes = await productPhoto();
    const half = await sharp({ create: { width: 640, height: 640, channels: 3, background: '#000' } })
      .composite([
        { input: { create: { width: 320, height: 640, channels: 3, background: '#fff' } }, left: 0, top: 0 },
      ])
      .png()
      .toBuffer();
    const { reply, row } = await draw(
      small({
        prompt: { task: 'edit', instruction: 'make it navy', masked: true, corrections: [], data: [] },
        references: [
          { role: 'canvas', bytes, contentType: 'image/jpeg' },
          { role: 'mask', bytes: half, contentType: 'image/png' },
        ],
      }),
    );
    expect(row.drawn).toEqual({ task: 'edit', masked: true });
    const at = async (left: number) =>
      (
        await sharp(reply.value.bytes)
          .extract({ left, top: 20, width: 8, height: 8 })
          .removeAlpha()
          .raw()
          .toBuffer()
      )[0] ?? 0;
    expect(await at(20)).toBeLessThan(80);
    expect(await at(480)).toBeGreaterThan(230);
  });
});

describe('Gemini’s batch mode', () => {
  it('makes many at half the price, each found by its key and billed by its own id', async () => {
    const { batches } = gemini();
    if (!batches) throw new Error('no batch mode');
    const from = sandbox.billing().length;
    const requests = ['call-a', 'call-b'].map((key) => ({ key, request: small() }));
    const handed = made(
      await batches.submit({ displayName: 'batch-1', model: MODEL, requests }, callOptions()),
    );
    expect(await batches.find('batch-1', callOptions())).toEqual({ ok: true, value: handed.value.name });
    expect(await batches.find('batch-2', callOptions())).toEqual({ ok: true, value: null });
    await sandbox.batchesSettled();
    const read = await batches.read(handed.value.name, callOptions());
    if (!read.ok || read.value.state !== 'done') throw new Error(JSON.stringify(read));
    const price = priceAt('gemini', MODEL, new Date());
    if (!price) throw new Error('no price');
    const rows = sandbox.billing().slice(from);
    for (const [index, key] of ['call-a', 'call-b'].entries()) {
      const reply = read.value.replies.get(key);
      if (reply?.status !== 'succeeded') throw new Error(JSON.stringify(reply));
      expect(rows[index]).toMatchObject({ tier: 'batch', labels: { 'softbox-call': key } });
      expect(costOf(price, reply.usage, 'batch')).toBe(BigInt(rows[index]?.costMicroUsd ?? 0));
    }
  });

  it('tells one failed request of a batch from the others', async () => {
    const { batches } = gemini();
    if (!batches) throw new Error('no batch mode');
    sandbox.faults.add({ kind: 'overloaded', match: 'generateContent' });
    const requests = ['one', 'two'].map((key) => ({ key, request: small() }));
    const handed = made(
      await batches.submit({ displayName: 'batch-3', model: MODEL, requests }, callOptions()),
    );
    await sandbox.batchesSettled();
    const read = await batches.read(handed.value.name, callOptions());
    if (!read.ok || read.value.state !== 'done') throw new Error(JSON.stringify(read));
    expect(read.value.replies.get('one')).toMatchObject({
      status: 'failed',
      failure: { kind: 'provider-unavailable' },
    });
    expect(read.value.replies.get('two')).toMatchObject({ status: 'succeeded' });
  });

  it('finds a batch among many whose results do not fit into one page of the list', async () => {
    const account = await startSandboxGemini();
    const open = (maxReplyBytes?: number) => {
      const { batches } = makeGeminiImageModel(
        geminiDeps(account.origin, maxReplyBytes === undefined ? {} : { maxReplyBytes }),
      );
      if (!batches) throw new Error('no batch mode');
      return batches;
    };
    const names = [];
    for (const displayName of ['first', 'second', 'third', 'fourth', 'fifth', 'sixth']) {
      const requests = [{ key: displayName, request: small() }];
      names.push(
        made(await open().submit({ displayName, model: MODEL, requests }, callOptions())).value.name,
      );
    }
    await account.batchesSettled();
    // each is larger than what a page may be, so only pages of one can be read
    const tight = open(1_000);
    expect(await tight.find('first', callOptions())).toEqual({ ok: true, value: names[0] });
    expect(await tight.find('seventh', callOptions())).toEqual({ ok: true, value: null });
    await account.close();
  });

  it('has an ended batch deleted there, and one that is gone is no error', async () => {
    const { batches } = gemini();
    if (!batches) throw new Error('no batch mode');
    const requests = [{ key: 'k', request: small() }];
    const handed = made(
      await batches.submit({ displayName: 'batch-9', model: MODEL, requests }, callOptions()),
    );
    await sandbox.batchesSettled();
    for (let times = 0; times < 2; times++) {
      expect(await batches.forget(handed.value.name, callOptions())).toEqual({ ok: true, value: undefined });
    }
    expect(await batches.find('batch-9', callOptions())).toEqual({ ok: true, value: null });
    expect(await batches.read(handed.value.name, callOptions())).toEqual({
      ok: true,
      value: { state: 'gone' },
    });
  });

  it('can be cancelled', async () => {
    const slow = await startSandboxGemini({ batchDelayMs: 200 });
    const { batches } = makeGeminiImageModel(geminiDeps(slow.origin));
    if (!batches) throw new Error('no batch mode');
    const requests = [{ key: 'k', request: small() }];
    const handed = made(await batches.submit({ displayName: 'b', model: MODEL, requests }, callOptions()));
    expect(await batches.read(handed.value.name, callOptions())).toEqual({
      ok: true,
      value: { state: 'waiting' },
    });
    expect(await batches.cancel(handed.value.name, callOptions())).toEqual({ ok: true, value: undefined });
    expect(await batches.read(handed.value.name, callOptions())).toMatchObject({
      ok: true,
      value: { state: 'failed' },
    });
    await slow.close();
    expect(slow.billing()).toEqual([]);
  });
});

describe('after replies were lost', () => {
  it('the bill finds each of our calls, also those whose answer never came', async () => {
    const from = sandbox.billing().length;
    const startedAt = new Date();
    const calls = [];
    for (const kind of [
      undefined,
      'cut-mid-body',
      'stall-mid-body',
      'invalid-json',
      'overloaded',
      undefined,
    ] as const) {
      sandbox.faults.clear();
      if (kind) sandbox.faults.add({ kind });
      const options = callOptions({ timeoutMs: 4_000 });
      const reply = await gemini().make(small(), options);
      const price = priceAt('gemini', MODEL, startedAt);
      if (!price) throw new Error('no price');
      calls.push({
        id: options.callId,
        model: MODEL,
        status: reply.status,
        cost: reply.status === 'succeeded' ? costOf(price, reply.usage, 'now') : null,
        costUpperBound: 1_000_000n,
        requestId: reply.requestId,
        startedAt,
        finishedAt: new Date(),
        reconciled: false,
      });
    }
    const entries = billingEntries(sandbox.billing().slice(from));
    const { costs, orphans, unbilled } = reconcileCalls(calls, entries, new Date(Date.now() + 60_000));
    expect(orphans).toEqual([]);
    expect(unbilled).toEqual([]);
    const sum = (all: readonly { cost: bigint }[]) => all.reduce((total, { cost }) => total + cost, 0n);
    expect(sum(costs)).toBe(sum(entries));
    expect(costs.filter(({ cost }) => cost > 0n)).toHaveLength(5);
  });
});
