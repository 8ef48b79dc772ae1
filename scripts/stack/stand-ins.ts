import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { SANDBOX_CLAUDE_KEY, startSandboxClaude } from '#sandbox/claude/start.ts';
import { SANDBOX_GEMINI_KEY, startSandboxGemini } from '#sandbox/gemini/start.ts';
import { SANDBOX_UNSPLASH_KEY, startSandboxUnsplash } from '#sandbox/unsplash/start.ts';
import { freePort } from './free-port.ts';

/** Stand-ins of the providers for which no key is set, and what the app's processes need to speak to them. */
export interface StandIns {
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

type Closable = { readonly origin: string; close(): Promise<void> };
type Start = (at: { port: number; dataDir: string }) => Promise<Closable>;

const PROVIDERS: readonly {
  readonly name: 'gemini' | 'claude' | 'unsplash';
  /** Any of them set means: the real provider. */
  readonly keys: readonly string[];
  readonly start: Start;
  readonly env: (origin: string) => Record<string, string>;
}[] = [
  {
    name: 'gemini',
    keys: ['GOOGLE_AI_STUDIO_API_KEY', 'GOOGLE_GENAI_USE_VERTEXAI'],
    start: startSandboxGemini,
    env: (origin) => ({
      GOOGLE_AI_STUDIO_API_KEY: SANDBOX_GEMINI_KEY,
      GEMINI_SANDBOX_ORIGIN: origin,
      GEMINI_BILLING_EXPORT_URL: `${origin}/__sandbox/billing.jsonl`,
    }),
  },
  {
    name: 'claude',
    keys: ['ANTHROPIC_API_KEY'],
    start: startSandboxClaude,
    env: (origin) => ({
      ANTHROPIC_API_KEY: SANDBOX_CLAUDE_KEY,
      CLAUDE_SANDBOX_ORIGIN: origin,
      CLAUDE_BILLING_EXPORT_URL: `${origin}/__sandbox/billing.jsonl`,
    }),
  },
  {
    name: 'unsplash',
    keys: ['UNSPLASH_ACCESS_KEY'],
    start: startSandboxUnsplash,
    env: (origin) => ({ UNSPLASH_ACCESS_KEY: SANDBOX_UNSPLASH_KEY, UNSPLASH_SANDBOX_ORIGIN: origin }),
  },
];

const portsSchema = z.object({ gemini: z.number(), claude: z.number(), unsplash: z.number() });

/** Ports stay the same over restarts: addresses of library pictures that were used carry them. */
const portsOf = async (dataDir: string): Promise<z.infer<typeof portsSchema>> => {
  const file = join(dataDir, 'stand-ins.json');
  const kept = await readFile(file, 'utf8').catch(() => null);
  if (kept !== null) return portsSchema.parse(JSON.parse(kept));
  const ports = { gemini: await freePort(), claude: await freePort(), unsplash: await freePort() };
  await writeFile(file, JSON.stringify(ports));
  return ports;
};

/** `present`: the environment of who starts the stack; a provider whose key is in it is the real one. */
export const startStandIns = async (
  dataDir: string,
  present: Readonly<Record<string, string | undefined>>,
): Promise<StandIns> => {
  await mkdir(dataDir, { recursive: true });
  const ports = await portsOf(dataDir);
  const started: Closable[] = [];
  const env: Record<string, string> = {};
  const close = async () => {
    await Promise.all(started.map((one) => one.close()));
  };
  try {
    for (const provider of PROVIDERS) {
      if (provider.keys.some((key) => (present[key] ?? '') !== '')) continue;
      const one = await provider.start({ port: ports[provider.name], dataDir });
      started.push(one);
      Object.assign(env, provider.env(one.origin));
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { env, close };
};
