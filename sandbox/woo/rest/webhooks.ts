import { randomBytes } from 'node:crypto';
import type { WebhookRow } from '../state/types.ts';
import { ping } from '../webhooks/deliver.ts';
import type { World } from '../world.ts';
import { boolParam, enumParam, paged, type RestRoute, reply } from './request.ts';
import { gmt, local } from './show.ts';
import { WpError } from './wp-error.ts';

const TOPIC = /^(?:product|order|customer|coupon)\.(?:created|updated|deleted|restored)$|^action\.\w+$/;
const STATUSES = ['active', 'paused', 'disabled'] as const;

/** The secret and the failure count are never shown. */
const show = (world: World, row: WebhookRow): Record<string, unknown> => ({
  id: row.id,
  name: row.name,
  status: row.status,
  topic: row.topic,
  resource: row.topic.split('.')[0],
  event: row.topic.split('.')[1],
  hooks: [],
  delivery_url: row.deliveryUrl,
  date_created: local(world, row.createdAt),
  date_created_gmt: gmt(row.createdAt),
  date_modified: local(world, row.modifiedAt),
  date_modified_gmt: gmt(row.modifiedAt),
});

type WebhookInput = Partial<{
  name: string;
  topic: string;
  delivery_url: string;
  secret: string;
  status: WebhookRow['status'];
}>;

const invalid = (what: string, message: string) =>
  new WpError(`woocommerce_rest_shop_webhook_invalid_${what}`, 400, message);

function check(input: WebhookInput): void {
  if (input.topic !== undefined && !TOPIC.test(input.topic))
    throw invalid('topic', 'Webhook topic must be valid.');
  if (input.delivery_url !== undefined && !/^https?:\/\//.test(input.delivery_url))
    throw invalid(
      'delivery_url',
      'Webhook delivery URL must be a valid URL starting with http:// or https://.',
    );
  if (input.status !== undefined && !STATUSES.includes(input.status))
    throw invalid('status', 'Webhook status must be valid.');
}

function create(world: World, input: WebhookInput): WebhookRow {
  if (!input.topic) throw invalid('topic', 'Webhook topic is required and must be valid.');
  if (!input.delivery_url) throw invalid('delivery_url', 'Webhook delivery URL must be a valid URL.');
  check(input);
  const now = world.clock.now();
  const row: WebhookRow = {
    id: world.state.nextId(),
    name: input.name ?? 'Webhook',
    // a status in the request is not looked at when one is made
    status: 'active',
    topic: input.topic,
    deliveryUrl: input.delivery_url,
    secret: input.secret || randomBytes(25).toString('hex'),
    failureCount: 0,
    createdAt: now,
    modifiedAt: now,
  };
  world.state.webhooks.put(row);
  ping(world, row);
  return row;
}

const ONE = /^\/wc\/v3\/webhooks\/(\d+)$/;
const ALL = /^\/wc\/v3\/webhooks$/;

export const webhookRoutes: readonly RestRoute[] = [
  {
    method: 'GET',
    path: ALL,
    access: 'key',
    run: (world, request) => {
      const status = enumParam(request, 'status', 'all', ['all', ...STATUSES]);
      const rows = world.state.webhooks.all().filter((row) => status === 'all' || row.status === status);
      return paged(world, request, rows, (row) => show(world, row));
    },
  },
  {
    method: 'POST',
    path: ALL,
    access: 'key',
    run: (world, request) => reply(show(world, create(world, request.params as WebhookInput)), 201),
  },
  {
    method: 'GET',
    path: ONE,
    access: 'key',
    run: (world, _request, [id = '']) => {
      const row = world.state.webhooks.get(Number(id));
      if (!row) throw new WpError('woocommerce_rest_shop_webhook_invalid_id', 404, 'Invalid ID.');
      return reply(show(world, row));
    },
  },
  {
    method: 'EDIT',
    path: ONE,
    access: 'key',
    run: (world, request, [id = '']) => {
      const row = world.state.webhooks.get(Number(id));
      if (!row) throw new WpError('woocommerce_rest_shop_webhook_invalid_id', 400, 'ID is invalid.');
      const input = request.params as WebhookInput;
      check(input);
      // re-enabling leaves the failure count where it is: the next failure disables again
      const next: WebhookRow = {
        ...row,
        name: input.name ?? row.name,
        topic: input.topic ?? row.topic,
        deliveryUrl: input.delivery_url ?? row.deliveryUrl,
        secret: input.secret || row.secret,
        status: input.status ?? row.status,
        modifiedAt: world.clock.now(),
      };
      world.state.webhooks.put(next);
      return reply(show(world, next));
    },
  },
  {
    method: 'DELETE',
    path: ONE,
    access: 'key',
    run: (world, request, [id = '']) => {
      if (!boolParam(request, 'force'))
        throw new WpError('woocommerce_rest_trash_not_supported', 501, 'Webhooks do not support trashing.');
      const row = world.state.webhooks.get(Number(id));
      if (!row) throw new WpError('woocommerce_rest_shop_webhook_invalid_id', 404, 'Invalid ID.');
      world.state.webhooks.remove(row.id);
      return reply(show(world, row));
    },
  },
];
