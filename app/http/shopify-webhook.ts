import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { keepOfShopifyPayload, webhookMessage } from '#app/domain/webhook-event.ts';
import type { Clock, NewId } from '#app/ports/clock.ts';
import type { Log } from '#app/ports/log.ts';
import type { Queue } from '#app/ports/queue.ts';
import type { WebhookInbox } from '#app/ports/repositories/webhook-inbox.ts';
import { readBody } from './read-body.ts';

/** A product with 2,048 variants is some megabytes; more than this is no webhook. */
const MAX_BYTES = 10_000_000;

export interface ShopifyWebhookDeps {
  readonly inbox: Pick<WebhookInbox, 'insertOnce'>;
  readonly queue: Pick<Queue, 'add'>;
  /** Newest first; for an hour after a rotation the platform may still sign with the old one. */
  readonly clientSecrets: readonly string[];
  readonly clock: Clock;
  readonly newId: NewId;
  readonly log: Log;
}

/** https://shopify.dev/docs/apps/build/webhooks/subscribe/https#step-5-verify-the-webhook */
const headersSchema = z.object({
  topic: z.string().regex(/^[a-z_]+\/[a-z_]+$/),
  shop: z.string().regex(/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/),
  webhookId: z.string().min(1).max(200),
  eventId: z.string().min(1).max(200).nullable(),
  triggeredAt: z.iso.datetime({ offset: true }).nullable(),
});

const read = (headers: Headers) => ({
  topic: headers.get('x-shopify-topic'),
  shop: headers.get('x-shopify-shop-domain'),
  webhookId: headers.get('x-shopify-webhook-id'),
  eventId: headers.get('x-shopify-event-id'),
  triggeredAt: headers.get('x-shopify-triggered-at'),
});

/**
 * Takes a webhook in: verifies the raw body, puts a row in the inbox, sends a message, answers. Whatever it means is done by
 * a worker; the platform waits five seconds at most.
 */
export const makeReceiveShopifyWebhook =
  (deps: ShopifyWebhookDeps) =>
  async (request: Request): Promise<Response> => {
    if (request.method !== 'POST') return answer(405, { Allow: 'POST' });
    const body = await readBody(request, MAX_BYTES);
    if (!body.ok) return answer(413, { Connection: 'close' });
    if (!isSigned(body.value, request.headers.get('x-shopify-hmac-sha256'), deps.clientSecrets))
      return answer(401);
    const headers = headersSchema.safeParse(read(request.headers));
    const payload = parse(body.value);
    if (!headers.success || payload === undefined) return answer(400);
    const { topic, shop, webhookId, eventId, triggeredAt } = headers.data;
    const id = deps.newId();
    const inserted = await deps.inbox.insertOnce({
      id,
      platform: 'shopify',
      connection: shop,
      deliveryId: webhookId,
      eventId,
      topic,
      payload: keepOfShopifyPayload(topic, payload),
      triggeredAt: triggeredAt === null ? null : new Date(triggeredAt),
      now: deps.clock.now(),
    });
    if (inserted === 'new') await send(deps, id);
    return answer(200);
  };

/** The row is there; when the message cannot be sent the sweep finds it. */
const send = async (deps: ShopifyWebhookDeps, id: string): Promise<void> => {
  try {
    await deps.queue.add([webhookMessage(id)]);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    deps.log.warn({ deliveryId: id, error: words }, 'a webhook waits for the sweep');
  }
};

/** Tries every secret, so that the time taken does not tell which one matched. */
const isSigned = (body: Uint8Array, signature: string | null, secrets: readonly string[]): boolean => {
  const given = Buffer.from(signature ?? '', 'base64');
  let matches = false;
  for (const secret of secrets) {
    const expected = createHmac('sha256', secret).update(body).digest();
    matches = (given.length === expected.length && timingSafeEqual(given, expected)) || matches;
  }
  return matches;
};

const parse = (body: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
};

const answer = (status: number, headers: Record<string, string> = {}): Response =>
  new Response(null, { status, headers });
