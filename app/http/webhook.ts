import { createHmac, timingSafeEqual } from 'node:crypto';
import { webhookMessage } from '#app/domain/webhook-event.ts';
import type { Log } from '#app/ports/log.ts';
import type { Queue } from '#app/ports/queue.ts';

/** What receiving a webhook has in common on every platform: signature, body, message, answer without a body. */

/**
 * Base64 of the HMAC-SHA256 of the raw body under one of the secrets. Tries every secret, so that the time taken does not
 * tell which one matched.
 */
export const isSignedBy = (
  body: Uint8Array,
  signature: string | null,
  secrets: readonly string[],
): boolean => {
  const given = Buffer.from(signature ?? '', 'base64');
  let matches = false;
  for (const secret of secrets) {
    const expected = createHmac('sha256', secret).update(body).digest();
    matches = (given.length === expected.length && timingSafeEqual(given, expected)) || matches;
  }
  return matches;
};

/** Undefined when it is no JSON in UTF-8. */
export const parseJsonBody = (body: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
};

/** Tells the workers of an inbox row. The row is there; when the message cannot be sent the sweep finds it. */
export const sendToWorkers = async (
  deps: { readonly queue: Pick<Queue, 'add'>; readonly log: Log },
  id: string,
): Promise<void> => {
  try {
    await deps.queue.add([webhookMessage(id)]);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    deps.log.warn({ deliveryId: id, error: words }, 'a webhook waits for the sweep');
  }
};

export const emptyAnswer = (status: number, headers: Record<string, string> = {}): Response =>
  new Response(null, { status, headers });
