import type { ProductFacts } from '../../domain/scene/compose-prompt.ts';
import { type ProductAnalysis, productAnalysisSchema } from '../../domain/scene/product-analysis.ts';
import type { ClaimedImageJob } from '../../ports/repositories/image-jobs.ts';
import type { ProductAnalyses } from '../../ports/repositories/product-analyses.ts';
import type { Products } from '../../ports/repositories/products.ts';

export interface ProductWordsDeps {
  readonly products: Pick<Products, 'get'>;
  readonly productAnalyses: Pick<ProductAnalyses, 'newest'>;
}

/** What the store says of the job's product; empty words for one that is gone meanwhile. */
export const productFacts = async (
  { products }: Pick<ProductWordsDeps, 'products'>,
  { storeId, productId }: ClaimedImageJob,
): Promise<ProductFacts> => {
  const product = await products.get(storeId, productId);
  return { title: product?.title ?? '', productType: product?.productType ?? '' };
};

/** What was read from the job's photo, or said of it by the merchant; null: nothing yet. */
export const analysisOf = async (
  { productAnalyses }: Pick<ProductWordsDeps, 'productAnalyses'>,
  { storeId, productImageId }: ClaimedImageJob,
): Promise<ProductAnalysis | null> => {
  const newest = (await productAnalyses.newest(storeId, [productImageId])).get(productImageId);
  return productAnalysisSchema.safeParse(newest?.analysis).data ?? null;
};
