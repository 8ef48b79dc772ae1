import type { z } from 'zod';
import { type Misconfigured, parseSandboxOrigin } from '#app/domain/providers/sandbox-origin.ts';
import { ok, type Result } from '#app/domain/result.ts';
import type { unsplashEnv } from './env.ts';

export interface UnsplashAccess {
  readonly accessKey: string;
  readonly appName: string;
  /** Null: the real Unsplash. */
  readonly sandboxOrigin: string | null;
}

/** Null: not configured. */
export const parseUnsplashAccess = (
  env: z.infer<typeof unsplashEnv>,
  sandboxEnabled: boolean,
): Result<UnsplashAccess | null, Misconfigured> => {
  const origin = parseSandboxOrigin({
    variable: 'UNSPLASH_SANDBOX_ORIGIN',
    enabled: sandboxEnabled,
    origin: env.UNSPLASH_SANDBOX_ORIGIN,
  });
  if (!origin.ok) return origin;
  const accessKey = env.UNSPLASH_ACCESS_KEY;
  if (accessKey === undefined) return ok(null);
  return ok({ accessKey, appName: env.UNSPLASH_APP_NAME, sandboxOrigin: origin.value });
};
