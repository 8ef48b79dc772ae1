import type { Result } from '#app/domain/result.ts';
import type { AltTranslation } from '#app/domain/words/language.ts';
import type { Assets } from '#app/ports/repositories/assets.ts';
import type { Products } from '#app/ports/repositories/products.ts';
import type { Publication } from '#app/ports/repositories/publications.ts';
import type { ReadAltTextsOfAsset } from './alt-texts-of-asset.ts';
import type { PlanPublication } from './plan-publication.ts';
import type { PublicationIntent } from './preview-publication.ts';

export interface RequestPublicationDeps {
  readonly assets: Pick<Assets, 'get'>;
  readonly products: Pick<Products, 'get'>;
  readonly planPublication: PlanPublication;
  readonly altTextsOfAsset: ReadAltTextsOfAsset;
}

/**
 * Plans a publication. Without an alt text the new picture gets the words that were written for it, in every language they were
 * written in; without such words it takes over the alt text of the photo it was made from. Failures: those of
 * `planPublication`.
 */
export const makeRequestPublication =
  ({ assets, products, planPublication, altTextsOfAsset }: RequestPublicationDeps) =>
  async (
    storeId: string,
    request: PublicationIntent & {
      readonly alt?: string | undefined;
      readonly altTranslations?: readonly AltTranslation[] | undefined;
      readonly actor: string;
    },
  ): Promise<Result<Publication>> => {
    if (request.alt !== undefined) return planPublication(storeId, { ...request, alt: request.alt });
    const written = await altTextsOfAsset(storeId, request.assetId);
    const alt = written.alt ?? (await altOfSource({ assets, products }, storeId, request.assetId));
    const altTranslations = request.altTranslations ?? written.translations;
    return planPublication(storeId, { ...request, alt, altTranslations });
  };
export type RequestPublication = ReturnType<typeof makeRequestPublication>;

const altOfSource = async (
  { assets, products }: Pick<RequestPublicationDeps, 'assets' | 'products'>,
  storeId: string,
  assetId: string,
): Promise<string> => {
  const asset = await assets.get(storeId, assetId);
  const product = asset && (await products.get(storeId, asset.productId));
  return product?.images.find((image) => image.id === asset?.productImageId)?.alt ?? '';
};
