import { z } from 'zod';
import { keepOfShopifyPayload } from '#app/domain/webhook-event.ts';
import type { Clock, NewId } from '#app/ports/clock.ts';
import type { Log } from '#app/ports/log.ts';
import type { Queue } from '#app/ports/queue.ts';
import type { WebhookInbox } from '#app/ports/repositories/webhook-inbox.ts';
import { readBody } from './read-body.ts';
import { emptyAnswer, isSignedBy, parseJsonBody, sendToWorkers } from './webhook.ts';

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
    if (request.method !== 'POST') return emptyAnswer(405, { Allow: 'POST' });
    const body = await readBody(request, MAX_BYTES);
    if (!body.ok) return emptyAnswer(413, { Connection: 'close' });
    if (!isSignedBy(body.value, request.headers.get('x-shopify-hmac-sha256'), deps.clientSecrets))
      return emptyAnswer(401);
    const headers = headersSchema.safeParse(read(request.headers));
    const payload = parseJsonBody(body.value);
    if (!headers.success || payload === undefined) return emptyAnswer(400);
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
    if (inserted === 'new') await sendToWorkers(deps, id);
    return emptyAnswer(200);
  };
