import type { z } from 'zod';
import { type Misconfigured, parseSandboxOrigin } from '#app/domain/providers/sandbox-origin.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import type { geminiEnv } from './env.ts';

/** Which door of Gemini is used, and with what. */
export type GeminiAccess =
  | {
      readonly door: 'api-key';
      readonly apiKey: string;
      readonly sandboxOrigin: string | null;
    }
  | {
      readonly door: 'vertex';
      readonly project: string;
      readonly location: string;
      /** Null: the credentials of the machine (Application Default Credentials). */
      readonly accessToken: string | null;
      readonly sandboxOrigin: string | null;
    };

/** Null: not configured. */
export const parseGeminiAccess = (
  env: z.infer<typeof geminiEnv>,
  sandboxEnabled: boolean,
): Result<GeminiAccess | null, Misconfigured> => {
  const origin = parseSandboxOrigin({
    variable: 'GEMINI_SANDBOX_ORIGIN',
    enabled: sandboxEnabled,
    origin: env.GEMINI_SANDBOX_ORIGIN,
  });
  if (!origin.ok) return origin;
  const sandboxOrigin = origin.value;
  if (env.GOOGLE_GENAI_USE_VERTEXAI) {
    const project = env.GOOGLE_CLOUD_PROJECT;
    if (project === undefined) {
      return err({
        variable: 'GOOGLE_CLOUD_PROJECT',
        message: 'GOOGLE_GENAI_USE_VERTEXAI is on, so GOOGLE_CLOUD_PROJECT must name the project.',
      });
    }
    const accessToken = env.GOOGLE_CLOUD_ACCESS_TOKEN ?? null;
    // the machine's own credentials must never be shown to a stand-in
    if (sandboxOrigin !== null && accessToken === null) {
      return err({
        variable: 'GOOGLE_CLOUD_ACCESS_TOKEN',
        message:
          'GEMINI_SANDBOX_ORIGIN with Vertex AI needs GOOGLE_CLOUD_ACCESS_TOKEN, a token of the stand-in.',
      });
    }
    return ok({ door: 'vertex', project, location: env.GOOGLE_CLOUD_LOCATION, accessToken, sandboxOrigin });
  }
  const apiKey = env.GOOGLE_AI_STUDIO_API_KEY;
  return ok(apiKey === undefined ? null : { door: 'api-key', apiKey, sandboxOrigin });
};
