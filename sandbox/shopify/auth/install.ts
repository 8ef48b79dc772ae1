import { gid } from '../gid.ts';
import type { ShopState } from '../state/types.ts';
import { emit } from '../webhooks/emit.ts';
import { scopesPayload, shopPayload } from '../webhooks/shop-payloads.ts';
import type { World } from '../world.ts';
import { revoke } from './tokens.ts';

/** Installs the app, or gives an installed one other scopes (then `app/scopes_update` follows). */
export function installApp(world: World, shop: ShopState, scopes: string[]): void {
  const present = shop.installations.all().find((row) => row.uninstalledAt === null);
  if (!present) {
    shop.installations.put({
      id: shop.nextId(),
      clientId: world.app.clientId,
      scopes,
      installedAt: world.clock.now(),
      uninstalledAt: null,
    });
    return;
  }
  if (present.scopes.join() === scopes.join()) return;
  shop.installations.put({ ...present, scopes });
  for (const token of shop.tokens.all()) shop.tokens.put({ ...token, scopes });
  const payload = scopesPayload(gid('App', world.app.clientId), present.scopes, scopes, world.clock.now());
  emit(world, shop, 'app/scopes_update', payload);
}

/**
 * Adds optional scopes to those of the installation. The tokens that are out have them at once (assumption).
 * Source: https://shopify.dev/docs/apps/build/authentication-authorization/manage-access-scopes
 */
export function grantOptionalScopes(world: World, shop: ShopState, scopes: readonly string[]): void {
  const present = shop.installations.all().find((row) => row.uninstalledAt === null);
  if (!present) throw new Error('The app is not installed.');
  const undeclared = scopes.filter((scope) => !world.app.optionalScopes.includes(scope));
  if (undeclared.length > 0)
    throw new Error(`The app does not declare ${undeclared.join(', ')} as optional.`);
  installApp(world, shop, [...new Set([...present.scopes, ...scopes])]);
}

/**
 * Every token ends, pending webhooks stay on their way, `app/uninstalled` follows.
 * Source: https://shopify.dev/docs/apps/build/webhooks (app/uninstalled)
 */
export function uninstallApp(world: World, shop: ShopState): void {
  const present = shop.installations.all().find((row) => row.uninstalledAt === null);
  if (!present) return;
  shop.installations.put({ ...present, uninstalledAt: world.clock.now() });
  for (const token of shop.tokens.all()) revoke(world, shop, token);
  emit(world, shop, 'app/uninstalled', shopPayload(shop));
}
