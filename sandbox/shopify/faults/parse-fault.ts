import { z } from 'zod';
import type { Fault } from './types.ts';

const common = {
  times: z.int().positive().optional(),
  match: z.string().min(1).optional(),
  shop: z.string().min(1).optional(),
};
const when = z.enum(['before', 'after']);

const schema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('throttle'), ...common }),
  z.strictObject({ kind: z.literal('server-error'), status: z.int().min(500).max(599), when, ...common }),
  z.strictObject({ kind: z.literal('slow'), delayMs: z.int().min(0).max(60_000), ...common }),
  z.strictObject({ kind: z.literal('drop'), when, ...common }),
  z.strictObject({
    kind: z.literal('media-failed'),
    code: z.enum([
      'DUPLICATE_FILENAME_ERROR',
      'GENERIC_FILE_DOWNLOAD_FAILURE',
      'GENERIC_FILE_INVALID_SIZE',
      'IMAGE_DOWNLOAD_FAILURE',
      'IMAGE_PROCESSING_FAILURE',
      'INVALID_IMAGE_FILE_SIZE',
      'INVALID_IMAGE_RESOLUTION',
      'INVALID_SIGNED_URL',
      'UNSUPPORTED_IMAGE_FILE_TYPE',
      'UNKNOWN',
    ]),
    ...common,
  }),
  z.strictObject({ kind: z.literal('expired-token'), ...common }),
  z.strictObject({ kind: z.literal('duplicate-webhook'), ...common }),
  z.strictObject({ kind: z.literal('reorder-webhooks'), ...common }),
]);

/** A fault out of a request body, or what is wrong with it. */
export function parseFault(value: unknown): { ok: true; fault: Fault } | { ok: false; problem: string } {
  const parsed = schema.safeParse(value);
  if (!parsed.success) return { ok: false, problem: z.prettifyError(parsed.error) };
  // Absent stays absent: zod writes undefined for it.
  return { ok: true, fault: JSON.parse(JSON.stringify(parsed.data)) as Fault };
}
