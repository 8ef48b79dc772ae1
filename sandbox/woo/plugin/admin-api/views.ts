import { can, type User } from '../../login/users.ts';
import type { World } from '../../world.ts';
import { pendingConnect } from '../connect-flow.ts';
import { pluginRow } from '../row.ts';
import { isLoopback } from '../softbox-address.ts';

/** What the screens are told of the connection; holds no secret (`ConnectionRoutes.php`). */
export function connectionView(world: World, user: User | null): Record<string, unknown> {
  const { connection } = pluginRow(world);
  const usable = connection?.home === world.home() ? connection : null;
  const home = new URL(world.home());
  return {
    state: usable ? 'connected' : connection ? 'other-address' : 'none',
    address: usable?.softboxOrigin ?? null,
    storeName: usable?.storeName ?? null,
    connectedAt: usable ? new Date(usable.connectedAt).toISOString().replace(/\.\d+/, '') : null,
    defaultAddress: world.site.softboxAddress,
    begun: pendingConnect(world) !== null,
    canPair: home.protocol === 'https:' || isLoopback(home.hostname),
    mayManage: can(user, 'manage_woocommerce'),
    mayPublish: can(user, 'edit_others_products'),
    currency: world.site.currency,
  };
}

export const settingsView = (world: World) =>
  pluginRow(world).settings ?? { placement: 'main', aiLabel: '', removeData: false };

export const screenUrl = (world: World, tab?: string): string =>
  `${world.home()}/wp-admin/edit.php?post_type=product&page=softbox${tab ? `&tab=${tab}` : ''}`;

/** What the plugin prints into the page for its screens (`Screen.php`). */
export const bootOf = (world: World, user: User): Record<string, unknown> => ({
  connection: connectionView(world, user),
  settings: settingsView(world),
  screenUrl: screenUrl(world),
  productUrl: `${world.home()}/wp-admin/post.php?action=edit&post=`,
  locale: 'en-US',
});
