import { z } from 'zod';

const blankIsUnset = (value: unknown) => (value === '' ? undefined : value);
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(blankIsUnset, schema.optional());

/** Gemini's part of the environment. Without a key and without Vertex AI, scenes by Gemini stay off. */
export const geminiEnv = z.object({
  GOOGLE_AI_STUDIO_API_KEY: optional(z.string().min(1)).describe(
    'Key of the Gemini API (https://aistudio.google.com/apikey)',
  ),
  GOOGLE_GENAI_USE_VERTEXAI: z
    .preprocess(
      blankIsUnset,
      z
        .enum(['0', '1', 'true', 'false'])
        .default('0')
        .transform((text) => text === '1' || text === 'true'),
    )
    .describe('1: Gemini through Vertex AI, with the credentials of the machine, instead of by key'),
  GOOGLE_CLOUD_PROJECT: optional(z.string().min(1)).describe('Project of Vertex AI'),
  GOOGLE_CLOUD_LOCATION: z.preprocess(
    blankIsUnset,
    z
      .string()
      .regex(/^[a-z0-9-]+$/)
      .default('global'),
  ),
  GOOGLE_CLOUD_ACCESS_TOKEN: optional(z.string().min(1)).describe(
    'A ready access token for Vertex AI, where the machine has no credentials of its own; it soon expires',
  ),
  GEMINI_SANDBOX_ORIGIN: optional(z.string()).describe(
    'The stand-in of Gemini, on a loopback address; honoured only with SOFTBOX_SANDBOX=1',
  ),
});
