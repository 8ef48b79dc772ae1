import { z } from 'zod';

const blankIsUnset = (value: unknown) => (value === '' ? undefined : value);
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(blankIsUnset, schema.optional());

const LOOPBACK = /^(?:localhost|\[::1\]|127(?:\.\d{1,3}){3})$/;

/** https, or http on this very machine: the list tells what an account spends, and a token may go with the question. */
const exportUrl = z
  .url({ protocol: /^https?$/ })
  .refine((text) => !text.startsWith('http:') || LOOPBACK.test(new URL(text).hostname), {
    error: 'must be https, or http on a loopback address',
  });

/** Where per-call bills are read, by provider; without one the book keeps what was worked out from reported usage. */
export const billingExportEnv = z.object({
  GEMINI_BILLING_EXPORT_URL: optional(exportUrl).describe(
    'A list of what each call to Gemini was billed, from a gateway of yours; read once a day (docs/providers.md)',
  ),
  GEMINI_BILLING_EXPORT_TOKEN: optional(z.string().min(1)).describe(
    'Sent with it as "Authorization: Bearer …"',
  ),
  CLAUDE_BILLING_EXPORT_URL: optional(exportUrl).describe('The same for Claude'),
  CLAUDE_BILLING_EXPORT_TOKEN: optional(z.string().min(1)).describe(
    'Sent with it as "Authorization: Bearer …"',
  ),
});
