import { createHash, createHmac } from 'node:crypto';
import { productOf } from '../rest/products.ts';
import { showProduct } from '../rest/show.ts';
import { VERSIONS } from '../rest/site.ts';
import type { WebhookRow } from '../state/types.ts';
import type { ProductEvent, World } from '../world.ts';

/** WooCommerce disables a webhook on the failure after this many in a row. */
const MAX_FAILURES = 5;
const TIMEOUT_MS = 60_000;

const pending = new WeakMap<World, Set<Promise<void>>>();

const later = (world: World, work: Promise<void>): void => {
  const all = pending.get(world) ?? new Set();
  pending.set(world, all);
  const done = work.finally(() => all.delete(done));
  all.add(done);
};

/** Waits for all deliveries that are under way, and for those that they lead to. */
export async function settleDeliveries(world: World): Promise<void> {
  for (let all = pending.get(world); all && all.size > 0; all = pending.get(world)) await Promise.all(all);
}

const post = (
  world: World,
  url: string,
  body: string,
  headers: Record<string, string>,
): Promise<number | null> =>
  world
    .callOut(url, {
      method: 'POST',
      body,
      headers: {
        'user-agent': `WooCommerce/${VERSIONS.woocommerce} Hookshot (WordPress/${VERSIONS.wordpress})`,
        ...headers,
      },
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    .then(
      async (response) => {
        await response.arrayBuffer().catch(() => undefined);
        return response.status;
      },
      () => null,
    );

/** Said once, when a webhook is made: unsigned, a form, and nobody looks at the answer. */
export function ping(world: World, row: WebhookRow): void {
  later(
    world,
    post(world, row.deliveryUrl, `webhook_id=${row.id}`, {
      'content-type': 'application/x-www-form-urlencoded',
    }).then(() => undefined),
  );
}

/** Tells all active webhooks of the topic. */
export function deliver(world: World, event: ProductEvent, id: number): void {
  const body = JSON.stringify(payload(world, event, id));
  for (const row of world.state.webhooks.all()) {
    if (row.topic === event && row.status === 'active') later(world, deliverTo(world, row, body));
  }
}

function payload(world: World, event: ProductEvent, id: number): unknown {
  if (event === 'product.deleted') return { id };
  const variation = world.state.variations.get(id);
  const parentId = variation?.parentId ?? id;
  const shown = showProduct(world, productOf(world, parentId));
  return variation ? { ...shown, id, type: 'variation', parent_id: parentId, variations: [] } : shown;
}

async function deliverTo(world: World, row: WebhookRow, body: string): Promise<void> {
  const [resource = '', event = ''] = row.topic.split('.');
  const at = world.clock.now();
  // made of the webhook and the second: two products changed within one second share it
  const deliveryId = createHash('md5')
    .update(`${row.id}${Math.floor(at / 1000)}`)
    .digest('hex');
  const status = await post(world, row.deliveryUrl, body, {
    'content-type': 'application/json',
    'X-WC-Webhook-Source': `${world.home()}/`,
    'X-WC-Webhook-Topic': row.topic,
    'X-WC-Webhook-Resource': resource,
    'X-WC-Webhook-Event': event,
    'X-WC-Webhook-Signature': createHmac('sha256', row.secret).update(body).digest('base64'),
    'X-WC-Webhook-ID': String(row.id),
    'X-WC-Webhook-Delivery-ID': deliveryId,
  });
  const { state } = world;
  state.deliveries.put({ id: state.nextId(), webhookId: row.id, topic: row.topic, deliveryId, status, at });
  const current = state.webhooks.get(row.id);
  if (current) {
    const isFine = status !== null && status >= 200 && status < 303;
    const tooOften = !isFine && current.failureCount > MAX_FAILURES;
    state.webhooks.put({
      ...current,
      failureCount: isFine ? 0 : tooOften ? current.failureCount : current.failureCount + 1,
      status: tooOften ? 'disabled' : current.status,
    });
  }
  state.commit();
}
