import type { WooHealth } from '../../domain/woo-health.ts';
import type { Sealed } from '../keyring.ts';
import type { SealedSecrets } from './sealed-secrets.ts';

/** The connection of a WooCommerce store. */
export interface WooConnection {
  /** In the addresses of its webhooks; stays the same over a reconnect. */
  readonly id: string;
  readonly storeId: string;
  readonly siteUrl: string;
  readonly restUrl: string;
  /** The plugin's own id of the installation that was connected. */
  readonly siteId: string;
  readonly pluginVersion: string;
  readonly startedBy: string;
  /** Key, its secret and the webhooks' secret, as JSON (`WooSecrets`); null once it is disconnected. */
  readonly secrets: Sealed | null;
  readonly bridgeKeyId: string | null;
  readonly webhookIds: readonly number[];
  readonly health: WooHealth;
  readonly lastContactAt: Date | null;
  readonly connectedAt: Date;
  readonly disconnectedAt: Date | null;
}

export type NewWooConnection = Pick<
  WooConnection,
  'siteUrl' | 'restUrl' | 'siteId' | 'pluginVersion' | 'startedBy'
> & { readonly secrets: Sealed; readonly bridgeKeyId: string; readonly now: Date };

export interface WooConnections extends SealedSecrets {
  get(storeId: string): Promise<WooConnection | null>;
  /** The store's connection, made or made anew under the id it had. The caller has `id` from `idFor`. */
  connect(storeId: string, connection: NewWooConnection & { readonly id: string }): Promise<WooConnection>;
  /** False when the store has none. */
  setWebhooks(storeId: string, webhookIds: readonly number[]): Promise<boolean>;
  setHealth(storeId: string, health: WooHealth, contactAt: Date | null): Promise<boolean>;
  /** Notes that a whole sync was asked for, and when the next one is due. */
  setWholeSync(storeId: string, nextAt: Date): Promise<boolean>;
  /** Forgets the secrets. False when there is no connection, or it was disconnected already. */
  disconnect(storeId: string, now: Date): Promise<boolean>;
  /** For a webhook, which names nothing but a connection: whoever sent it has still to prove that he has its secret. */
  findForWebhook(id: string): Promise<WooConnection | null>;
  /** A sweep: connections whose check is due; each is given to one caller and is due again at `nextCheckAt`. */
  takeDue(options: {
    readonly now: Date;
    readonly nextCheckAt: Date;
    readonly limit: number;
  }): Promise<readonly { readonly id: string; readonly storeId: string; readonly wholeSyncIsDue: boolean }[]>;
}
