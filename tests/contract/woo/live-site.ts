import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { v7 as newId } from 'uuid';
import { z } from 'zod';
import { makeGuardedHttp } from '#app/adapters/http-fetch/guarded-http.ts';
import { systemClock } from '#app/adapters/node/system-clock.ts';
import { galleryReply, mediumReply, siteReply } from '#app/adapters/woocommerce/protocol.ts';
import { makeSiteClient, type SiteCall } from '#app/adapters/woocommerce/rest-client.ts';
import type { SiteAccess } from '#app/adapters/woocommerce/site-access.ts';
import { makeWooStorePlatform } from '#app/adapters/woocommerce/woo-store-platform.ts';
import { publicationFilename } from '#app/domain/own-file.ts';
import { parseWooSite } from '#app/domain/woo-site.ts';
import type { GuardedHttp } from '#app/ports/guarded-http.ts';
import { startSandboxWoo } from '#sandbox/woo/start.ts';
import { silentLog } from '#tests/support/clock.ts';
import { labelledPicture } from '#tests/support/shopify-studio.ts';

const DUMP_MAX_BYTES = 256 * 1024 * 1024;

/** Everything that a WordPress of this machine keeps, read beside its REST API. */
const dumpWordPress = async (path: string, url: string): Promise<unknown> => {
  const args = ['woo-bridge/tests/dump-site.php', path, url];
  const { stdout } = await promisify(execFile)('php', args, { maxBuffer: DUMP_MAX_BYTES });
  return JSON.parse(stdout);
};

/** Which site the suite runs against: that of the environment (`npm run test:woo`), else a stand-in of its own. */
const chooseSite = async () => {
  const { WOO_SITE, WOO_REST, WOO_KEY, WOO_SECRET, WOO_READ_KEY, WOO_READ_SECRET } = process.env;
  const { WOO_SELF_SIGNED, WOO_PATH } = process.env;
  if (WOO_SITE && WOO_KEY && WOO_SECRET) {
    const url = WOO_SITE.replace(/\/+$/, '');
    return {
      url,
      restUrl: WOO_REST ?? `${url}/wp-json/`,
      key: { key: WOO_KEY, secret: WOO_SECRET },
      readKey: WOO_READ_KEY && WOO_READ_SECRET ? { key: WOO_READ_KEY, secret: WOO_READ_SECRET } : null,
      selfSigned: WOO_SELF_SIGNED === '1',
      /** What lies behind the REST API; null where nobody said where the site's files are. */
      dumpAll: WOO_PATH ? () => dumpWordPress(WOO_PATH, url) : null,
      close: async () => {},
    };
  }
  const sandbox = await startSandboxWoo({ seed: false });
  return {
    url: sandbox.home,
    restUrl: sandbox.restUrl,
    key: sandbox.owner.createKey(),
    readKey: sandbox.owner.createKey('read'),
    selfSigned: false,
    dumpAll: async (): Promise<unknown> => sandbox.dump(),
    close: () => sandbox.close(),
  };
};

export type LiveSite = Awaited<ReturnType<typeof openLiveSite>>;

const idOnly = z.looseObject({ id: z.number().int().positive() });

/** A site with WooCommerce and the plugin, and what the suite needs to know and do there. Everything it makes it removes. */
export const openLiveSite = async () => {
  const site = await chooseSite();
  const address = parseWooSite(site.url, site.restUrl);
  if (!address.ok) throw new Error(address.error.message);
  const { origin } = new URL(site.url);
  const guarded = makeGuardedHttp({
    allowOrigins: [origin],
    selfSignedOrigins: site.selfSigned ? [origin] : [],
  });
  let meanwhile: (() => Promise<unknown>) | null = null;
  const http: GuardedHttp = {
    send: async (request, options) => {
      const act = request.method === 'POST' && request.url.includes('/gallery?') ? meanwhile : null;
      if (act) {
        meanwhile = null;
        await act();
      }
      return guarded.send(request, options);
    },
  };
  const client = makeSiteClient({ http, log: silentLog });
  const accessOf = (key: { key: string; secret: string }): SiteAccess => ({
    address: address.value,
    consumerKey: key.key,
    consumerSecret: key.secret,
  });
  const access = accessOf(site.key);
  const made = { products: new Set<number>(), media: new Map<number, string>() };

  /** A call whose refusal is looked at: what the site answered by code and status, or its value. */
  const ask = async <T>(call: Omit<SiteCall<T>, 'operation' | 'refused'>, as = access) => {
    let refusal: { code: string; status: number; data: unknown } | null = null;
    const answer = await client.call(as, {
      ...call,
      operation: 'test',
      refused: ({ code, status, error }) => {
        refusal = { code, status, data: error.data };
        return null;
      },
    });
    return {
      value: answer.ok ? answer.value.value : null,
      headers: answer.ok ? answer.value.headers : new Map<string, string>(),
      refusal: refusal as { code: string; status: number; data: unknown } | null,
      failure: answer.ok ? null : answer.error,
    };
  };
  const must = async <T>(call: Omit<SiteCall<T>, 'operation' | 'refused'>): Promise<T> => {
    const { value, failure, refusal } = await ask(call);
    if (value === null)
      throw new Error(`${call.path}: ${failure?.message} ${JSON.stringify(refusal ?? failure?.details)}`);
    return value;
  };

  const upload = async (bytes?: Uint8Array, name = publicationFilename(newId(), 'jpg')) => {
    const medium = await must({
      method: 'POST',
      namespace: 'wc-softbox/v1',
      path: 'media',
      query: { name, alt: 'A picture of the suite' },
      file: { name, contentType: 'image/jpeg', bytes: bytes ?? (await labelledPicture()) },
      reply: mediumReply,
    });
    made.media.set(medium.id, name);
    return medium;
  };
  const createProduct = async (fields: Record<string, unknown>): Promise<number> => {
    const { id } = await must({
      method: 'POST',
      namespace: 'wc/v3',
      path: 'products',
      body: { name: `Softbox suite ${randomBytes(4).toString('hex')}`, regular_price: '9.00', ...fields },
      reply: idOnly,
    });
    made.products.add(id);
    return id;
  };
  const createVariation = async (product: number, option: string, image: number | null) =>
    must({
      method: 'POST',
      namespace: 'wc/v3',
      path: `products/${product}/variations`,
      body: {
        regular_price: '9.00',
        attributes: [{ name: 'Size', option }],
        menu_order: option === 'Small' ? 1 : 2,
        ...(image === null ? {} : { image: { id: image } }),
      },
      reply: idOnly,
    });
  /** Three pictures; two variations, the first of which shows the first of them. */
  const newProduct = async () => {
    const media = [await upload(), await upload(), await upload()].map((medium) => medium.id);
    const id = await createProduct({
      type: 'variable',
      images: media.map((image) => ({ id: image })),
      attributes: [{ name: 'Size', options: ['Small', 'Large'], variation: true, visible: true }],
    });
    const small = await createVariation(id, 'Small', media[0] ?? null);
    const large = await createVariation(id, 'Large', null);
    return { id, media, variations: [small.id, large.id] };
  };
  const deleteProduct = async (id: number, force: boolean) => {
    await must({
      method: 'POST',
      namespace: 'wc/v3',
      path: `products/${id}`,
      query: { _method: 'DELETE', ...(force ? { force: 'true' } : {}) },
      reply: z.unknown(),
    });
  };
  const facts = await must({ method: 'GET', namespace: 'wc-softbox/v1', path: 'site', reply: siteReply });
  const platform = makeWooStorePlatform({
    http,
    sites: { accessOf: async () => ({ ok: true, value: { ...access, siteId: facts.id } }) },
    clock: systemClock,
    log: silentLog,
  });
  return {
    ...site,
    address: address.value,
    facts,
    access,
    readAccess: site.readKey ? accessOf(site.readKey) : null,
    nobody: accessOf({ key: `ck_${'0'.repeat(40)}`, secret: `cs_${'0'.repeat(40)}` }),
    platform,
    ask,
    must,
    upload,
    newProduct,
    deleteProduct,
    hashOf: (text: string) => createHash('sha256').update(text).digest('hex'),
    gallery: (id: number) =>
      must({
        method: 'GET',
        namespace: 'wc-softbox/v1',
        path: `products/${id}/gallery`,
        reply: galleryReply,
      }),
    /** A picture that the plugin did not make: WooCommerce's own placeholder. */
    placeholder: async (): Promise<number> => {
      const { value } = await must({
        method: 'GET',
        namespace: 'wc/v3',
        path: 'settings/products/woocommerce_placeholder_image',
        reply: z.looseObject({ value: z.coerce.number().int().positive() }),
      });
      return value;
    },
    /** Done once, after the gallery was read and before it is written. Answers whether it has been done. */
    beforeNextGalleryWrite: (act: () => Promise<unknown>) => {
      meanwhile = act;
      return () => meanwhile === null;
    },
    close: async () => {
      for (const id of made.products) {
        await ask({
          method: 'POST',
          namespace: 'wc/v3',
          path: `products/${id}`,
          query: { _method: 'DELETE', force: 'true' },
          reply: z.unknown(),
        });
      }
      for (const [id, filename] of made.media)
        await platform.deleteOwnFile('suite', { id: String(id), filename });
      await guarded.close();
      await site.close();
    },
  };
};
