import type { Clock } from '#app/ports/clock.ts';
import type { Log } from '#app/ports/log.ts';
import type { StorePlatform } from '#app/ports/store-platform.ts';
import { makeAdminClient, type ShopAccess } from './admin-client.ts';
import { makeAltTexts } from './alt-texts.ts';
import { makeGalleryChanges } from './change-gallery.ts';
import { makeDeleteOwnFile } from './delete-own-file.ts';
import { makeReadLiveFile } from './read-live-file.ts';
import { makeProductReads } from './read-products.ts';
import { makeShopifyFetch, type SandboxConfig } from './sandbox-config.ts';
import { makeUploads } from './upload-files.ts';

export interface ShopifyStorePlatformDeps {
  readonly fetch: typeof fetch;
  readonly access: ShopAccess;
  /** Null: the real Shopify. */
  readonly sandbox: SandboxConfig | null;
  readonly clock: Clock;
  readonly log: Log;
  /** How long calls may take; the adapter's own limits when not given. */
  readonly timeouts?: ShopifyTimeouts;
}

export interface ShopifyTimeouts {
  /** A call of the Admin API, its reply included, milliseconds. */
  readonly replyMs?: number;
  /** Sending a picture to its upload target, milliseconds. */
  readonly uploadMs?: number;
}

/** The store port on Shopify's Admin GraphQL API. */
export const makeShopifyStorePlatform = (deps: ShopifyStorePlatformDeps): StorePlatform => {
  const { access, clock, log, sandbox } = deps;
  const { replyMs, uploadMs } = deps.timeouts ?? {};
  const client = makeAdminClient({
    fetch: makeShopifyFetch(deps.fetch, sandbox),
    access,
    clock,
    log,
    timeoutMs: replyMs,
  });
  const uploads = makeUploads({ client, clock, fetch: deps.fetch, timeoutMs: uploadMs });
  return {
    ...makeProductReads(client, clock),
    ...uploads,
    ...makeAltTexts(client, uploads),
    ...makeGalleryChanges(client, clock),
    readLiveFile: makeReadLiveFile({ fetch: deps.fetch, allowedHttpOrigin: sandbox?.origin ?? null }),
    deleteOwnFile: makeDeleteOwnFile(client, uploads),
  };
};
