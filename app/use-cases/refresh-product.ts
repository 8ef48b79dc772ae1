import { err, ok, type Result } from '../domain/result.ts';
import type { Clock } from '../ports/clock.ts';
import type { Products } from '../ports/repositories/products.ts';
import type { CallOptions, StorePlatform } from '../ports/store-platform.ts';

export interface RefreshProductDeps {
  readonly platform: Pick<StorePlatform, 'readProduct'>;
  readonly products: Pick<Products, 'upsertMany' | 'markDeleted'>;
  readonly clock: Clock;
}

/** Brings our mirror of one product to what the platform says now; whoever says what changed need not be trusted. */
export const makeRefreshProduct =
  (deps: RefreshProductDeps) =>
  async (
    storeId: string,
    productExternalId: string,
    options: CallOptions = {},
  ): Promise<Result<'written' | 'newer' | 'deleted'>> => {
    const readAt = deps.clock.now();
    const product = await deps.platform.readProduct(storeId, productExternalId, options);
    if (product.ok) {
      const written = await deps.products.upsertMany(storeId, [product.value], { syncId: null, readAt });
      return ok(written > 0 ? 'written' : 'newer');
    }
    if (product.error.kind !== 'product-gone') return err(product.error);
    await deps.products.markDeleted(storeId, productExternalId, deps.clock.now());
    return ok('deleted');
  };
export type RefreshProduct = ReturnType<typeof makeRefreshProduct>;
