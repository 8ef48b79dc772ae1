import { z } from 'zod';
import { failure } from '../domain/failure.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { parseWooSite, type WooSiteAddress } from '../domain/woo-site.ts';
import type { Clock, NewId } from '../ports/clock.ts';
import type { Sha256 } from '../ports/hash.ts';
import type { Keyring } from '../ports/keyring.ts';
import type { Log } from '../ports/log.ts';
import type { WooConnect, WooConnects } from '../ports/repositories/woo-connects.ts';
import type { WooKey, WooSites } from '../ports/woo-sites.ts';
import type { ConnectedWooStore, EstablishWooStore } from './establish-woo-store.ts';

/** From the click to the last word; the site shows its challenge as long. */
export const CONNECT_LIFE_MS = 30 * 60_000;
/** A reply that got lost may be asked for again this long. */
const AGAIN_MS = 10 * 60_000;

export interface ConnectWooSiteDeps {
  readonly wooConnects: WooConnects;
  readonly sites: Pick<WooSites, 'redeemCode'>;
  readonly establish: EstablishWooStore;
  readonly keyring: Pick<Keyring, 'seal' | 'open'>;
  readonly sha256: Sha256;
  /** 32 random bytes as hexadecimal digits. */
  readonly randomHex32: () => string;
  /** Where sites reach us, without a slash at its end. */
  readonly publicUrl: string;
  /** Origins that may be paired with over http: those of this very machine. */
  readonly privateOrigins: readonly string[];
  readonly clock: Clock;
  readonly newId: NewId;
  readonly log: Log;
}

export interface SiteClaim {
  readonly siteId: string;
  readonly url: string;
  readonly restUrl: string;
  readonly pluginVersion: string;
  readonly startedBy: string;
}

export interface PostedKey extends WooKey {
  /** WooCommerce hands back what we sent as `user_id`. */
  readonly state: string;
  readonly permissions: string;
}

const keySchema = z.strictObject({ consumerKey: z.string(), consumerSecret: z.string() });
const contextOf = (id: string) => `woo-connect:${id}`;
/** One answer for every way in which a state can be wrong. */
const noSuchConnect = () =>
  err(failure('not-found', 'There is no such connect, or it is too old. Begin again from the site.'));

/** Connecting a WooCommerce site, by wc-auth or by pairing. docs/woo-bridge-protocol.md section 3. */
export const makeConnectWooSite = (deps: ConnectWooSiteDeps) => ({
  start: makeStart(deps),
  takeKey: makeTakeKey(deps),
  finish: makeFinish(deps),
  pair: makePair(deps),
});
export type ConnectWooSite = ReturnType<typeof makeConnectWooSite>;

const makeStart =
  (deps: ConnectWooSiteDeps) =>
  async (
    claim: SiteClaim & { readonly returnUrl: string; readonly challenge: string },
  ): Promise<Result<{ state: string; authorizeUrl: string; expiresAt: Date }>> => {
    const address = parseWooSite(claim.url, claim.restUrl);
    if (!address.ok) return address;
    const back = URL.canParse(claim.returnUrl) ? new URL(claim.returnUrl) : null;
    if (!back || !`${back.origin}${back.pathname}/`.startsWith(`${address.value.url}/`)) {
      return err(
        failure('invalid-input', 'The return address has to lie under the address of the site.', {
          field: 'return_url',
        }),
      );
    }
    if (!deps.publicUrl.startsWith('https://')) {
      return err(
        failure(
          'unsupported-option',
          'WooCommerce hands keys over by https only, and this Softbox has no https address. Connect by pairing instead.',
          { field: 'callback_url' },
        ),
      );
    }
    const now = deps.clock.now();
    const state = deps.randomHex32();
    await deps.wooConnects.start({
      id: deps.newId(),
      stateHash: deps.sha256(state),
      challenge: claim.challenge,
      siteUrl: address.value.url,
      restUrl: claim.restUrl,
      siteId: claim.siteId,
      pluginVersion: claim.pluginVersion,
      startedBy: claim.startedBy,
      now,
    });
    const authorizeUrl = authorizeUrlOf(address.value, {
      app_name: 'Softbox',
      scope: 'read_write',
      user_id: state,
      return_url: back.href,
      callback_url: `${deps.publicUrl}/connect/woo/callback`,
    });
    return ok({ state, authorizeUrl, expiresAt: new Date(now.getTime() + CONNECT_LIFE_MS) });
  };

/** Where WooCommerce asks the owner; how it is reached depends on the site's permalinks. */
const authorizeUrlOf = (address: WooSiteAddress, params: Readonly<Record<string, string>>): string => {
  const isPlain = address.restPrefix.includes('?rest_route=');
  const folder = address.restPrefix.startsWith('index.php/') ? 'index.php/' : '';
  const url = new URL(isPlain ? `${address.url}/` : `${address.url}/${folder}wc-auth/v1/authorize`);
  if (isPlain) {
    url.searchParams.set('wc-auth-version', '1');
    url.searchParams.set('wc-auth-route', 'authorize');
  }
  for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value);
  return url.href;
};

/**
 * Takes the key that WooCommerce posts. Whoever knows the state may post one, once; it is trusted only after it has been tried
 * on the site (`finish`). A failure makes WooCommerce delete the key and tell the owner.
 */
const makeTakeKey =
  (deps: ConnectWooSiteDeps) =>
  async (posted: PostedKey): Promise<Result<void>> => {
    const connect = await deps.wooConnects.findByState(deps.sha256(posted.state));
    if (!connect) return noSuchConnect();
    if (posted.permissions !== 'read_write') {
      return err(
        failure('forbidden', 'Softbox needs a key that may read and write.', { field: 'key_permissions' }),
      );
    }
    const { consumerKey, consumerSecret } = posted;
    const sealed = deps.keyring.seal(JSON.stringify({ consumerKey, consumerSecret }), contextOf(connect.id));
    const now = deps.clock.now();
    const kept = await deps.wooConnects.grant(connect.id, sealed, {
      now,
      startedAfter: new Date(now.getTime() - CONNECT_LIFE_MS),
    });
    if (!kept) return noSuchConnect();
    deps.log.info({ connectId: connect.id }, 'a WooCommerce site handed its key over');
    return ok(undefined);
  };

const makeFinish =
  (deps: ConnectWooSiteDeps) =>
  async (proof: {
    readonly state: string;
    readonly verifier: string;
  }): Promise<Result<ConnectedWooStore | 'waiting'>> => {
    const connect = await deps.wooConnects.findByState(deps.sha256(proof.state));
    // hashes of what the caller sent: their comparison tells nothing about what he would have to send
    if (!connect || connect.challenge !== deps.sha256(proof.verifier)) return noSuchConnect();
    if (!isOpen(connect, deps.clock.now())) return noSuchConnect();
    if (!connect.granted) return ok('waiting');
    const address = parseWooSite(connect.siteUrl, connect.restUrl);
    if (!address.ok) return address;
    const key = keySchema.parse(JSON.parse(deps.keyring.open(connect.granted, contextOf(connect.id))));
    const made = await deps.establish(
      {
        address: address.value,
        siteId: connect.siteId,
        startedBy: connect.startedBy,
        challenge: connect.challenge,
        connectionId: connect.id,
      },
      key,
    );
    if (!made.ok) return made;
    if (connect.finishedAt === null) {
      await deps.wooConnects.finish(connect.id, made.value.store.id, deps.clock.now());
    }
    return made;
  };

const isOpen = (connect: WooConnect, now: Date): boolean =>
  connect.finishedAt === null
    ? now.getTime() - connect.createdAt.getTime() < CONNECT_LIFE_MS
    : now.getTime() - connect.finishedAt.getTime() < AGAIN_MS;

/** Redeems the one-time code at the site that is said to have made it. */
const makePair =
  (deps: ConnectWooSiteDeps) =>
  async (claim: SiteClaim & { readonly code: string }): Promise<Result<ConnectedWooStore>> => {
    const address = parseWooSite(claim.url, claim.restUrl);
    if (!address.ok) return address;
    const { origin } = new URL(address.value.url);
    if (!address.value.isHttps && !deps.privateOrigins.includes(origin)) {
      return err(
        failure('invalid-input', 'Pairing sends a key and therefore needs a site with https.', {
          field: 'site',
        }),
      );
    }
    const redeemed = await deps.sites.redeemCode(address.value, claim.code);
    if (!redeemed.ok) return redeemed;
    return deps.establish(
      {
        address: address.value,
        siteId: claim.siteId,
        startedBy: claim.startedBy,
        challenge: null,
        connectionId: deps.newId(),
      },
      redeemed.value.key,
    );
  };
