import type { Clock, NewId } from './ports/clock.ts';
import type { Sha256 } from './ports/hash.ts';
import type { Keyring } from './ports/keyring.ts';
import type { Log } from './ports/log.ts';
import type { AuditLog } from './ports/repositories/audit-log.ts';
import type { BridgeKeys } from './ports/repositories/bridge-keys.ts';
import type { Stores } from './ports/repositories/stores.ts';
import type { WooConnections } from './ports/repositories/woo-connections.ts';
import type { WooConnects } from './ports/repositories/woo-connects.ts';
import type { WooSites } from './ports/woo-sites.ts';
import { makeIssueBridgeKey } from './use-cases/bridge-keys.ts';
import { makeCheckWooConnection, makeDueWooChecks } from './use-cases/check-woo-connection.ts';
import { makeConnectWooSite } from './use-cases/connect-woo-site.ts';
import { makeDisconnectWooStore } from './use-cases/disconnect-woo-store.ts';
import { makeEstablishWooStore } from './use-cases/establish-woo-store.ts';
import type { InstallStore } from './use-cases/install-store.ts';
import { makeOpenWooConnection } from './use-cases/open-woo-connection.ts';
import { makeReadWooConnection } from './use-cases/read-woo-connection.ts';
import type { StartSync } from './use-cases/sync-catalogue.ts';
import type { UninstallStore } from './use-cases/uninstall-store.ts';

/** What connecting WooCommerce sites takes. */
export interface WooPorts {
  readonly sites: WooSites;
  /** Where sites reach us, without a slash at its end. */
  readonly publicUrl: string;
  /** Origins of sites on this machine that the operator has allowed. */
  readonly privateOrigins: readonly string[];
  readonly isSandboxSite: (siteUrl: string) => boolean;
}

export interface WooWiring {
  readonly repositories: {
    readonly auditLog: AuditLog;
    readonly bridgeKeys: BridgeKeys;
    readonly stores: Stores;
    readonly wooConnections: WooConnections;
    readonly wooConnects: WooConnects;
  };
  readonly woo: WooPorts;
  readonly keyring: Keyring;
  readonly randomHex32: () => string;
  readonly sha256: Sha256;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly log: Log;
}

/** Joins what only WooCommerce stores need: connecting, looking after the connection, disconnecting. */
export const wireWoo = (
  ports: WooWiring,
  shared: {
    readonly installStore: InstallStore;
    readonly startSync: StartSync;
    readonly uninstallStore: UninstallStore;
  },
) => {
  const { repositories, woo, ...rest } = ports;
  const deps = { ...rest, ...shared, ...woo, ...repositories };
  const deliveryUrlOf = (connectionId: string) => `${woo.publicUrl}/webhooks/store/${connectionId}`;
  const openConnection = makeOpenWooConnection(deps);
  const establish = makeEstablishWooStore({
    ...deps,
    deliveryUrlOf,
    issueBridgeKey: makeIssueBridgeKey(deps),
  });
  return {
    openConnection,
    connect: makeConnectWooSite({ ...deps, establish }),
    disconnect: makeDisconnectWooStore({ ...deps, openConnection }),
    readConnection: makeReadWooConnection(deps),
    checkConnection: makeCheckWooConnection({ ...deps, openConnection, deliveryUrlOf }),
    dueChecks: makeDueWooChecks(deps),
  };
};
export type WooUseCases = ReturnType<typeof wireWoo>;
