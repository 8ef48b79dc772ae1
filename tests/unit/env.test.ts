import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BadEnvironment, parseEnv } from '#app/env.server.ts';
import { envExample } from '#scripts/env-example.ts';

const root = resolve(import.meta.dirname, '../..');

describe('the environment', () => {
  it('has every variable and default in .env.example', () => {
    expect(readFileSync(join(root, '.env.example'), 'utf8')).toBe(envExample());
  });

  it('needs nothing, and counts blank variables as unset', () => {
    expect(parseEnv({ PORT: '', DATABASE_URL: '' })).toMatchObject({
      PORT: 3000,
      SOFTBOX_SANDBOX: false,
      sandbox: null,
    });
  });

  it('names every variable at fault and repeats no value', () => {
    const wrong = () => parseEnv({ PORT: 'eighty', DATABASE_URL: 'mysql://secret@host/db' });
    expect(wrong).toThrow(BadEnvironment);
    expect(wrong).toThrow(/PORT/);
    expect(wrong).toThrow(/DATABASE_URL/);
    expect(wrong).not.toThrow(/secret/);
  });

  it.each([
    [{ SHOPIFY_SANDBOX_ORIGIN: 'http://127.0.0.1:4010' }, /SOFTBOX_SANDBOX/],
    [{ SOFTBOX_SANDBOX: '1', SHOPIFY_SANDBOX_ORIGIN: 'http://shop.example' }, /loopback/],
    [{ SOFTBOX_SANDBOX: '1', SHOPIFY_SANDBOX_ORIGIN: 'http://10.0.0.1:4010' }, /loopback/],
    [{ SOFTBOX_SANDBOX: '1', SHOPIFY_SANDBOX_ORIGIN: 'http://127.0.0.1.nip.example:4010' }, /loopback/],
  ])('refuses to reroute calls of shops by %o', (raw, words) => {
    expect(() => parseEnv(raw)).toThrow(words);
  });

  it.each([
    [{ GEMINI_SANDBOX_ORIGIN: 'http://127.0.0.1:4201' }, /SOFTBOX_SANDBOX/],
    [{ CLAUDE_SANDBOX_ORIGIN: 'http://127.0.0.1:4202' }, /SOFTBOX_SANDBOX/],
    [{ UNSPLASH_SANDBOX_ORIGIN: 'http://127.0.0.1:4203' }, /SOFTBOX_SANDBOX/],
    [
      { SOFTBOX_SANDBOX: '1', GEMINI_SANDBOX_ORIGIN: 'http://gemini.example' },
      /GEMINI_SANDBOX_ORIGIN.*loopback/,
    ],
    [{ SOFTBOX_SANDBOX: '1', CLAUDE_SANDBOX_ORIGIN: 'http://10.0.0.1:1' }, /CLAUDE_SANDBOX_ORIGIN.*loopback/],
    [
      { SOFTBOX_SANDBOX: '1', UNSPLASH_SANDBOX_ORIGIN: 'https://127.0.0.1:1' },
      /UNSPLASH_SANDBOX_ORIGIN.*loopback/,
    ],
    [{ GOOGLE_GENAI_USE_VERTEXAI: 'true' }, /GOOGLE_CLOUD_PROJECT/],
    [
      {
        SOFTBOX_SANDBOX: '1',
        GOOGLE_GENAI_USE_VERTEXAI: '1',
        GOOGLE_CLOUD_PROJECT: 'p',
        GEMINI_SANDBOX_ORIGIN: 'http://127.0.0.1:4201',
      },
      /GOOGLE_CLOUD_ACCESS_TOKEN/,
    ],
  ])('refuses to speak to providers by %o', (raw, words) => {
    expect(() => parseEnv(raw)).toThrow(words);
  });

  it.each([
    [
      { SOFTBOX_IMAGE_MODELS: 'gemini/gemini-9-image' },
      /SOFTBOX_IMAGE_MODELS\.0: "gemini\/gemini-9-image".*it knows gemini\//,
    ],
    [
      { SOFTBOX_IMAGE_MODELS: 'gemini/gemini-2.5-flash-image' },
      /SOFTBOX_IMAGE_MODELS: .*switched off.*2026-10-02; leave it out/,
    ],
    [
      {
        SOFTBOX_IMAGE_MODELS: 'gemini/gemini-3-pro-image',
        SOFTBOX_MODELS: '{"plate":"gemini/gemini-3.1-flash-image"}',
      },
      /SOFTBOX_MODELS: "plate" names .* not in SOFTBOX_IMAGE_MODELS\. Take one of gemini\/gemini-3-pro-image/,
    ],
  ])('refuses image models that stores cannot have by %o', (raw, words) => {
    expect(() => parseEnv(raw, new Date('2026-11-23'))).toThrow(words);
  });

  it('offers the image models of the list, and draws by the first where the usual one is not among them', () => {
    const { offeredModels } = parseEnv(
      { SOFTBOX_IMAGE_MODELS: 'gemini/gemini-3-pro-image' },
      new Date('2026-11-23'),
    );
    expect(offeredModels.images.map(({ model }) => model)).toEqual(['gemini-3-pro-image']);
  });

  it('leaves providers without a key unconfigured, and takes keys and stand-ins when they are given', () => {
    expect(parseEnv({})).toMatchObject({ gemini: null, claude: null, unsplash: null });
    const env = parseEnv({
      SOFTBOX_SANDBOX: '1',
      GOOGLE_AI_STUDIO_API_KEY: 'g',
      GEMINI_SANDBOX_ORIGIN: 'http://127.0.0.1:4201',
      ANTHROPIC_API_KEY: 'a',
      UNSPLASH_ACCESS_KEY: 'u',
    });
    expect(env.gemini).toEqual({ door: 'api-key', apiKey: 'g', sandboxOrigin: 'http://127.0.0.1:4201' });
    expect(env.claude).toEqual({ apiKey: 'a', sandboxOrigin: null });
    expect(env.unsplash).toEqual({ accessKey: 'u', appName: 'softbox', sandboxOrigin: null });
    expect(parseEnv({ GOOGLE_GENAI_USE_VERTEXAI: '1', GOOGLE_CLOUD_PROJECT: 'p' }).gemini).toEqual({
      door: 'vertex',
      project: 'p',
      location: 'global',
      accessToken: null,
      sandboxOrigin: null,
    });
  });

  it('reroutes to a loopback stand-in when it is switched on', () => {
    const env = parseEnv({ SOFTBOX_SANDBOX: '1', SHOPIFY_SANDBOX_ORIGIN: 'http://127.0.0.1:4010' });
    expect(env.sandbox).toEqual({
      origin: 'http://127.0.0.1:4010',
      appBridgeUrl: 'http://127.0.0.1:4010/app-bridge.js',
    });
  });
});
