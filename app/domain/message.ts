import { z } from 'zod';

/**
 * What the queue carries: a name of a row, never a payload. Readers accept the version they know and the one before;
 * today there is only version 1.
 */
export const MESSAGE_VERSION = 1;

/** Kinds of work, with their retry and time budget: the job catalogue. Rows come first, messages second. */
export const JOB_CATALOGUE = {
  'image-job': { queue: 'images', timeoutMs: 180_000 },
  'catalogue-sync': { queue: 'store', timeoutMs: 15 * 60_000 },
  'webhook-inbox': { queue: 'store', timeoutMs: 60_000 },
  'store-check': { queue: 'store', timeoutMs: 120_000 },
  publication: { queue: 'store', timeoutMs: 5 * 60_000 },
  reversion: { queue: 'store', timeoutMs: 5 * 60_000 },
  'words-run': { queue: 'store', timeoutMs: 6 * 60_000 },
  'alt-change': { queue: 'store', timeoutMs: 5 * 60_000 },
} as const satisfies Record<string, { queue: 'images' | 'store'; timeoutMs: number }>;

export type MessageKind = keyof typeof JOB_CATALOGUE;
export const MESSAGE_KINDS = Object.keys(JOB_CATALOGUE) as [MessageKind, ...MessageKind[]];
export type QueueName = (typeof JOB_CATALOGUE)[MessageKind]['queue'];

export const messageSchema = z.strictObject({
  v: z.literal(MESSAGE_VERSION),
  kind: z.enum(MESSAGE_KINDS),
  storeId: z.uuid(),
  /** Id of the row the work is about. */
  id: z.uuid(),
  /** W3C trace context, so that one trace spans web, queue and worker. */
  traceparent: z.string().max(64).optional(),
});
export type Message = z.infer<typeof messageSchema>;
