import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SANDBOX_CLAUDE_KEY, type SandboxClaude, startSandboxClaude } from './start.ts';

let sandbox: SandboxClaude;
let png = '';
beforeAll(async () => {
  sandbox = await startSandboxClaude();
  png = (
    await sharp({ create: { width: 80, height: 60, channels: 3, background: '#264' } })
      .png()
      .toBuffer()
  ).toString('base64');
});
afterAll(() => sandbox.close());

const HEADERS = { authorization: `Bearer ${SANDBOX_CLAUDE_KEY}`, 'anthropic-version': '2026-10-21' };
const post = async (body: object, headers: Record<string, string> = HEADERS, path = '/v1/messages') => {
  const reply = await fetch(sandbox.origin + path, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: reply.status, headers: reply.headers, body: (await reply.json()) as Body };
};
type Body = {
  error?: { type: string; message: string; details?: object };
  content?: { type: string; text?: string; input?: object }[];
  stop_reason?: string;
  input_tokens?: number;
};
const ask = { model: 'claude-haiku-5-5', max_tokens: 500, messages: [{ role: 'user', content: 'Hello' }] };
const image = (data: string, media_type = 'image/png') => ({
  ...ask,
  messages: [{ role: 'user', content: [{ type: 'image', source: { type: 'base64', media_type, data } }] }],
});
const format = (schema: object) => ({ ...ask, output_config: { format: { type: 'json_schema', schema } } });

describe('the stand-in of Claude', () => {
  it('says on every answer what it is and which request it was', async () => {
    for (const { headers } of [await post(ask), await post({}), await post(ask, {})]) {
      expect(headers.get('x-softbox-stand-in')).toBe('claude');
      expect(headers.get('request-id')).toMatch(/^req_/);
    }
  });

  it.each([
    ['an unknown field', { ...ask, prompt: 'x' }, 'prompt: Extra inputs are not permitted'],
    ['sampling options, gone since 2026-10-21', { ...ask, temperature: 0 }, 'temperature: Extra inputs'],
    ['no limit of tokens', { model: ask.model, messages: ask.messages }, 'max_tokens'],
    ['more tokens than the model writes', { ...ask, max_tokens: 999_999 }, 'maximum allowed'],
    [
      'an assistant who speaks first',
      { ...ask, messages: [{ role: 'assistant', content: 'Hi' }] },
      'first message',
    ],
    ['broken base64', image('%%%'), 'not valid base64'],
    [
      'bytes that are no picture',
      image(Buffer.from('hello world!').toString('base64')),
      'Could not process image',
    ],
    ['a schema with open objects', format({ type: 'object', properties: {} }), 'additionalProperties'],
    [
      'a schema with bounds',
      format({
        type: 'object',
        additionalProperties: false,
        properties: { n: { type: 'number', minimum: 1 } },
      }),
      "property 'minimum' is not supported",
    ],
    [
      'a forced tool where the model takes none',
      {
        ...ask,
        tools: [{ name: 't', input_schema: { type: 'object' } }],
        tool_choice: { type: 'tool', name: 't' },
      },
      'forced tool use',
    ],
  ])('refuses %s', async (_, body, words) => {
    const { status, body: answer } = await post(body);
    expect(status).toBe(400);
    expect(answer.error?.type).toBe('invalid_request_error');
    expect(answer.error?.message).toContain(words);
  });

  it('refuses a picture of another type than it says, and one that is too large, by its place', async () => {
    expect((await post(image(png, 'image/jpeg'))).body.error?.message).toContain('does not match');
    const wide = await sharp({ create: { width: 8_100, height: 4, channels: 3, background: '#000' } })
      .png()
      .toBuffer();
    expect((await post(image(wide.toString('base64')))).body.error?.details).toMatchObject({
      error_code: 'image_dimensions_too_large',
      max_side_length_pixels: 8000,
      paths: ['messages.0.content.0'],
    });
  });

  it('takes a key as bearer or x-api-key, and a known version', async () => {
    expect(
      (await post(ask, { 'x-api-key': SANDBOX_CLAUDE_KEY, 'anthropic-version': '2023-06-01' })).status,
    ).toBe(200);
    expect((await post(ask, { 'anthropic-version': '2026-10-21' })).status).toBe(401);
    expect((await post(ask, { ...HEADERS, authorization: 'Bearer wrong' })).status).toBe(401);
    expect((await post(ask, { ...HEADERS, 'anthropic-version': '2020-01-01' })).status).toBe(400);
    const { authorization } = HEADERS;
    expect((await post(ask, { authorization })).status).toBe(400);
    expect((await post({ ...ask, model: 'claude-9' })).status).toBe(404);
  });

  it('answers by a tool where one is forced and the model takes that', async () => {
    const { body } = await post({
      ...image(png),
      model: 'claude-haiku-4-5',
      tools: [{ name: 'look', input_schema: { type: 'object', properties: { colour: { type: 'string' } } } }],
      tool_choice: { type: 'tool', name: 'look' },
    });
    expect(body.stop_reason).toBe('tool_use');
    expect(body.content?.[0]).toMatchObject({
      type: 'tool_use',
      name: 'look',
      input: { colour: 'forest green' },
    });
  });

  it('counts the same tokens before as after, and bills none for counting', async () => {
    const rows = sandbox.billing().length;
    const { max_tokens: _, ...counted } = image(png);
    const { body } = await post(counted, HEADERS, '/v1/messages/count_tokens');
    expect(sandbox.billing()).toHaveLength(rows);
    await post(image(png));
    const usage = sandbox.billing().at(-1)?.usage;
    expect(body.input_tokens).toBe((usage?.promptTextTokens ?? 0) + (usage?.promptImageTokens ?? 0));
  });
});
