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
import type { Ports } from './wire-use-cases.ts';

/** Joins what only WooCommerce stores need: connecting, looking after the connection, disconnecting. */
export const wireWoo = (
  ports: Pick<
    Ports,
    'repositories' | 'keyring' | 'randomHex32' | 'woo' | 'sha256' | 'clock' | 'newId' | 'log'
  >,
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
