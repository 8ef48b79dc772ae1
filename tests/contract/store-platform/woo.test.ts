import { v7 as newId } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeGuardedHttp } from '#app/adapters/http-fetch/guarded-http.ts';
import { systemClock } from '#app/adapters/node/system-clock.ts';
import { makeWooStorePlatform } from '#app/adapters/woocommerce/woo-store-platform.ts';
import { publicationFilename } from '#app/domain/own-file.ts';
import { parseWooSite } from '#app/domain/woo-site.ts';
import { startSandboxWoo } from '#sandbox/woo/start.ts';
import type { SandboxWoo, WooOptions } from '#sandbox/woo/types.ts';
import { type ContractStore, storePlatformBattery } from '#tests/contract/store-platform/battery.ts';
import { silentLog } from '#tests/support/clock.ts';
import { labelledPicture } from '#tests/support/shopify-studio.ts';

const HOMES: readonly [string, WooOptions][] = [
  ['over http with OAuth', {}],
  ['that asks too early who is there, as WooCommerce 8.0', { asksTooEarly: true }],
  ['over https with Basic', { https: true }],
  ['in a subfolder, with index.php in its addresses', { path: '/shop/tea', permalinks: 'index' }],
  [
    'with plain permalinks, on a host that blocks PUT and DELETE',
    { permalinks: 'plain', blocksMethods: true },
  ],
];

describe.each(HOMES)('the WooCommerce adapter against a site %s', (_name, options) => {
  let sandbox: SandboxWoo;
  let store: ContractStore;
  let http: ReturnType<typeof makeGuardedHttp>;
  let count = 0;

  beforeAll(async () => {
    sandbox = await startSandboxWoo({ seed: false, ...options });
    const { key, secret } = sandbox.owner.createKey();
    const address = parseWooSite(sandbox.home, sandbox.restUrl);
    if (!address.ok) throw new Error(address.error.message);
    http = makeGuardedHttp({
      allowOrigins: [sandbox.origin],
      selfSignedOrigins: options.https ? [sandbox.origin] : [],
    });
    const site = {
      address: address.value,
      consumerKey: key,
      consumerSecret: secret,
      siteId: sandbox.plugin.siteId,
    };
    const platform = makeWooStorePlatform({
      http,
      sites: { accessOf: async () => ({ ok: true, value: site }) },
      clock: systemClock,
      log: silentLog,
    });
    store = contractStore(platform);
  });
  afterAll(async () => {
    await http.close();
    await sandbox.close();
  });

  const contractStore = (platform: ContractStore['platform']): ContractStore => ({
    platform,
    storeId: newId(),
    newProduct: async () => {
      const images = await Promise.all(
        [1, 2, 3].map(async (n) => ({
          bytes: await labelledPicture(),
          filename: `cup-${n}.jpg`,
          alt: `${n}`,
        })),
      );
      const row = await sandbox.owner.createProduct({
        name: `Cup ${count++}`,
        images,
        variations: ['Small', 'Large'].map((option, index) => ({
          attributes: [{ name: 'Size', option }],
          ...(index === 0 ? { imageFile: 'cup-1.jpg' } : {}),
        })),
      });
      return {
        id: String(row.id),
        media: [row.imageId, ...row.galleryIds].map(String),
        variants: sandbox.owner.variationsOf(row.id).map((variation) => String(variation.id)),
      };
    },
    deleteProduct: async (id) => sandbox.owner.trashProduct(Number(id)),
    merchantsFile: async () => {
      const filename = `own-${count++}.jpg`;
      const id = await sandbox.owner.addMedia({ bytes: await labelledPicture(), filename });
      return { id: String(id), filename };
    },
    newFile: async () => ({
      filename: publicationFilename(newId(), 'jpg'),
      contentType: 'image/jpeg',
      bytes: await labelledPicture(),
      alt: 'A picture, “with” & ünïcode \\ and a backslash',
    }),
  });

  storePlatformBattery(() => store);

  it('keeps one alt text a picture, and refuses other languages by name', async () => {
    const { platform, storeId, merchantsFile } = store;
    const { id } = await merchantsFile();
    expect(await platform.readLanguages(storeId)).toEqual({ ok: true, value: { known: false, missing: [] } });
    for (const refused of [
      platform.readAltTexts(storeId, id, ['de']),
      platform.writeAltTranslations(storeId, id, [{ locale: 'de', value: 'Dose' }]),
      platform.removeAltTranslations(storeId, id, ['de']),
    ]) {
      expect(await refused).toMatchObject({ ok: false, error: { kind: 'unsupported-option' } });
    }
  });
});
