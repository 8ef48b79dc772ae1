import { createHmac, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { PluginActions, PluginAnswer } from '../types.ts';
import type { World } from '../world.ts';
import { sha256Hex } from './body.ts';
import { changePlugin, pluginRow } from './row.ts';

const connected = z.object({
  status: z.literal('connected'),
  connection_id: z.string(),
  api_url: z.url(),
  bridge_key: z.object({ key_id: z.string(), secret: z.string().regex(/^[0-9a-f]{64}$/) }),
  store: z.object({ id: z.string(), name: z.string() }),
});

const SCHEME = 'Softbox-HMAC-SHA256';
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** The calls that the plugin makes to Softbox when the owner clicks, and its signed ones afterwards. */
export function makePluginActions(world: World): PluginActions {
  const send = async (
    url: string,
    method: string,
    body: string | null,
    headers: Record<string, string> = {},
  ): Promise<PluginAnswer> => {
    const response = await world.callOut(url, {
      method,
      headers: { ...(body === null ? {} : { 'content-type': 'application/json' }), ...headers },
      body,
      redirect: 'manual',
    });
    const text = await response.text();
    const parsed: unknown = text === '' ? {} : JSON.parse(text);
    return { status: response.status, body: parsed as Record<string, unknown> };
  };
  const post = (url: string, body: unknown) => send(url, 'POST', JSON.stringify(body));
  const site = () => ({ id: pluginRow(world).siteId, url: world.home(), rest_url: world.restUrl() });
  const who = { id: 1, name: 'Sam Sandbox' };

  /** Keeps what a connect has given. */
  const keep = (softboxUrl: string, answer: PluginAnswer): PluginAnswer => {
    const parsed = connected.safeParse(answer.body);
    if (answer.status === 200 && parsed.success) {
      const { connection_id, api_url, bridge_key } = parsed.data;
      changePlugin(world, {
        pending: null,
        connection: {
          softboxOrigin: new URL(softboxUrl).origin,
          connectionId: connection_id,
          apiUrl: api_url,
          keyId: bridge_key.key_id,
          secret: bridge_key.secret,
          home: world.home(),
        },
      });
    }
    world.state.commit();
    return answer;
  };

  const call: PluginActions['call'] = async (method, path, body) => {
    const { connection } = pluginRow(world);
    if (!connection || connection.home !== world.home()) throw new Error('The site is not connected.');
    const url = new URL(path, connection.apiUrl);
    const text = body === undefined ? '' : JSON.stringify(body);
    const timestamp = Math.floor(world.clock.now() / 1000);
    const nonce = randomBytes(16).toString('hex');
    const query = [...url.searchParams]
      .map(([name, value]) => [encode(name), encode(value)] as const)
      .sort(([an, av], [bn, bv]) => (an < bn ? -1 : an > bn ? 1 : av < bv ? -1 : av > bv ? 1 : 0))
      .map(([name, value]) => `${name}=${value}`)
      .join('&');
    const canonical = [
      SCHEME,
      connection.keyId,
      method,
      url.pathname,
      query,
      timestamp,
      nonce,
      sha256Hex(text),
    ];
    const signature = createHmac('sha256', Buffer.from(connection.secret, 'hex'))
      .update(canonical.join('\n'))
      .digest('hex');
    return send(url.href, method, body === undefined ? null : text, {
      authorization: `${SCHEME} KeyId=${connection.keyId}, Timestamp=${timestamp}, Nonce=${nonce}, Signature=${signature}`,
    });
  };

  return {
    get siteId() {
      const { siteId } = pluginRow(world);
      world.state.commit();
      return siteId;
    },
    async start(softboxUrl) {
      const verifier = randomBytes(32).toString('hex');
      const challenge = sha256Hex(verifier);
      const pending = { verifier, challenge, startedAt: world.clock.now(), state: null };
      changePlugin(world, { pending });
      world.state.commit();
      const answer = await post(`${softboxUrl}/connect/woo/start`, {
        protocol: 1,
        site: site(),
        return_url: `${world.home()}/wp-admin/admin.php?page=softbox`,
        challenge,
        started_by: who,
        plugin: pluginRow(world).version,
      });
      const { state } = answer.body;
      if (typeof state === 'string') changePlugin(world, { pending: { ...pending, state } });
      world.state.commit();
      return answer;
    },
    async finish(softboxUrl) {
      const { pending } = pluginRow(world);
      if (!pending) throw new Error('No connect is pending.');
      const { state, verifier } = pending;
      return keep(softboxUrl, await post(`${softboxUrl}/connect/woo/finish`, { state, verifier }));
    },
    async pair(softboxUrl) {
      const code = randomBytes(32).toString('hex');
      changePlugin(world, { code: { value: code, madeAt: world.clock.now(), wrong: 0 } });
      world.state.commit();
      const body = { protocol: 1, site: site(), code, started_by: who, plugin: pluginRow(world).version };
      return keep(softboxUrl, await post(`${softboxUrl}/connect/woo/pair`, body));
    },
    call,
    async disconnect() {
      const answer = await call('POST', '/connect/woo/disconnect', {});
      const origin = pluginRow(world).connection?.softboxOrigin;
      for (const row of world.state.webhooks.all())
        if (row.deliveryUrl.startsWith(`${origin}/`)) world.state.webhooks.remove(row.id);
      for (const row of world.state.keys.all())
        if (row.description.startsWith('Softbox')) world.state.keys.remove(row.id);
      changePlugin(world, { connection: null });
      world.state.commit();
      return answer;
    },
  };
}
