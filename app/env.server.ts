import { z } from 'zod';
import { billingExportEnv } from './adapters/billing-export/env.ts';
import { bullmqEnv } from './adapters/bullmq/env.ts';
import { type ClaudeAccess, parseClaudeAccess } from './adapters/claude/access.ts';
import { claudeEnv } from './adapters/claude/env.ts';
import { diskEnv } from './adapters/disk/env.ts';
import { type GeminiAccess, parseGeminiAccess } from './adapters/gemini/access.ts';
import { geminiEnv } from './adapters/gemini/env.ts';
import { databaseEnv } from './adapters/prisma/env.ts';
import { keyringEnv } from './adapters/secrets/env.ts';
import { shopifyEnv } from './adapters/shopify/env.ts';
import { parseSandboxConfig, type SandboxConfig } from './adapters/shopify/sandbox-config.ts';
import { parseUnsplashAccess, type UnsplashAccess } from './adapters/unsplash/access.ts';
import { unsplashEnv } from './adapters/unsplash/env.ts';
import { wooEnv } from './adapters/woocommerce/env.ts';
import { providerLimitsSchema } from './domain/providers/limits.ts';
import { imageModelListSchema, modelChoiceSchema } from './domain/providers/model-choice.ts';
import { type OfferedModels, offerModels } from './domain/providers/offered-models.ts';
import type { Misconfigured } from './domain/providers/sandbox-origin.ts';
import type { Result } from './domain/result.ts';

/** A variable that holds JSON. */
const json = <Schema extends z.ZodType>(schema: Schema) =>
  z
    .string()
    .transform((text, ctx): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        ctx.addIssue({ code: 'custom', message: 'is not JSON' });
        return z.NEVER;
      }
    })
    .pipe(schema);

/** What belongs to no adapter. Every variable stands in .env.example with its default. */
const ownEnv = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  HOST: z.string().default('127.0.0.1').describe('Address the web process listens on'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000).describe('Port the web process listens on'),
  TRUST_PROXY: z
    .enum(['0', '1'])
    .default('0')
    .transform((text) => text === '1')
    .describe('1: a proxy of ours sets X-Forwarded-*'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  SOFTBOX_DATA_DIR: z.string().default('.data').describe('Home of the embedded PostgreSQL and its key'),
  SOFTBOX_MODEL_DIR: z.string().default('.cache/models').describe('Where the cut-out model is kept'),
  SOFTBOX_MODEL_PATH: z.string().optional().describe('A cut-out model file of your own'),
  SOFTBOX_MODEL_SHA256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'SOFTBOX_MODEL_SHA256 is 64 hex digits')
    .optional()
    .describe('Checksum of SOFTBOX_MODEL_PATH'),
  SOFTBOX_MODEL_THREADS: z.coerce.number().int().min(1).max(64).default(2).describe('Threads of one cut-out'),
  SOFTBOX_PROVIDER_LIMITS: json(providerLimitsSchema)
    .optional()
    .describe(
      'Limits of your provider accounts, JSON by "provider" or "provider/model": {"gemini":{"requestsPerMinute":60,"imagesPerDay":2000}}; also requestsPerDay, imagesPerMinute, tokensPerMinute, tokensPerDay, perStoreInFlight',
    ),
  SOFTBOX_MODELS: json(modelChoiceSchema)
    .optional()
    .describe(
      'Which model does what, JSON by task. Reading pictures and writing words, first choice first: {"judge":["claude/claude-sonnet-5-5"]}. Drawing, where a recipe names no model: {"redraw":"gemini/gemini-3-pro-image"}. Tasks: app/domain/providers/model-choice.ts',
    ),
  SOFTBOX_IMAGE_MODELS: imageModelListSchema
    .optional()
    .describe(
      'Image models that stores may choose, with commas: gemini/gemini-3.1-flash-image,gemini/gemini-3-pro-image; unset: all of the table in app/domain/providers/model-facts.ts',
    ),
  SOFTBOX_SANDBOX: z
    .enum(['0', '1'])
    .default('0')
    .transform((text) => text === '1')
    .describe('1: calls may go to stand-ins, each at its *_SANDBOX_ORIGIN, a loopback address'),
});

const schema = z.object({
  ...ownEnv.shape,
  ...databaseEnv.shape,
  ...bullmqEnv.shape,
  ...diskEnv.shape,
  ...keyringEnv.shape,
  ...shopifyEnv.shape,
  ...wooEnv.shape,
  ...geminiEnv.shape,
  ...claudeEnv.shape,
  ...unsplashEnv.shape,
  ...billingExportEnv.shape,
});

export type Env = z.infer<typeof schema> & {
  /** Null: the real Shopify. */
  readonly sandbox: SandboxConfig | null;
  /** Null, each: not configured. */
  readonly gemini: GeminiAccess | null;
  readonly claude: ClaudeAccess | null;
  readonly unsplash: UnsplashAccess | null;
  /** Image models that stores may choose from, and which one draws when a recipe names none. */
  readonly offeredModels: OfferedModels;
};

/** A configuration that cannot be booted with; every line names its variable. */
export class BadEnvironment extends Error {
  override readonly name = 'BadEnvironment';
}

/**
 * The one place where the environment is read. Blank variables count as unset. Throws `BadEnvironment`, which names every
 * variable at fault and repeats no value but the name of a model. `now`: models that are switched off by then are refused.
 */
export const parseEnv = (raw: Readonly<Record<string, string | undefined>>, now = new Date()): Env => {
  const given = Object.fromEntries(
    Object.entries(raw).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new BadEnvironment(`The environment cannot be used:\n  ${lines.join('\n  ')}`);
  }
  const sandbox = parseSandboxConfig({
    enabled: parsed.data.SOFTBOX_SANDBOX,
    origin: parsed.data.SHOPIFY_SANDBOX_ORIGIN,
  });
  const enabled = parsed.data.SOFTBOX_SANDBOX;
  return {
    ...parsed.data,
    sandbox: usable(sandbox),
    gemini: usable(parseGeminiAccess(parsed.data, enabled)),
    claude: usable(parseClaudeAccess(parsed.data, enabled)),
    unsplash: usable(parseUnsplashAccess(parsed.data, enabled)),
    offeredModels: usable(
      offerModels(
        parsed.data.SOFTBOX_IMAGE_MODELS ?? null,
        parsed.data.SOFTBOX_MODELS ?? {},
        now.toISOString().slice(0, 10),
      ),
    ),
  };
};

const usable = <T>(part: Result<T, Misconfigured>): T => {
  if (part.ok) return part.value;
  throw new BadEnvironment(
    `The environment cannot be used:\n  ${part.error.variable}: ${part.error.message}`,
  );
};

/** Every variable with its description and default, for .env.example and its test. */
export const envShape = schema.shape;
