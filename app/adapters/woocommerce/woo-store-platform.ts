import { failure } from '#app/domain/failure.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { GuardedHttp } from '#app/ports/guarded-http.ts';
import type { Log } from '#app/ports/log.ts';
import type { CallOptions, PlatformProduct, StorePlatform } from '#app/ports/store-platform.ts';
import { makeAltTexts } from './alt-texts.ts';
import { changeGallery } from './change-gallery.ts';
import { layoutOf } from './gallery-layout.ts';
import { makeListProducts, readVariations } from './list-products.ts';
import { makeMediaFiles } from './media-files.ts';
import { BRIDGE_NAMESPACE, siteReply } from './protocol.ts';
import { anotherProduct, productGone, readGallery, toSnapshot, wpId } from './read-gallery.ts';
import { readLiveFile } from './read-live-file.ts';
import { makeSiteClient, type SiteClient } from './rest-client.ts';
import type { ConnectedSite, ConnectedSites, SiteAccess } from './site-access.ts';
import { PRODUCT_FIELDS, productReply, toProduct } from './wc-replies.ts';

export interface WooStorePlatformDeps {
  readonly http: GuardedHttp;
  readonly sites: ConnectedSites;
  readonly clock: Clock;
  readonly log: Log;
}

/** The store port on WooCommerce's REST API and the plugin's routes beside it. */
export const makeWooStorePlatform = (deps: WooStorePlatformDeps): StorePlatform => {
  const client = makeSiteClient(deps);
  const listProducts = makeListProducts(client);
  const media = makeMediaFiles(client);

  /** Runs a call with the store's site; the port's promise of a quick end is kept before anything is sent. */
  const at = async <T>(
    storeId: string,
    options: CallOptions,
    run: (site: ConnectedSite) => Promise<Result<T>>,
  ): Promise<Result<T>> => {
    if (options.signal?.aborted) return err(failure('cancelled', 'The work was stopped.'));
    const site = await deps.sites.accessOf(storeId);
    return site.ok ? run(site.value) : site;
  };

  const readFile: StorePlatform['readFile'] = (storeId, fileId, options = {}) =>
    at(storeId, options, (site) => media.read(site, fileId, options));

  return {
    ...makeAltTexts({ readFile }),
    readStore: (storeId, options = {}) => at(storeId, options, (site) => readFacts(client, site, options)),
    listProducts: (storeId, request, options = {}) =>
      at(storeId, options, (site) => listProducts(site, request, options)),
    readProduct: (storeId, productId, options = {}) =>
      at(storeId, options, (site) => readProduct(client, site, productId, options)),
    readMedia: (storeId, productId, options = {}) =>
      at(storeId, options, async (site) => {
        const gallery = await readGallery(client, site, productId, options);
        if (!gallery.ok) return gallery;
        return ok({
          ...toSnapshot(gallery.value, productId, deps.clock.now()),
          layout: layoutOf(gallery.value),
          variantsShowAnyFile: true,
        });
      }),
    uploadFile: (storeId, file, options = {}) =>
      at(storeId, options, (site) => media.upload(site, file, options)),
    findFile: (storeId, filename, options = {}) =>
      at(storeId, options, (site) => media.find(site, filename, options)),
    readFile,
    waitUntilReady: (storeId, fileId, options = {}) =>
      at(storeId, options, async (site) => {
        const file = await media.read(site, fileId, options);
        if (!file.ok) return file;
        return file.value
          ? ok(file.value)
          : err(failure('media-gone', 'The picture is no longer in the media library.'));
      }),
    changeGallery: (storeId, productId, step, options = {}) =>
      at(storeId, options, (site) => changeGallery(client, site, { productId, step }, options)),
    setAlt: (storeId, fileId, alt, options = {}) =>
      at(storeId, options, (site) => media.setAlt(site, { fileId, alt }, options)),
    readLiveFile: (_storeId, url, options = {}) => readLiveFile(deps.http, url, options),
    deleteOwnFile: (storeId, file, options = {}) =>
      at(storeId, options, (site) => media.deleteOwn(site, file, options)),
  };
};

/** That the plugin answers with the id it had proves that this is still the site that was connected. */
const readFacts = async (
  client: SiteClient,
  site: ConnectedSite,
  options: CallOptions,
): Promise<Result<{ name: string; currency: string }>> => {
  const facts = await client.call(
    site,
    { operation: 'site', method: 'GET', namespace: BRIDGE_NAMESPACE, path: 'site', reply: siteReply },
    options,
  );
  if (!facts.ok) return facts;
  const { id, name, currency } = facts.value.value;
  if (id !== site.siteId) {
    return err(
      failure(
        'store-disconnected',
        'Another installation answers at the address of the site than the one that was connected. Connect it again.',
        { details: { otherSite: true } },
      ),
    );
  }
  return ok({ name: name || site.address.identity, currency });
};

const readProduct = async (
  client: SiteClient,
  site: SiteAccess,
  productId: string,
  options: CallOptions,
): Promise<Result<PlatformProduct>> => {
  const id = wpId(productId);
  if (!id.ok) return err(productGone());
  const answer = await client.call(
    site,
    {
      operation: 'product',
      method: 'GET',
      namespace: 'wc/v3',
      path: `products/${id.value}`,
      query: { _fields: PRODUCT_FIELDS },
      reply: productReply,
      refused: ({ status, code }) => (status === 404 && code !== 'rest_no_route' ? productGone() : null),
    },
    options,
  );
  if (!answer.ok) return answer;
  const product = answer.value.value;
  if (product.id !== id.value) return err(anotherProduct());
  // what is in the trash is not in the store; and a variation is none of its products
  if (product.status === 'trash' || product.type === 'variation') return err(productGone());
  const variations = await readVariations(client, site, product, options);
  return variations.ok ? ok(toProduct(product, variations.value)) : variations;
};
