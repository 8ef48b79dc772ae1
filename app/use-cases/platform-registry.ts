import { failure } from '../domain/failure.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { Platform, Stores } from '../ports/repositories/stores.ts';
import type { StorePlatform } from '../ports/store-platform.ts';

const NAMES = { shopify: 'Shopify', woocommerce: 'WooCommerce' } as const satisfies Record<Platform, string>;

/** A store never changes its platform, so it is looked up once; only the newest this many are kept in mind. */
const REMEMBERED = 10_000;

/**
 * One store port for stores of every platform: each call goes to the adapter of its store's platform. So the use cases serve
 * all of them without knowing which is which.
 */
export const makePlatformRegistry = (deps: {
  readonly stores: Pick<Stores, 'get'>;
  /** Null: this installation does not serve that platform. */
  readonly platforms: Readonly<Record<Platform, StorePlatform | null>>;
}): StorePlatform => {
  const known = new Map<string, Platform>();

  const find = async (storeId: string): Promise<Result<StorePlatform>> => {
    let platform = known.get(storeId);
    if (!platform) {
      const store = await deps.stores.get(storeId);
      if (!store) return err(failure('not-found', 'There is no such store.'));
      platform = store.platform;
      if (known.size >= REMEMBERED) known.delete(known.keys().next().value ?? '');
      known.set(storeId, platform);
    }
    const adapter = deps.platforms[platform];
    return adapter
      ? ok(adapter)
      : err(failure('store-disconnected', `This Softbox is not set up for ${NAMES[platform]}.`));
  };

  const by = async <T>(
    storeId: string,
    run: (platform: StorePlatform) => Promise<Result<T>>,
  ): Promise<Result<T>> => {
    const platform = await find(storeId);
    return platform.ok ? run(platform.value) : platform;
  };

  return {
    readStore: (storeId, ...rest) => by(storeId, (platform) => platform.readStore(storeId, ...rest)),
    listProducts: (storeId, ...rest) => by(storeId, (platform) => platform.listProducts(storeId, ...rest)),
    readProduct: (storeId, ...rest) => by(storeId, (platform) => platform.readProduct(storeId, ...rest)),
    readMedia: (storeId, ...rest) => by(storeId, (platform) => platform.readMedia(storeId, ...rest)),
    uploadFile: (storeId, ...rest) => by(storeId, (platform) => platform.uploadFile(storeId, ...rest)),
    findFile: (storeId, ...rest) => by(storeId, (platform) => platform.findFile(storeId, ...rest)),
    readFile: (storeId, ...rest) => by(storeId, (platform) => platform.readFile(storeId, ...rest)),
    waitUntilReady: (storeId, ...rest) =>
      by(storeId, (platform) => platform.waitUntilReady(storeId, ...rest)),
    changeGallery: (storeId, ...rest) => by(storeId, (platform) => platform.changeGallery(storeId, ...rest)),
    setAlt: (storeId, ...rest) => by(storeId, (platform) => platform.setAlt(storeId, ...rest)),
    readLanguages: (storeId, ...rest) => by(storeId, (platform) => platform.readLanguages(storeId, ...rest)),
    readAltTexts: (storeId, ...rest) => by(storeId, (platform) => platform.readAltTexts(storeId, ...rest)),
    writeAltTranslations: (storeId, ...rest) =>
      by(storeId, (platform) => platform.writeAltTranslations(storeId, ...rest)),
    removeAltTranslations: (storeId, ...rest) =>
      by(storeId, (platform) => platform.removeAltTranslations(storeId, ...rest)),
    readLiveFile: (storeId, ...rest) => by(storeId, (platform) => platform.readLiveFile(storeId, ...rest)),
    deleteOwnFile: (storeId, ...rest) => by(storeId, (platform) => platform.deleteOwnFile(storeId, ...rest)),
  };
};
