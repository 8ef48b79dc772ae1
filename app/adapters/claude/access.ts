import type { z } from 'zod';
import { type Misconfigured, parseSandboxOrigin } from '#app/domain/providers/sandbox-origin.ts';
import { ok, type Result } from '#app/domain/result.ts';
import type { claudeEnv } from './env.ts';

export interface ClaudeAccess {
  readonly apiKey: string;
  /** Null: the real Claude. */
  readonly sandboxOrigin: string | null;
}

/** Null: not configured. */
export const parseClaudeAccess = (
  env: z.infer<typeof claudeEnv>,
  sandboxEnabled: boolean,
): Result<ClaudeAccess | null, Misconfigured> => {
  const origin = parseSandboxOrigin({
    variable: 'CLAUDE_SANDBOX_ORIGIN',
    enabled: sandboxEnabled,
    origin: env.CLAUDE_SANDBOX_ORIGIN,
  });
  if (!origin.ok) return origin;
  const apiKey = env.ANTHROPIC_API_KEY;
  return ok(apiKey === undefined ? null : { apiKey, sandboxOrigin: origin.value });
};
