import { failure } from '#app/domain/failure.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import type { Page, PageRequest } from '#app/ports/repositories/page.ts';
import type {
  ProductDetail,
  ProductFilter,
  ProductSummary,
  Products,
} from '#app/ports/repositories/products.ts';

export interface ReadProducts {
  list(storeId: string, filter: ProductFilter, page: PageRequest): Promise<Page<ProductSummary>>;
  facets: Products['facets'];
  /** Failure: not-found. A product deleted in the store is still there, with its `deletedAt`. */
  get(storeId: string, id: string): Promise<Result<ProductDetail>>;
}

export const makeReadProducts = (deps: {
  readonly products: Pick<Products, 'get' | 'list' | 'facets'>;
}): ReadProducts => ({
  list: (storeId, filter, page) => deps.products.list(storeId, filter, page),
  facets: (storeId) => deps.products.facets(storeId),
  get: async (storeId, id) => {
    const product = await deps.products.get(storeId, id);
    return product ? ok(product) : err(failure('not-found', 'There is no product with this id.'));
  },
});
