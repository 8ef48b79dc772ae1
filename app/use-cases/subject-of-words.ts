import { failure } from '../domain/failure.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { Assets } from '../ports/repositories/assets.ts';
import type { WordsSubject } from '../ports/repositories/picture-words.ts';
import type { ProductDetail, Products } from '../ports/repositories/products.ts';

/** Whose words are meant, as a caller names it. */
export type WordsTarget =
  | { readonly kind: 'asset'; readonly assetId: string }
  /** A picture of the merchant's own, by our ids of product and picture. */
  | { readonly kind: 'photo'; readonly productId: string; readonly imageId: string };

export interface FoundSubject {
  readonly subject: WordsSubject;
  readonly product: ProductDetail;
  /** What the picture's alt text is so far, as our mirror knows it: of the photo itself, or of the one a picture was made from. */
  readonly formerAlt: string;
  /** Where its bytes are: one of our objects, or an address of the store. */
  readonly source: { readonly objectKey: string } | { readonly url: string };
}

/** Finds what words are about. Failures: not-found; product-gone when its product was deleted in the store. */
export const makeFindSubject =
  (deps: { readonly assets: Pick<Assets, 'get'>; readonly products: Pick<Products, 'get'> }) =>
  async (storeId: string, target: WordsTarget): Promise<Result<FoundSubject>> => {
    const none = () => err(failure('not-found', 'There is no picture with this id.'));
    if (target.kind === 'photo') {
      const product = await deps.products.get(storeId, target.productId);
      const image = product?.images.find((one) => one.id === target.imageId);
      if (!product || product.deletedAt || !image) return none();
      return ok({
        subject: { kind: 'file', id: image.externalId },
        product,
        formerAlt: image.alt,
        source: { url: image.url },
      });
    }
    const asset = await deps.assets.get(storeId, target.assetId);
    if (!asset) return none();
    const product = await deps.products.get(storeId, asset.productId);
    if (!product || product.deletedAt) {
      return err(failure('product-gone', 'The product of this picture is no longer in the store.'));
    }
    const photo = product.images.find((one) => one.id === asset.productImageId);
    return ok({
      subject: { kind: 'asset', id: asset.id },
      product,
      formerAlt: photo?.alt ?? '',
      source: { objectKey: asset.objectKey },
    });
  };
export type FindSubject = ReturnType<typeof makeFindSubject>;
