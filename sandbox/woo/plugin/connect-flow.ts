import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { User } from '../login/users.ts';
import { WpError } from '../rest/wp-error.ts';
import type { World } from '../world.ts';
import { sha256Hex } from './body.ts';
import { changePlugin, pluginRow } from './row.ts';
import { softboxOrigin } from './softbox-address.ts';
import {
  callSoftbox,
  isGood,
  jsonOf,
  problemOf,
  type SoftboxReply,
  sendToSoftbox,
} from './softbox-client.ts';

/** What the plugin does to connect a site and to take that apart again: `ConnectFlow.php`, docs/woo-bridge-protocol.md section 3. */

const PENDING_LIFE_MS = 30 * 60_000;
const LONG_MS = 20_000;

type Person = Pick<User, 'id' | 'name'>;

const badAnswer = () =>
  new WpError(
    'softbox_bad_answer',
    502,
    'What answers at this address is not Softbox, or a version this plugin does not know.',
  );

const post = (world: World, origin: string, path: string, body: unknown, timeoutMs?: number) =>
  sendToSoftbox(
    world,
    `${origin}/connect/woo${path}`,
    { method: 'POST', body: JSON.stringify(body) },
    timeoutMs,
  );

const claim = (world: World, person: Person) => ({
  protocol: 1,
  site: { id: pluginRow(world).siteId, url: world.home(), rest_url: world.restUrl() },
  started_by: { id: person.id, name: person.name },
  plugin: pluginRow(world).version,
});

/** The connect that was begun here and is still open. */
export function pendingConnect(world: World) {
  const { pending } = pluginRow(world);
  return pending && world.clock.now() - pending.startedAt < PENDING_LIFE_MS ? pending : null;
}

/** A WooCommerce key that called while a connect is open is the one that was made for it. */
export function noteKey(world: World, keyId: number): void {
  const pending = pendingConnect(world);
  if (!pending || pending.keyIds.includes(keyId)) return;
  changePlugin(world, { pending: { ...pending, keyIds: [...pending.keyIds, keyId].slice(-5) } });
}

/** Begins a connect by wc-auth and asks Softbox for the page of consent; the reply is as it came. */
export async function askStart(
  world: World,
  origin: string,
  returnUrl: string,
  person: Person,
): Promise<SoftboxReply> {
  const verifier = randomBytes(32).toString('hex');
  const challenge = sha256Hex(verifier);
  const pending = {
    origin,
    verifier,
    challenge,
    startedAt: world.clock.now(),
    state: null,
    keyIds: [],
  };
  changePlugin(world, { pending });
  world.state.commit();
  const reply = await post(world, origin, '/start', {
    ...claim(world, person),
    return_url: returnUrl,
    challenge,
  });
  const state = jsonOf(reply)?.state;
  const now = pluginRow(world).pending;
  if (isGood(reply) && typeof state === 'string' && now) changePlugin(world, { pending: { ...now, state } });
  world.state.commit();
  return reply;
}

export async function startConnect(world: World, origin: string, returnUrl: string, person: Person) {
  const end = () => changePlugin(world, { pending: null });
  const reply = await askStart(world, origin, returnUrl, person).catch((error: unknown) => {
    end();
    throw error;
  });
  if (!isGood(reply)) {
    end();
    throw problemOf(reply);
  }
  const url = jsonOf(reply)?.authorize_url;
  // whoever answers there may send the person to this site's own page of consent, and nowhere else
  const own = ['/wc-auth/v1/', '/index.php/wc-auth/v1/', '/?wc-auth-version='].map(
    (path) => `${world.home()}${path}`,
  );
  if (
    typeof url !== 'string' ||
    !pluginRow(world).pending?.state ||
    !own.some((one) => url.startsWith(one))
  ) {
    end();
    throw badAnswer();
  }
  return url;
}

/** Asks Softbox how the pending connect stands; the reply is as it came. */
export function askFinish(world: World): Promise<SoftboxReply> {
  const pending = pendingConnect(world);
  if (!pending) throw new Error('No connect is pending.');
  const { state, verifier, origin } = pending;
  return post(world, origin, '/finish', { state, verifier }, LONG_MS);
}

export async function finishConnect(world: World, state: string): Promise<'connected' | 'waiting'> {
  const pending = pendingConnect(world);
  if (!pending?.state || pending.state !== state)
    throw new WpError(
      'softbox_no_connect',
      409,
      'No connection was begun here, or it took too long. Please begin again.',
    );
  const reply = await askFinish(world);
  return reply.status === 202
    ? 'waiting'
    : takeConnection(world, reply, pending.origin, pluginRow(world).pending?.keyIds ?? []);
}

/** Connects by a one-time code; the reply is as it came, and what it gives is kept. */
export async function askPair(world: World, origin: string, person: Person): Promise<SoftboxReply> {
  const code = randomBytes(32).toString('hex');
  const before = pluginRow(world).keyIds;
  changePlugin(world, {
    pending: null,
    code: { value: code, madeAt: world.clock.now(), wrong: 0, userId: person.id },
  });
  world.state.commit();
  const made = () => pluginRow(world).keyIds.filter((id) => !before.includes(id));
  try {
    const reply = await post(world, origin, '/pair', { ...claim(world, person), code }, LONG_MS);
    if (isGood(reply)) takeConnection(world, reply, origin, made());
    else deleteKeys(world, made());
    return reply;
  } catch (error) {
    deleteKeys(world, made());
    throw error;
  } finally {
    changePlugin(world, { code: null });
    world.state.commit();
  }
}

const connected = z.object({
  status: z.literal('connected'),
  connection_id: z.string(),
  api_url: z.url(),
  bridge_key: z.object({ key_id: z.string().min(1), secret: z.string().regex(/^[0-9a-f]{64}$/) }),
  store: z.object({ id: z.string(), name: z.string() }),
});

/** Keeps what a connect has given; keys of a former connection go. */
export function takeConnection(
  world: World,
  reply: SoftboxReply,
  origin: string,
  keyIds: number[],
): 'connected' {
  if (!isGood(reply)) throw problemOf(reply);
  const parsed = connected.safeParse(jsonOf(reply));
  if (!parsed.success) throw badAnswer();
  const { connection_id, api_url, bridge_key, store } = parsed.data;
  const itself = softboxOrigin(api_url, world.home());
  if (itself !== origin)
    throw new WpError(
      'softbox_address',
      409,
      `This Softbox is to be called at ${itself}. Connect with that address.`,
      { field: 'address' },
    );
  if (keyIds.length > 0) {
    deleteKeys(
      world,
      pluginRow(world).keyIds.filter((id) => !keyIds.includes(id)),
    );
    changePlugin(world, { keyIds });
  }
  changePlugin(world, {
    pending: null,
    connection: {
      softboxOrigin: origin,
      connectionId: connection_id,
      apiUrl: api_url.replace(/\/$/, ''),
      storeName: store.name,
      keyId: bridge_key.key_id,
      secret: bridge_key.secret,
      home: world.home(),
      connectedAt: world.clock.now(),
    },
  });
  world.state.commit();
  // WooCommerce's Action Scheduler does this in the background of a real site
  world.later(callSoftbox(world, { method: 'POST', path: '/syncs', body: '{}' }).catch(() => undefined));
  return 'connected';
}

/** Tells Softbox, then deletes what is here, also when Softbox cannot be reached. */
export async function disconnectSite(world: World): Promise<SoftboxReply | null> {
  const { connection } = pluginRow(world);
  const call = { method: 'POST', path: '/disconnect', from: 'connect', body: '{}' } as const;
  const reply = connection?.home === world.home() ? await callSoftbox(world, call).catch(() => null) : null;
  forgetConnection(world);
  return reply;
}

/** Deletes everything of the connection that lies on this site, without asking anybody. */
export function forgetConnection(world: World): void {
  const { connection, keyIds } = pluginRow(world);
  if (connection) {
    for (const row of world.state.webhooks.all())
      if (row.deliveryUrl.startsWith(`${connection.softboxOrigin}/`)) world.state.webhooks.remove(row.id);
  }
  deleteKeys(world, keyIds);
  changePlugin(world, { connection: null, pending: null, code: null });
  world.state.commit();
}

function deleteKeys(world: World, ids: readonly number[]): void {
  for (const id of ids) world.state.keys.remove(id);
  changePlugin(world, { keyIds: pluginRow(world).keyIds.filter((id) => !ids.includes(id)) });
}
