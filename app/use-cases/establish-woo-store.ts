import { failure } from '../domain/failure.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { parseWooSite, type WooSiteAddress } from '../domain/woo-site.ts';
import type { Clock, NewId } from '../ports/clock.ts';
import type { Keyring } from '../ports/keyring.ts';
import type { AuditLog } from '../ports/repositories/audit-log.ts';
import type { BridgeKeys } from '../ports/repositories/bridge-keys.ts';
import type { Store, Stores } from '../ports/repositories/stores.ts';
import type { WooConnections } from '../ports/repositories/woo-connections.ts';
import type { WooKey, WooSiteFacts, WooSites } from '../ports/woo-sites.ts';
import type { IssuedBridgeKey } from './bridge-keys.ts';
import type { InstallStore } from './install-store.ts';
import { sealWooSecrets } from './open-woo-connection.ts';
import type { StartSync } from './sync-catalogue.ts';

export interface EstablishWooStoreDeps {
  readonly sites: Pick<WooSites, 'readFacts' | 'ensureWebhooks'>;
  readonly stores: Pick<Stores, 'findByExternalId'>;
  readonly wooConnections: Pick<WooConnections, 'get' | 'connect' | 'setWebhooks'>;
  readonly bridgeKeys: Pick<BridgeKeys, 'revoke'>;
  readonly auditLog: Pick<AuditLog, 'append'>;
  readonly keyring: Pick<Keyring, 'seal'>;
  readonly installStore: InstallStore;
  readonly startSync: StartSync;
  readonly issueBridgeKey: (storeId: string) => Promise<IssuedBridgeKey>;
  readonly randomHex32: () => string;
  /** Where the webhooks of a connection are delivered. */
  readonly deliveryUrlOf: (connectionId: string) => string;
  /** Whether a site lives on our stand-in. */
  readonly isSandboxSite: (siteUrl: string) => boolean;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** What somebody says that he is connecting. Nothing of it is believed before the site itself has said it. */
export interface WooClaim {
  readonly address: WooSiteAddress;
  readonly siteId: string;
  readonly startedBy: string;
  /** What the site must show as pending; null where a redeemed code has proven as much. */
  readonly challenge: string | null;
  /** Id of the connection, should the store be new. The same for a repetition. */
  readonly connectionId: string;
}

export interface ConnectedWooStore {
  readonly store: Store;
  readonly connectionId: string;
  readonly bridgeKey: IssuedBridgeKey;
}

/**
 * Makes a store of a site whose key was given to us: tries the key on the site, compares who answers with who asked, proves by
 * making the webhooks that the key may write, and only then keeps anything. Connecting again finds everything again and voids
 * the former bridge key.
 */
export const makeEstablishWooStore =
  (deps: EstablishWooStoreDeps) =>
  async (claim: WooClaim, key: WooKey): Promise<Result<ConnectedWooStore>> => {
    const facts = await deps.sites.readFacts(claim.address, key);
    if (!facts.ok) return facts;
    const mismatch = checkFacts(claim, facts.value);
    if (mismatch) return err(mismatch);
    const known = await deps.stores.findByExternalId('woocommerce', claim.address.identity);
    const former = known ? await deps.wooConnections.get(known.id) : null;
    const connectionId = former?.id ?? claim.connectionId;
    const webhookSecret = deps.randomHex32();
    const webhooks = await deps.sites.ensureWebhooks(claim.address, key, {
      deliveryUrl: deps.deliveryUrlOf(connectionId),
      secret: webhookSecret,
      renewSecret: true,
    });
    if (!webhooks.ok) return webhooks;

    let bridgeKey: IssuedBridgeKey | undefined;
    const store = await deps.installStore({
      platform: 'woocommerce',
      externalId: claim.address.identity,
      isSandbox: deps.isSandboxSite(claim.address.url),
      name: facts.value.name || claim.address.identity,
      currency: facts.value.currency,
      prepare: async (made) => {
        bridgeKey = await keep(
          deps,
          { claim, facts: facts.value, connectionId, store: made },
          {
            ...key,
            webhookSecret,
          },
        );
        await deps.wooConnections.setWebhooks(
          made.id,
          webhooks.value.map((webhook) => webhook.id),
        );
      },
    });
    if (!bridgeKey) throw new Error('the connection was not prepared');
    // a reconnect: while it was away nobody told us of changes
    if (known?.status === 'active') await deps.startSync(store.id, { mode: 'whole' });
    return ok({ store, connectionId, bridgeKey });
  };
export type EstablishWooStore = ReturnType<typeof makeEstablishWooStore>;

/** The key opened some site; is it the one that was claimed, and did that one begin this connect? */
const checkFacts = (claim: WooClaim, facts: WooSiteFacts) => {
  const told = parseWooSite(facts.url, facts.restUrl);
  if (facts.siteId !== claim.siteId || !told.ok || told.value.identity !== claim.address.identity) {
    return failure('forbidden', 'The key belongs to another site than the one that is being connected.', {
      field: 'site',
    });
  }
  if (claim.challenge !== null && facts.pending !== claim.challenge) {
    return failure(
      'forbidden',
      'The site did not begin this connect. Begin again from its own Softbox screen.',
      {
        field: 'state',
      },
    );
  }
  return null;
};

const keep = async (
  deps: EstablishWooStoreDeps,
  made: {
    readonly claim: WooClaim;
    readonly facts: WooSiteFacts;
    readonly connectionId: string;
    readonly store: Store;
  },
  secrets: Parameters<typeof sealWooSecrets>[2],
): Promise<IssuedBridgeKey> => {
  const { claim, facts, connectionId, store } = made;
  const now = deps.clock.now();
  const former = await deps.wooConnections.get(store.id);
  const bridgeKey = await deps.issueBridgeKey(store.id);
  await deps.wooConnections.connect(store.id, {
    id: connectionId,
    siteUrl: claim.address.url,
    restUrl: facts.restUrl,
    siteId: claim.siteId,
    pluginVersion: facts.pluginVersion,
    startedBy: claim.startedBy,
    secrets: sealWooSecrets(deps.keyring, connectionId, secrets),
    bridgeKeyId: bridgeKey.keyId,
    now,
  });
  if (former?.bridgeKeyId) await deps.bridgeKeys.revoke(store.id, former.bridgeKeyId, now);
  await deps.auditLog.append(store.id, [
    {
      id: deps.newId(),
      actor: `woo:${claim.startedBy}`,
      action: former ? 'reconnect' : 'connect',
      subjectKind: 'store',
      subjectId: store.id,
      details: { site: claim.address.identity },
      at: now,
    },
  ]);
  return bridgeKey;
};
