import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SANDBOX_CLAUDE_KEY, type SandboxClaude, startSandboxClaude } from '#sandbox/claude/start.ts';
import { SANDBOX_GEMINI_KEY, type SandboxGemini, startSandboxGemini } from '#sandbox/gemini/start.ts';
import { SANDBOX_UNSPLASH_KEY, type SandboxUnsplash, startSandboxUnsplash } from '#sandbox/unsplash/start.ts';

let gemini: SandboxGemini;
let claude: SandboxClaude;
let unsplash: SandboxUnsplash;
beforeAll(async () => {
  gemini = await startSandboxGemini();
  claude = await startSandboxClaude();
  unsplash = await startSandboxUnsplash();
});
afterEach(() => claude.faults.clear());
afterAll(() => Promise.all([gemini.close(), claude.close(), unsplash.close()]));

/** As a person runs it, with nothing but this environment. */
const check = (
  env: Record<string, string>,
  ...args: string[]
): Promise<{ code: number | null; out: string }> =>
  new Promise((done, fail) => {
    const root = resolve(import.meta.dirname, '../..');
    const child = spawn(process.execPath, ['scripts/providers-check.ts', ...args], {
      cwd: root,
      env: { NODE_ENV: 'test', PATH: process.env.PATH ?? '', ...env },
    });
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      out += chunk.toString();
    });
    child.once('error', fail);
    child.once('close', (code) => done({ code, out }));
  });

const standIns = (): Record<string, string> => ({
  SOFTBOX_SANDBOX: '1',
  GOOGLE_AI_STUDIO_API_KEY: SANDBOX_GEMINI_KEY,
  GEMINI_SANDBOX_ORIGIN: gemini.origin,
  ANTHROPIC_API_KEY: SANDBOX_CLAUDE_KEY,
  CLAUDE_SANDBOX_ORIGIN: claude.origin,
  UNSPLASH_ACCESS_KEY: SANDBOX_UNSPLASH_KEY,
  UNSPLASH_SANDBOX_ORIGIN: unsplash.origin,
});

describe('npm run providers:check', () => {
  it('proves each key with one cheapest call, and names what is a stand-in', async () => {
    const { code, out } = await check(standIns());
    expect(out).toMatch(
      /^Gemini by key: works\. gemini-2\.5-flash-lite: .*\[stand-in, nothing is charged\]$/m,
    );
    expect(out).toMatch(/^Claude: works\. claude-haiku-5-5: .*\$0\.0000\d\d.*request req_/m);
    expect(out).toMatch(/^Unsplash \(stand-in\): works\./m);
    expect(out).toMatch(/^Gemini, a picture: not asked for\./m);
    expect(code).toBe(0);
    expect([gemini.billing().length, claude.billing().length, unsplash.billing().length]).toEqual([1, 1, 1]);
  });

  it('makes a picture when it is asked to', async () => {
    expect((await check(standIns(), '--picture')).out).toMatch(
      /^Gemini, a picture: works\. .*512 x 512, with C2PA/m,
    );
  });

  it('ends with 1 and says why when a key does not work, and repeats no key', async () => {
    const { code, out } = await check({ ...standIns(), ANTHROPIC_API_KEY: 'sk-ant-wrong-one' });
    expect(code).toBe(1);
    expect(out).toMatch(/^Claude: fails\. provider-unauthorized: /m);
    expect(out).toMatch(/^Gemini by key: works\./m);
    expect(out).not.toContain('wrong-one');
  });

  it('says which variable is missing, and that is no failure', async () => {
    const { code, out } = await check({});
    expect(code).toBe(0);
    expect(out).toContain('Gemini: not configured. set GOOGLE_AI_STUDIO_API_KEY');
    expect(out).toContain('Claude: not configured. set ANTHROPIC_API_KEY');
    expect(out).toContain('Unsplash: not configured. set UNSPLASH_ACCESS_KEY');
  });
});
