import type { Capability } from '../../login/users.ts';
import { type RestRequest, type RestRoute, reply } from '../../rest/request.ts';
import { WpError } from '../../rest/wp-error.ts';
import type { World } from '../../world.ts';
import { askPair, disconnectSite, finishConnect, startConnect } from '../connect-flow.ts';
import { changePlugin } from '../row.ts';
import { softboxOrigin } from '../softbox-address.ts';
import { callSoftbox, isGood, jsonOf, problemOf } from '../softbox-client.ts';
import {
  finishArguments,
  lookUpArguments,
  readArguments,
  settingsArguments,
  startArguments,
} from './arguments.ts';
import { refuseUnless } from './permission.ts';
import { proxyRoute } from './proxy.ts';
import { chosenOf, lookUp } from './selection.ts';
import { connectionView, screenUrl, settingsView } from './views.ts';

/** A route of the screens: `softbox/v1`. */
const route = (
  method: 'GET' | 'POST',
  path: string,
  capability: Capability,
  answer: (world: World, request: RestRequest) => unknown,
  check: (request: RestRequest) => unknown = () => undefined,
): RestRoute => ({
  method,
  path: new RegExp(`^/softbox/v1${path}$`),
  access: (request) => refuseUnless(request.user, capability),
  check: (request) => void check(request),
  run: async (world, request) => reply(await answer(world, request)),
});

async function start(world: World, request: RestRequest): Promise<unknown> {
  const { address, method, consent } = readArguments(request, startArguments);
  if (!consent)
    throw new WpError('softbox_consent', 400, 'Nothing is sent to Softbox before you agree to it.');
  const origin = softboxOrigin(address, world.home());
  if (origin === null)
    throw new WpError(
      'softbox_address',
      400,
      'Enter the address of your Softbox, for example https://softbox.example.',
      { field: 'address' },
    );
  const user = request.user ?? { id: 0, name: '' };
  if (method === 'pair') {
    const answer = await askPair(world, origin, user);
    if (!isGood(answer)) throw problemOf(answer);
    return { status: 'connected' };
  }
  const authorizeUrl = await startConnect(world, origin, screenUrl(world, 'connect'), user);
  return { status: 'authorize', authorizeUrl };
}

async function health(world: World): Promise<unknown> {
  const answer = await callSoftbox(world, { method: 'GET', path: '/connection', from: 'connect' });
  const json = isGood(answer) ? jsonOf(answer) : null;
  if (!json) throw problemOf(answer);
  return json;
}

export const adminApiRoutes: readonly RestRoute[] = [
  route('GET', '/connection', 'edit_products', (world, { user }) => connectionView(world, user)),
  route('GET', '/connection/health', 'edit_products', health),
  route('POST', '/connection/start', 'manage_woocommerce', start, (request) =>
    readArguments(request, startArguments),
  ),
  route(
    'POST',
    '/connection/finish',
    'manage_woocommerce',
    async (world, request) => ({
      status: await finishConnect(world, readArguments(request, finishArguments).state),
    }),
    (request) => readArguments(request, finishArguments),
  ),
  route('POST', '/connection/cancel', 'manage_woocommerce', (world, { user }) => {
    changePlugin(world, { pending: null, code: null });
    return connectionView(world, user);
  }),
  route('POST', '/connection/disconnect', 'manage_woocommerce', async (world) => {
    const told = await disconnectSite(world);
    return { told: told !== null && isGood(told) };
  }),
  route('GET', '/settings', 'edit_products', settingsView),
  route(
    'POST',
    '/settings',
    'manage_woocommerce',
    (world, request) => {
      const { aiLabel, ...rest } = readArguments(request, settingsArguments);
      changePlugin(world, { settings: { ...rest, aiLabel: plainText(aiLabel) } });
      return settingsView(world);
    },
    (request) => readArguments(request, settingsArguments),
  ),
  route('GET', '/selection', 'edit_products', (world, { user }) => ({
    productIds: user ? chosenOf(world, user.id) : [],
  })),
  route('POST', '/selection/look-up', 'edit_products', lookUp, (request) =>
    readArguments(request, lookUpArguments),
  ),
  proxyRoute,
];

/** `sanitize_text_field()`, as far as it matters: no tags, no line breaks. */
const plainText = (text: string): string =>
  text
    .replace(/<[^>]*>?/g, '')
    .replace(/\s+/g, ' ')
    .trim();
