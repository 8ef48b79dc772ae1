import type { World } from '../world.ts';
import { forgetConnection } from './connect-flow.ts';
import { pluginRow } from './row.ts';

/** What WordPress does with the plugin on its plugins page. */

export const isInstalled = (world: World): boolean => world.state.installed.get(1)?.isInstalled ?? false;
export const isActive = (world: World): boolean => world.state.installed.get(1)?.isActive ?? false;

export function installPlugin(world: World): void {
  world.state.installed.put({ id: 1, isInstalled: true, isActive: false });
}

/** Makes the site's id, and that is all: nothing is sent. */
export function activatePlugin(world: World): void {
  if (!isInstalled(world)) return;
  pluginRow(world);
  world.state.installed.put({ id: 1, isInstalled: true, isActive: true });
}

/** The connection is kept: a plugin is often switched off for a moment. */
export function deactivatePlugin(world: World): void {
  if (isInstalled(world)) world.state.installed.put({ id: 1, isInstalled: true, isActive: false });
}

/** `uninstall.php`: webhooks, keys, secrets and options go, without asking anybody; pictures stay in the products. */
export function uninstallPlugin(world: World): void {
  if (!isInstalled(world) || isActive(world)) return;
  forgetConnection(world);
  world.state.plugin.remove(1);
  world.state.installed.put({ id: 1, isInstalled: false, isActive: false });
}
