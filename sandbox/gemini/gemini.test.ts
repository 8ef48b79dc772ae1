import { mkdtempSync, rmSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SANDBOX_GEMINI_KEY, type SandboxGemini, startSandboxGemini } from './start.ts';

let sandbox: SandboxGemini;
beforeAll(async () => {
  sandbox = await startSandboxGemini({ now: () => new Date('2026-11-22T12:00:00Z') });
});
afterEach(() => sandbox.faults.clear());
afterAll(() => sandbox.close());

const text = (words: string) => ({ contents: [{ role: 'user', parts: [{ text: words }] }] });
const post = async (
  body: unknown,
  options: { model?: string; headers?: Record<string, string>; origin?: string } = {},
) => {
  const { model = 'gemini-3.1-flash-image', headers = { 'x-goog-api-key': SANDBOX_GEMINI_KEY } } = options;
  const reply = await fetch(`${options.origin ?? sandbox.origin}/v1/models/${model}:generateContent`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  return { status: reply.status, headers: reply.headers, body: (await reply.json()) as Body };
};
type Body = {
  error?: { message: string; status: string };
  candidates?: { content: { parts: { inlineData?: { data: string } }[] } }[];
};
const small = { generationConfig: { imageConfig: { imageSize: '512' } } };
const picture = async (size = 64): Promise<string> =>
  (
    await sharp({ create: { width: size, height: size, channels: 3, background: '#a33' } })
      .png()
      .toBuffer()
  ).toString('base64');

describe('the stand-in of Gemini', () => {
  it('says on every answer what it is', async () => {
    const answers = [
      await post({ ...text('a table'), ...small }),
      await post({}),
      await post({}, { headers: {} }),
    ];
    for (const { headers } of answers) expect(headers.get('x-softbox-stand-in')).toBe('gemini');
  });

  it('draws the same plate for the same prompt and another for another', async () => {
    const draw = async (words: string) =>
      (await post({ ...text(words), ...small })).body.candidates?.[0]?.content.parts.at(-1)?.inlineData?.data;
    expect(await draw('an oak table')).toBe(await draw('an oak table'));
    expect(await draw('an oak table')).not.toBe(await draw('a marble counter'));
  });

  it('lights the plate from the side the prompt names', async () => {
    const brighter = async (side: string) => {
      const { body } = await post({
        ...text(`An empty plain room. Light: soft, from the ${side}.`),
        ...small,
      });
      const data = body.candidates?.[0]?.content.parts.at(-1)?.inlineData?.data ?? '';
      const half = async (left: number) => {
        const area = { left, top: 0, width: 200, height: 200 };
        return (await sharp(Buffer.from(data, 'base64')).extract(area).resize(1, 1).raw().toBuffer())[0] ?? 0;
      };
      return (await half(0)) > (await half(312)) ? 'left' : 'right';
    };
    expect(await brighter('left')).toBe('left');
    expect(await brighter('right')).toBe('right');
  });

  const inline = (data: string, mimeType = 'image/png') => ({
    contents: [{ parts: [{ text: 'x' }, { inlineData: { mimeType, data } }] }],
  });

  it.each([
    ['an unknown field', { ...text('x'), prompt: 'x' }, 'Unknown name "prompt"'],
    [
      'an unknown field deep inside',
      { contents: [{ parts: [{ text: 'x', image: 1 }] }] },
      'contents.0.parts.0',
    ],
    ['no contents', {}, 'contents'],
    [
      'an aspect it does not have',
      { ...text('x'), generationConfig: { imageConfig: { aspectRatio: '7:5' } } },
      'aspect_ratio',
    ],
    [
      'a size in lower case',
      { ...text('x'), generationConfig: { imageConfig: { imageSize: '1k' } } },
      'image_size',
    ],
    ['two candidates', { ...text('x'), generationConfig: { candidateCount: 2 } }, 'Multiple candidates'],
    [
      'JSON from a model of pictures',
      { ...text('x'), generationConfig: { responseMimeType: 'application/json' } },
      'JSON mode',
    ],
    [
      'no picture from a model of pictures',
      { ...text('x'), generationConfig: { responseModalities: ['TEXT'] } },
      'modalities',
    ],
    ['a label in capitals', { ...text('x'), labels: { Call: 'A' } }, 'labels'],
    ['broken base64', inline('not base64!'), 'Base64 decoding failed'],
    ['bytes that are no picture', inline(Buffer.from('hello world').toString('base64')), 'Unable to process'],
    ['a type that is not read', inline('aGVsbG8=', 'image/gif'), 'Unsupported MIME type'],
    ['an odd type for the bytes', inline('iVBORw0KGgo=', 'image/jpeg'), 'Unable to process'],
  ])('refuses %s', async (_, body, words) => {
    const { status, body: answer } = await post(body);
    expect(status).toBe(400);
    expect(answer.error).toMatchObject({ status: 'INVALID_ARGUMENT' });
    expect(answer.error?.message).toContain(words);
    expect(sandbox.billing().at(-1)).toMatchObject({ status: 400, costMicroUsd: 0 });
  });

  it('refuses more pictures than the model takes, and a model that is gone', async () => {
    const data = await picture();
    const parts = Array.from({ length: 15 }, () => ({ inlineData: { mimeType: 'image/png', data } }));
    expect((await post({ contents: [{ parts }] })).body.error?.message).toContain('at most 14 images');
    expect((await post(text('x'), { model: 'gemini-2.5-flash-image' })).status).toBe(404);
    expect((await post(text('x'), { model: 'gemini-9' })).status).toBe(404);
    const old = await startSandboxGemini({ serveRetired: true });
    expect((await post(text('x'), { model: 'gemini-2.5-flash-image', origin: old.origin })).status).toBe(200);
    await old.close();
  });

  it('takes a key in the header only, and a token at the other door', async () => {
    expect((await post(text('x'), { headers: {} })).status).toBe(403);
    expect((await post(text('x'), { headers: { 'x-goog-api-key': 'wrong' } })).body.error?.message).toContain(
      'API key not valid',
    );
    const url = `${sandbox.origin}/v1beta1/projects/p/locations/global/publishers/google/models/gemini-3.1-flash-image:generateContent`;
    const reply = await fetch(url, {
      method: 'POST',
      headers: { 'x-goog-api-key': SANDBOX_GEMINI_KEY },
      body: '{}',
    });
    expect(reply.status).toBe(401);
  });

  it('says of what it does not play that it does not', async () => {
    expect((await post({ ...text('x'), tools: [] })).status).toBe(501);
  });
});

describe('faults over HTTP', () => {
  const page = `/__sandbox/faults`;
  it('are armed, listed, struck once and cleared; a wrong one is refused by name', async () => {
    const arm = (fault: unknown) =>
      fetch(sandbox.origin + page, { method: 'POST', body: JSON.stringify(fault) });
    expect((await arm({ kind: 'overloaded', times: 2 })).status).toBe(200);
    expect((await arm({ kind: 'no such fault' })).status).toBe(400);
    expect(
      ((await (await arm({ kind: 'overloaded', often: 1 })).json()) as { error: string }).error,
    ).toContain('often');
    expect((await post(text('x'))).status).toBe(503);
    expect(sandbox.faults.pending()).toEqual([{ kind: 'overloaded', times: 1 }]);
    await fetch(sandbox.origin + page, { method: 'DELETE' });
    expect((await post({ ...text('x'), ...small })).status).toBe(200);
  });

  it('strike by chance, the same ones for the same seed', async () => {
    const run = async (seed: number) => {
      sandbox.faults.clear();
      sandbox.faults.add({ kind: 'overloaded', probability: 0.5, seed });
      const statuses: number[] = [];
      for (let n = 0; n < 12; n += 1) statuses.push((await post({ ...text('x'), ...small })).status);
      return statuses.join();
    };
    const first = await run(4);
    expect(first).toContain('503');
    expect(first).toContain('200');
    expect(await run(4)).toBe(first);
    expect(await run(5)).not.toBe(first);
  });
});

describe('the billing export', () => {
  it('survives a restart, and a line that a kill tore in half', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'softbox-billing-'));
    const first = await startSandboxGemini({ dataDir });
    await post({ ...text('x'), ...small, labels: { 'softbox-call': 'a-1' } }, { origin: first.origin });
    await first.close();
    await appendFile(join(dataDir, 'gemini-billing.jsonl'), '{"requestId":"torn');
    const second = await startSandboxGemini({ dataDir });
    await post({ ...text('x'), ...small }, { origin: second.origin });
    await second.close();
    const third = await startSandboxGemini({ dataDir });
    const exported = (await (await fetch(`${third.origin}/__sandbox/billing`)).json()) as {
      rows: { labels: object }[];
    };
    expect(exported.rows).toHaveLength(2);
    expect(exported.rows[0]).toMatchObject({
      labels: { 'softbox-call': 'a-1' },
      status: 200,
      usage: { outputImageTokens: 747, outputImages: 1 },
    });
    await third.close();
    rmSync(dataDir, { recursive: true });
  });
});

describe('damages of redraws', () => {
  it('come in about the share that is asked for, told in the bill and not in the answer', async () => {
    const data = await picture(256);
    const { origin } = sandbox;
    const set = await fetch(`${origin}/__sandbox/damages`, {
      method: 'POST',
      body: JSON.stringify({ share: 0.5, seed: 11, kinds: ['hue', 'stretch'] }),
    });
    expect(set.status).toBe(200);
    const kinds: string[] = [];
    for (let n = 0; n < 16; n += 1) {
      const { body } = await post({
        contents: [{ parts: [{ text: `try ${n}` }, { inlineData: { mimeType: 'image/png', data } }] }],
        ...small,
      });
      const drawn = sandbox.billing().at(-1)?.drawn as { damage?: { kind: string } } | undefined;
      kinds.push(drawn?.damage?.kind ?? 'not drawn');
      expect(JSON.stringify(body)).not.toContain('damage');
    }
    sandbox.setDamages({ share: 0 });
    const damaged = kinds.filter((kind) => kind !== 'none').length;
    expect(damaged).toBeGreaterThan(3);
    expect(damaged).toBeLessThan(13);
    expect(new Set(kinds)).toEqual(new Set(['none', 'hue', 'stretch']));
  }, 60_000);
});
