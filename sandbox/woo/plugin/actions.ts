import type { PluginActions, PluginAnswer } from '../types.ts';
import type { World } from '../world.ts';
import {
  askFinish,
  askPair,
  askStart,
  disconnectSite,
  pendingConnect,
  takeConnection,
} from './connect-flow.ts';
import { pluginRow } from './row.ts';
import { callSoftbox, jsonOf, type SoftboxReply } from './softbox-client.ts';

const OWNER = { id: 1, name: 'Sam Sandbox' };

const answerOf = (reply: SoftboxReply): PluginAnswer => ({ status: reply.status, body: jsonOf(reply) ?? {} });

/** The calls that the plugin makes to Softbox when the owner clicks, and its signed ones; with Softbox's own answers. */
export function makePluginActions(world: World): PluginActions {
  return {
    get siteId() {
      const { siteId } = pluginRow(world);
      world.state.commit();
      return siteId;
    },
    start: async (softboxUrl) =>
      answerOf(await askStart(world, softboxUrl, `${world.home()}/wp-admin/admin.php?page=softbox`, OWNER)),
    async finish(softboxUrl) {
      const reply = await askFinish(world);
      if (reply.status === 200)
        takeConnection(world, reply, new URL(softboxUrl).origin, pendingConnect(world)?.keyIds ?? []);
      return answerOf(reply);
    },
    pair: async (softboxUrl) => answerOf(await askPair(world, softboxUrl, OWNER)),
    async call(method, path, body) {
      const { connection } = pluginRow(world);
      if (!connection) throw new Error('The site is not connected.');
      const url = new URL(path, connection.apiUrl);
      const base = new URL(connection.apiUrl).pathname;
      const isConnect = url.pathname.startsWith('/connect/woo/');
      return answerOf(
        await callSoftbox(world, {
          method,
          from: isConnect ? 'connect' : 'api',
          path: url.pathname.slice(isConnect ? '/connect/woo'.length : base.length),
          query: url.searchParams,
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }),
      );
    },
    async disconnect() {
      const reply = await disconnectSite(world);
      return reply ? answerOf(reply) : { status: 502, body: {} };
    },
  };
}
