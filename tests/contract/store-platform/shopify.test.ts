import { v7 as newId } from 'uuid';
import { afterAll, beforeAll, describe } from 'vitest';
import { publicationFilename } from '#app/domain/own-file.ts';
import { bottle, picture } from '#sandbox/shopify/testing/try-sandbox.ts';
import { type ContractStore, storePlatformBattery } from '#tests/contract/store-platform/battery.ts';
import {
  gidOf,
  labelledPicture,
  numberOf,
  openStudio,
  SHOP,
  type Studio,
} from '#tests/support/shopify-studio.ts';

let studio: Studio;
let count = 0;

const contractStore = (): ContractStore => ({
  platform: studio.platform,
  storeId: studio.store.id,
  newProduct: async () => {
    const product = await studio.sandbox.merchant.createProduct(SHOP, await bottle(`Can ${count++}`));
    return {
      id: gidOf('Product', product.id),
      media: product.mediaIds.map((id) => gidOf('MediaImage', id)),
      variants: product.variantIds.map((id) => gidOf('ProductVariant', id)),
    };
  },
  deleteProduct: (id) => studio.sandbox.merchant.deleteProduct(SHOP, numberOf(id)),
  merchantsFile: async () => {
    const { id } = await studio.sandbox.merchant.createProduct(SHOP, { title: `Box ${count++}` });
    const filename = `own-${count}.png`;
    const file = await studio.sandbox.merchant.addImage(SHOP, id, { bytes: await picture(count), filename });
    await studio.sandbox.merchant.detachMedia(SHOP, id, file.id);
    return { id: gidOf('MediaImage', file.id), filename };
  },
  newFile: async () => ({
    filename: publicationFilename(newId(), 'jpg'),
    contentType: 'image/jpeg',
    bytes: await labelledPicture(),
    alt: 'A picture',
  }),
});

describe('the Shopify adapter, over HTTP against the sandbox shop', () => {
  beforeAll(async () => {
    studio = await openStudio();
  });
  afterAll(() => studio.close());
  storePlatformBattery(contractStore);
});
