/**
 * `npm run providers:check`: proves each configured key with one of the cheapest calls there is, and prints what works. Makes
 * real, billed calls (well under a cent each); against stand-ins it costs nothing and says so. Ends with 1 when a configured
 * provider does not work. `--picture` also makes one picture by Gemini (a few cents).
 */
import { z } from 'zod';
import { makeClaudeVisionModel } from '#app/adapters/claude/vision-model.ts';
import { makeGeminiClient } from '#app/adapters/gemini/client.ts';
import { makeGeminiImageModel } from '#app/adapters/gemini/image-model.ts';
import type { GeminiDeps } from '#app/adapters/gemini/send.ts';
import { makeGeminiVisionModel } from '#app/adapters/gemini/vision-model.ts';
import { makeOpenExchange } from '#app/adapters/http-fetch/provider-exchange.ts';
import { makeUnsplashLibrary } from '#app/adapters/unsplash/unsplash-library.ts';
import { costOf } from '#app/domain/providers/cost.ts';
import { priceAt } from '#app/domain/providers/prices.ts';
import type { ProviderUsage } from '#app/domain/providers/usage.ts';
import { type Env, parseEnv } from '#app/env.server.ts';
import type { ProviderReply } from '#app/ports/provider-reply.ts';
import type { VisionModel } from '#app/ports/vision-model.ts';

const TIMEOUT_MS = 90_000;
const CHEAPEST = {
  claude: 'claude-haiku-5-5',
  gemini: 'gemini-2.5-flash-lite',
  picture: 'gemini-3.1-flash-image',
};

export interface CheckLine {
  readonly name: string;
  readonly state: 'works' | 'fails' | 'not configured' | 'not asked for';
  readonly words: string;
}

const seconds = (from: number): string => `${((performance.now() - from) / 1000).toFixed(1)} s`;
const dollars = (provider: string, model: string, usage: ProviderUsage): string => {
  const price = priceAt(provider, model, new Date());
  return price ? `$${(Number(costOf(price, usage, 'now')) / 1e6).toFixed(6)}` : 'price unknown';
};

const report = <T>(
  name: string,
  from: number,
  about: { readonly provider: string; readonly model: string; readonly isPlaceholder: boolean },
  reply: ProviderReply<T>,
  say: (value: T) => string,
): CheckLine => {
  const where = about.isPlaceholder ? ' [stand-in, nothing is charged]' : '';
  if (reply.status !== 'succeeded') {
    const reason = reply.failure.details?.said ?? reply.failure.details?.reason;
    const more = reason === undefined ? '' : ` (${String(reason)})`;
    return { name, state: 'fails', words: `${reply.failure.kind}: ${reply.failure.message}${more}${where}` };
  }
  const { requestId, usage, value } = reply;
  const cost = dollars(about.provider, about.model, usage);
  return {
    name,
    state: 'works',
    words: `${about.model}: ${say(value)}, ${seconds(from)}, ${cost}, request ${requestId ?? 'without id'}${where}`,
  };
};

const callLimits = () => ({
  callId: `check-${Date.now().toString(36)}`,
  signal: new AbortController().signal,
  timeoutMs: TIMEOUT_MS,
});

const checkReader = async (name: string, model: VisionModel, modelName: string): Promise<CheckLine> => {
  const from = performance.now();
  const reply = await model.ask(
    {
      task: 'write-prompt',
      model: modelName,
      instructions: 'Answer with the word "ready".',
      data: [],
      images: [],
      answer: z.strictObject({ word: z.string().min(1).max(200) }),
      maxOutputTokens: 1_024,
    },
    callLimits(),
  );
  return report(name, from, { ...model, model: modelName }, reply, () => 'answers in the shape asked for');
};

const checkPicture = async (deps: GeminiDeps): Promise<CheckLine> => {
  const from = performance.now();
  const model = makeGeminiImageModel(deps);
  const scene = {
    setting: 'a plain room',
    surface: 'a wooden table',
    light: { direction: 'left', quality: 'soft', temperature: 'neutral' },
    palette: [],
    camera: { height: 'table', distance: 'medium' },
    props: [],
    mood: 'calm',
  } as const;
  const room = { footing: { x: 0.5, y: 0.8 }, width: 0.4, height: 0.4 };
  const reply = await model.make(
    {
      model: CHEAPEST.picture,
      prompt: { task: 'plate', scene: { ...scene, palette: [], props: [] }, room, data: [] },
      references: [],
      aspect: '1:1',
      size: '512',
      seed: null,
      count: 1,
    },
    callLimits(),
  );
  return report(
    'Gemini, a picture',
    from,
    { ...model, model: CHEAPEST.picture },
    reply,
    ({ width, height, hasC2pa }) => `${width} x ${height}, ${hasC2pa ? 'with' : 'without'} C2PA`,
  );
};

const unset = (name: string, variable: string): CheckLine => ({
  name,
  state: 'not configured',
  words: `set ${variable}`,
});

/** One line a provider. */
export const checkProviders = async (
  env: Pick<Env, 'gemini' | 'claude' | 'unsplash'>,
  options: { readonly picture: boolean },
): Promise<readonly CheckLine[]> => {
  const openExchange = makeOpenExchange(fetch);
  const clock = { now: () => new Date() };
  const { gemini, claude, unsplash } = env;
  const lines: CheckLine[] = [];
  if (gemini) {
    const deps: GeminiDeps = {
      client: makeGeminiClient(gemini),
      openExchange,
      clock,
      isPlaceholder: gemini.sandboxOrigin !== null,
    };
    const door = gemini.door === 'vertex' ? 'Gemini through Vertex AI' : 'Gemini by key';
    lines.push(await checkReader(door, makeGeminiVisionModel(deps), CHEAPEST.gemini));
    lines.push(
      options.picture
        ? await checkPicture(deps)
        : { name: 'Gemini, a picture', state: 'not asked for', words: 'costs a few cents: -- --picture' },
    );
  } else
    lines.push(
      unset('Gemini', 'GOOGLE_AI_STUDIO_API_KEY, or GOOGLE_GENAI_USE_VERTEXAI and GOOGLE_CLOUD_PROJECT'),
    );
  lines.push(
    claude
      ? await checkReader(
          'Claude',
          makeClaudeVisionModel({ access: claude, openExchange, clock }),
          CHEAPEST.claude,
        )
      : unset('Claude', 'ANTHROPIC_API_KEY'),
  );
  if (!unsplash) return [...lines, unset('Unsplash', 'UNSPLASH_ACCESS_KEY')];
  const library = makeUnsplashLibrary({ access: unsplash, openExchange, clock });
  const limits = { signal: new AbortController().signal, timeoutMs: TIMEOUT_MS };
  const found = await library.search({ text: 'wood', page: 1, perPage: 1 }, limits);
  lines.push(
    found.ok
      ? { name: library.displayName, state: 'works', words: `finds ${found.value.total} pictures of wood` }
      : { name: library.displayName, state: 'fails', words: `${found.error.kind}: ${found.error.message}` },
  );
  return lines;
};

if (import.meta.main) {
  const lines = await checkProviders(parseEnv(process.env), { picture: process.argv.includes('--picture') });
  for (const { name, state, words } of lines) process.stdout.write(`${name}: ${state}. ${words}\n`);
  if (lines.some(({ state }) => state === 'fails')) process.exitCode = 1;
}
