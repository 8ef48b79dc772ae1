import { z } from 'zod';
import { failure } from '../domain/failure.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { SECRET_CONTEXTS } from '../domain/secret-context.ts';
import { parseWooSite, type WooSiteAddress } from '../domain/woo-site.ts';
import type { Keyring, Sealed } from '../ports/keyring.ts';
import type { Stores } from '../ports/repositories/stores.ts';
import type { WooConnection, WooConnections } from '../ports/repositories/woo-connections.ts';
import type { WooKey } from '../ports/woo-sites.ts';

/** What a connection keeps sealed. */
export interface WooSecrets extends WooKey {
  readonly webhookSecret: string;
}

const secretsSchema = z.strictObject({
  consumerKey: z.string(),
  consumerSecret: z.string(),
  webhookSecret: z.string(),
});

const contextOf = SECRET_CONTEXTS['woo-connection'];

export const sealWooSecrets = (keyring: Pick<Keyring, 'seal'>, id: string, secrets: WooSecrets): Sealed =>
  keyring.seal(JSON.stringify(secrets), contextOf(id));

/** Null once the connection is disconnected. */
export const openWooSecrets = (
  keyring: Pick<Keyring, 'open'>,
  connection: Pick<WooConnection, 'id' | 'secrets'>,
): WooSecrets | null =>
  connection.secrets === null
    ? null
    : secretsSchema.parse(JSON.parse(keyring.open(connection.secrets, contextOf(connection.id))));

export interface OpenWooConnection extends WooSecrets {
  readonly connection: WooConnection;
  readonly address: WooSiteAddress;
  readonly siteId: string;
}

/** A store's connection with its secrets, for calling its site. Failure: store-disconnected. */
export const makeOpenWooConnection =
  (deps: {
    readonly stores: Pick<Stores, 'get'>;
    readonly wooConnections: Pick<WooConnections, 'get'>;
    readonly keyring: Pick<Keyring, 'open'>;
  }) =>
  async (storeId: string): Promise<Result<OpenWooConnection>> => {
    const store = await deps.stores.get(storeId);
    const connection = store?.status === 'active' ? await deps.wooConnections.get(storeId) : null;
    const secrets = connection ? openWooSecrets(deps.keyring, connection) : null;
    if (!connection || !secrets) {
      return err(failure('store-disconnected', 'The WooCommerce store is not connected. Connect it again.'));
    }
    const address = parseWooSite(connection.siteUrl, connection.restUrl);
    if (!address.ok) return address;
    return ok({ connection, address: address.value, siteId: connection.siteId, ...secrets });
  };
export type OpenConnection = ReturnType<typeof makeOpenWooConnection>;
