import { createHash } from 'node:crypto';
import { z } from 'zod';
import { keepOfWooPayload } from '#app/domain/webhook-event.ts';
import { isSameSite } from '#app/domain/woo-site.ts';
import type { Clock, NewId } from '#app/ports/clock.ts';
import type { Log } from '#app/ports/log.ts';
import type { Queue } from '#app/ports/queue.ts';
import type { WebhookInbox } from '#app/ports/repositories/webhook-inbox.ts';
import type { WooConnection } from '#app/ports/repositories/woo-connections.ts';
import { readBody } from '../read-body.ts';
import { emptyAnswer, isSignedBy, parseJsonBody, sendToWorkers } from '../webhook.ts';

/** A product with all its meta data; more than this is no webhook. */
const MAX_BYTES = 10_000_000;

export interface WooWebhookDeps {
  /** The connection of this id with the secret that its webhooks are signed with; null when it is not connected. */
  readonly findConnection: (
    id: string,
  ) => Promise<{ readonly connection: WooConnection; readonly webhookSecret: string } | null>;
  readonly inbox: Pick<WebhookInbox, 'insertOnce'>;
  readonly queue: Pick<Queue, 'add'>;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly log: Log;
}

const headersSchema = z.object({
  topic: z.string().regex(/^[a-z_]+\.[a-z_]+$/),
  source: z.string().min(1).max(300),
  deliveryId: z.string().min(1).max(100),
});

const read = (headers: Headers) => ({
  topic: headers.get('x-wc-webhook-topic'),
  source: headers.get('x-wc-webhook-source'),
  deliveryId: headers.get('x-wc-webhook-delivery-id'),
});

/**
 * Takes a webhook of a WooCommerce site in: verifies the raw body with the secret of the connection that the address names,
 * puts a row in the inbox, sends a message, answers. Whatever is not 2xx counts towards WooCommerce's disabling the webhook, so
 * only what must never come again is refused.
 */
export const makeReceiveWooWebhook =
  (deps: WooWebhookDeps) =>
  async (request: Request, connectionId: string): Promise<Response> => {
    if (request.method !== 'POST') return emptyAnswer(405, { Allow: 'POST' });
    const body = await readBody(request, MAX_BYTES);
    if (!body.ok) return emptyAnswer(413, { Connection: 'close' });
    const signature = request.headers.get('x-wc-webhook-signature');
    // said once when a webhook is made, unsigned: it is answered and means nothing
    if (signature === null && isPing(body.value)) return emptyAnswer(200);
    const found = await deps.findConnection(connectionId);
    if (!found) return emptyAnswer(404);
    if (!isSignedBy(body.value, signature, [found.webhookSecret])) return emptyAnswer(401);
    const headers = headersSchema.safeParse(read(request.headers));
    const payload = parseJsonBody(body.value);
    if (!headers.success || payload === undefined) return emptyAnswer(400);
    // a copy of the site (a staging copy) has the webhook and its secret too, and must not speak for the shop
    if (!isSameSite(headers.data.source, found.connection.siteUrl)) return emptyAnswer(403);
    return keep(deps, found.connection.id, headers.data, { bytes: body.value, payload });
  };

const keep = async (
  deps: WooWebhookDeps,
  connection: string,
  { topic, deliveryId }: z.infer<typeof headersSchema>,
  body: { readonly bytes: Uint8Array; readonly payload: unknown },
): Promise<Response> => {
  const id = deps.newId();
  const kept = keepOfWooPayload(topic, body.payload);
  const inserted = await deps.inbox.insertOnce({
    id,
    platform: 'woocommerce',
    connection,
    // WooCommerce makes its id of the webhook and the second: two products changed within one have the same
    deliveryId: `${deliveryId}:${createHash('sha256').update(body.bytes).digest('hex').slice(0, 32)}`,
    eventId: typeof kept.productId === 'number' ? `product:${kept.productId}` : null,
    topic,
    payload: kept,
    triggeredAt: null,
    now: deps.clock.now(),
  });
  if (inserted === 'new') await sendToWorkers(deps, id);
  return emptyAnswer(200);
};

const isPing = (body: Uint8Array): boolean =>
  body.byteLength < 100 && /^webhook_id=\d+$/.test(new TextDecoder().decode(body));
