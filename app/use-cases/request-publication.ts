import type { Result } from '#app/domain/result.ts';
import type { Assets } from '#app/ports/repositories/assets.ts';
import type { Products } from '#app/ports/repositories/products.ts';
import type { Publication } from '#app/ports/repositories/publications.ts';
import type { PlanPublication } from './plan-publication.ts';
import type { PublicationIntent } from './preview-publication.ts';

export interface RequestPublicationDeps {
  readonly assets: Pick<Assets, 'get'>;
  readonly products: Pick<Products, 'get'>;
  readonly planPublication: PlanPublication;
}

/**
 * Plans a publication; without an alt text the new picture takes over that of the photo it was made from. Failures: those of
 * `planPublication`.
 */
export const makeRequestPublication =
  ({ assets, products, planPublication }: RequestPublicationDeps) =>
  async (
    storeId: string,
    request: PublicationIntent & { readonly alt?: string | undefined; readonly actor: string },
  ): Promise<Result<Publication>> => {
    const alt = request.alt ?? (await altOfSource({ assets, products }, storeId, request.assetId));
    return planPublication(storeId, { ...request, alt });
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
