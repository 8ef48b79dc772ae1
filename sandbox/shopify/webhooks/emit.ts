import { createHmac } from 'node:crypto';
import type { DeliveryRecord, ShopState } from '../state/types.ts';
import type { World } from '../world.ts';

/**
 * The eight waits between nine attempts, four hours in all; how they spread over the hours is an assumption
 * (docs/sandbox-assumptions.md). Source of both numbers: https://shopify.dev/docs/apps/build/webhooks/troubleshooting
 */
const RETRY_WAITS_MS = [1, 2, 5, 10, 20, 40, 60, 102].map((minutes) => minutes * 60_000);

/** Deliveries a shop keeps for its log. */
const KEPT_DELIVERIES = 500;

/** How much later a webhook starts that a fault lets be overtaken. */
const OVERTAKEN_MS = 1_500;

/** Puts one delivery for each subscription to the topic on the clock. The body is that of this moment. */
export function emit(world: World, shop: ShopState, topic: string, payload: unknown): void {
  const eventId = world.uuid();
  for (const subscription of world.app.subscriptions.filter((one) => one.topic === topic)) {
    const delivery: DeliveryRecord = {
      id: world.uuid(),
      webhookId: world.uuid(),
      eventId,
      topic,
      uri: subscription.uri,
      apiVersion: world.app.webhookApiVersion,
      body: JSON.stringify(payload),
      triggeredAt: world.clock.now(),
      attempts: [],
      state: 'waiting',
    };
    shop.deliveries.put(delivery);
    const about = { shop: shop.record.domain, names: [topic] };
    const late = world.faults.take('reorder-webhooks', about) ? OVERTAKEN_MS : 0;
    const task = { kind: 'deliver-webhook', deliveryId: delivery.id } as const;
    world.schedule(shop, world.latency.webhookMs + late, task);
    if (world.faults.take('duplicate-webhook', about))
      world.schedule(shop, world.latency.webhookMs + late, task);
  }
}

/** Source: https://shopify.dev/docs/apps/build/webhooks/subscribe/https (verify deliveries). */
export function signBody(body: string, secret: string): string {
  return createHmac('sha256', secret).update(body, 'utf8').digest('base64');
}

function headersOf(world: World, shop: ShopState, delivery: DeliveryRecord): Record<string, string> {
  return {
    'content-type': 'application/json',
    'user-agent': 'Sandbox-Webhook',
    'x-shopify-topic': delivery.topic,
    'x-shopify-hmac-sha256': signBody(delivery.body, world.app.clientSecret),
    'x-shopify-shop-domain': shop.record.domain,
    'x-shopify-api-version': delivery.apiVersion,
    'x-shopify-webhook-id': delivery.webhookId,
    'x-shopify-event-id': delivery.eventId,
    'x-shopify-triggered-at': new Date(delivery.triggeredAt).toISOString(),
  };
}

/**
 * One attempt. Anything but a 2xx within the time limit is a failure, redirects too; it is tried again later, after
 * the last time given up.
 * Source: https://shopify.dev/docs/apps/build/webhooks/troubleshooting
 */
export async function deliver(world: World, shop: ShopState, deliveryId: string): Promise<void> {
  const delivery = shop.deliveries.get(deliveryId);
  if (!delivery) return;
  const outcome = await attempt(world, shop, delivery);
  const now = shop.deliveries.get(deliveryId);
  if (!now) return;
  const attempts = [...now.attempts, { at: world.clock.now(), outcome }];
  if (outcome.startsWith('2')) {
    shop.deliveries.put({ ...now, attempts, state: 'delivered' });
    forgetOldest(shop);
    return;
  }
  if (now.state === 'delivered') return;
  const wait = RETRY_WAITS_MS[attempts.length - 1];
  shop.deliveries.put({ ...now, attempts, state: wait === undefined ? 'given-up' : 'waiting' });
  if (wait !== undefined) {
    world.schedule(shop, wait * world.latency.webhookRetryScale, { kind: 'deliver-webhook', deliveryId });
  }
}

/** The log shows the latest; a long run would fill memory with bodies otherwise. */
function forgetOldest(shop: ShopState): void {
  if (shop.deliveries.size <= KEPT_DELIVERIES) return;
  const done = shop.deliveries.all().filter((row) => row.state !== 'waiting');
  for (const row of done.slice(0, shop.deliveries.size - KEPT_DELIVERIES)) shop.deliveries.remove(row.id);
}

async function attempt(world: World, shop: ShopState, delivery: DeliveryRecord): Promise<string> {
  try {
    const response = await fetch(delivery.uri, {
      method: 'POST',
      body: delivery.body,
      headers: headersOf(world, shop, delivery),
      redirect: 'manual',
      signal: AbortSignal.timeout(world.latency.webhookTimeoutMs),
    });
    await response.body?.cancel();
    return String(response.status);
  } catch (error) {
    return error instanceof Error && error.name === 'TimeoutError' ? 'timeout' : 'connection failed';
  }
}
