import { z } from 'zod';

const blankIsUnset = (value: unknown) => (value === '' ? undefined : value);
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(blankIsUnset, schema.optional());

/** Claude's part of the environment. Without a key its tasks run on Gemini, or stay off. */
export const claudeEnv = z.object({
  ANTHROPIC_API_KEY: optional(z.string().min(1)).describe(
    'Key of the Claude API (https://platform.claude.com/settings/keys)',
  ),
  CLAUDE_SANDBOX_ORIGIN: optional(z.string()).describe(
    'The stand-in of Claude, on a loopback address; honoured only with SOFTBOX_SANDBOX=1',
  ),
});
