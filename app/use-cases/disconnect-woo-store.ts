import { failure } from '../domain/failure.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { Clock, NewId } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { AuditLog } from '../ports/repositories/audit-log.ts';
import type { BridgeKeys } from '../ports/repositories/bridge-keys.ts';
import type { Stores } from '../ports/repositories/stores.ts';
import type { WooConnections } from '../ports/repositories/woo-connections.ts';
import type { WooSites } from '../ports/woo-sites.ts';
import type { OpenConnection } from './open-woo-connection.ts';
import type { UninstallStore } from './uninstall-store.ts';

export interface DisconnectWooStoreDeps {
  readonly openConnection: OpenConnection;
  readonly sites: Pick<WooSites, 'disconnect' | 'deleteWebhooks'>;
  readonly stores: Pick<Stores, 'get'>;
  readonly wooConnections: Pick<WooConnections, 'get' | 'disconnect'>;
  readonly bridgeKeys: Pick<BridgeKeys, 'revoke'>;
  readonly uninstallStore: UninstallStore;
  readonly auditLog: Pick<AuditLog, 'append'>;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly log: Log;
}

export interface Disconnected {
  readonly webhookIds: readonly number[];
  /** False: the key is still at the site, and its owner has to revoke it at `revokeAt`. */
  readonly keyDeleted: boolean;
  readonly revokeAt: string;
}

/** The site waits for us, or is gone: neither may hold a disconnect up. */
const PATIENCE_MS = 15_000;

/**
 * Ends the connection of a WooCommerce store. `plugin`: its plugin asks, and deletes its own side afterwards. `softbox`: we ask
 * the plugin to; where it is gone, we delete the webhooks, and the key stays for the owner to revoke (no route of WooCommerce
 * does). Either way we forget the key, refuse the bridge key, and take no more work.
 */
export const makeDisconnectWooStore =
  (deps: DisconnectWooStoreDeps) =>
  async (
    storeId: string,
    request: { readonly by: 'plugin' | 'softbox'; readonly actor: string },
  ): Promise<Result<Disconnected>> => {
    const store = await deps.stores.get(storeId);
    const connection = await deps.wooConnections.get(storeId);
    if (!store || !connection) {
      return err(failure('not-found', 'There is no such WooCommerce store.'));
    }
    const keyDeleted = await tellSite(deps, storeId, request.by);
    const now = deps.clock.now();
    const first = await deps.wooConnections.disconnect(storeId, now);
    if (connection.bridgeKeyId) await deps.bridgeKeys.revoke(storeId, connection.bridgeKeyId, now);
    await deps.uninstallStore(store);
    if (first) {
      await deps.auditLog.append(storeId, [
        {
          id: deps.newId(),
          actor: request.actor,
          action: 'disconnect',
          subjectKind: 'store',
          subjectId: storeId,
          details: { keyDeleted },
          at: now,
        },
      ]);
    }
    return ok({
      webhookIds: connection.webhookIds,
      keyDeleted,
      revokeAt: `${connection.siteUrl}/wp-admin/admin.php?page=wc-settings&tab=advanced&section=keys`,
    });
  };
export type DisconnectWooStore = ReturnType<typeof makeDisconnectWooStore>;

/** Null where the secrets cannot be read any more (a lost encryption key): the more reason to let go of them. */
const openIfPossible = async (deps: DisconnectWooStoreDeps, storeId: string) => {
  try {
    return await deps.openConnection(storeId);
  } catch (e) {
    const error = e instanceof Error ? e.message : String(e);
    deps.log.warn(
      { storeId, error },
      'the secrets of a connection could not be opened; it is ended without its site',
    );
    return null;
  }
};

/** Whether the key is known to be deleted at the site, or about to be. What fails here must not stop the disconnect. */
const tellSite = async (
  deps: DisconnectWooStoreDeps,
  storeId: string,
  by: 'plugin' | 'softbox',
): Promise<boolean> => {
  const open = await openIfPossible(deps, storeId);
  if (!open?.ok) return by === 'plugin';
  const { address, connection } = open.value;
  const options = { signal: AbortSignal.timeout(PATIENCE_MS) };
  if (by === 'softbox') {
    const done = await deps.sites.disconnect(address, open.value, connection.webhookIds, options);
    if (done.ok) return true;
    deps.log.warn({ storeId, kind: done.error.kind }, 'the plugin could not be told of the disconnect');
  }
  const deleted = await deps.sites.deleteWebhooks(address, open.value, connection.webhookIds, options);
  if (!deleted.ok) {
    deps.log.warn({ storeId, kind: deleted.error.kind }, 'the webhooks of a site could not be deleted');
  }
  return by === 'plugin';
};
