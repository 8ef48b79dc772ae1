import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { IMAGE_TYPES } from '../rest/images.ts';
import { createKey } from '../rest/keys.ts';
import { type RestRequest, type RestRoute, reply } from '../rest/request.ts';
import { VERSIONS } from '../rest/site.ts';
import { WpError } from '../rest/wp-error.ts';
import type { World } from '../world.ts';
import { id, sha256Hex, signedBody } from './body.ts';
import { noteKey, pendingConnect } from './connect-flow.ts';
import { galleryRoutes } from './gallery.ts';
import { mediaRoutes } from './media.ts';
import { changePlugin, pluginRow } from './row.ts';

const CODE_LIFE_MS = 10 * 60_000;
const WRONG_LIMIT = 5;

export function siteFacts(world: World): Record<string, unknown> {
  const row = pluginRow(world);
  return {
    protocol: 1,
    id: row.siteId,
    name: world.site.name,
    url: world.home(),
    rest_url: world.restUrl(),
    currency: world.site.currency,
    timezone: 'Etc/UTC',
    locale: 'en_US',
    multisite: false,
    blog_id: 1,
    hpos: true,
    versions: { ...VERSIONS, plugin: row.version },
    max_upload_bytes: world.site.maxUploadBytes,
    image_types: IMAGE_TYPES,
    pending: pendingConnect(world)?.challenge ?? null,
  };
}

/** Redeems the code for a key. What is wrong with a code is never said. */
function pair(world: World, request: RestRequest) {
  const { code } = signedBody(request, z.strictObject({ code: z.string() }));
  const row = pluginRow(world);
  const refuse = () => new WpError('softbox_code_invalid', 403, 'The code cannot be used.');
  const kept = row.code;
  if (!kept || world.clock.now() - kept.madeAt > CODE_LIFE_MS || kept.wrong >= WRONG_LIMIT) throw refuse();
  const isRight = timingSafeEqual(
    Buffer.from(sha256Hex(code), 'hex'),
    Buffer.from(sha256Hex(kept.value), 'hex'),
  );
  if (!isRight) {
    changePlugin(world, { code: { ...kept, wrong: kept.wrong + 1 } });
    throw refuse();
  }
  changePlugin(world, { code: null });
  const made = createKey(world, 'read_write', 'Softbox (pairing)');
  changePlugin(world, { keyIds: [...pluginRow(world).keyIds, made.id] });
  return reply({ consumer_key: made.key, consumer_secret: made.secret, site: siteFacts(world) });
}

function disconnect(world: World, request: RestRequest) {
  const { webhook_ids: ids } = signedBody(request, z.strictObject({ webhook_ids: z.array(id) }));
  const origin = pluginRow(world).connection?.softboxOrigin;
  const deleted = ids.filter((webhookId) => {
    const row = world.state.webhooks.get(webhookId);
    if (!row || origin === undefined || !row.deliveryUrl.startsWith(`${origin}/`)) return false;
    world.state.webhooks.remove(webhookId);
    return true;
  });
  const { key } = request;
  if (key) world.state.keys.remove(key.id);
  changePlugin(world, {
    connection: null,
    keyIds: pluginRow(world).keyIds.filter((one) => one !== key?.id),
  });
  return reply({ webhooks_deleted: deleted, key_deleted: key !== null });
}

export const pluginRoutes: readonly RestRoute[] = [
  {
    method: 'GET',
    path: /^\/wc-softbox\/v1\/site$/,
    access: 'key',
    run: (world, request) => {
      if (request.key) noteKey(world, request.key.id);
      return reply(siteFacts(world));
    },
  },
  { method: 'POST', path: /^\/wc-softbox\/v1\/pair$/, access: 'public', run: pair },
  { method: 'POST', path: /^\/wc-softbox\/v1\/disconnect$/, access: 'key', run: disconnect },
  ...mediaRoutes,
  ...galleryRoutes,
];
