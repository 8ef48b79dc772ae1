import type { ShopState } from '../state/types.ts';
import type { ProductEvent, World } from '../world.ts';
import { emit } from './emit.ts';
import { productPayload } from './product-payload.ts';

/**
 * Collects what happened to products while one operation runs and sends one webhook for each product at its end.
 * A shop in which the app is not installed gets none.
 */
export function makeProductEvents(): {
  note(shop: ShopState, event: ProductEvent): void;
  flush(world: World): void;
} {
  let noted = new Map<string, { shop: ShopState; event: ProductEvent }>();
  return {
    note(shop, event) {
      const key = `${shop.record.domain} ${event.productId}`;
      const before = noted.get(key)?.event.kind;
      // A product that was made and changed by one operation is one that was made.
      if (before === 'created' && event.kind === 'updated') return;
      noted.set(key, { shop, event });
    },
    flush(world) {
      const now = noted;
      noted = new Map();
      for (const { shop, event } of now.values()) {
        if (!isInstalled(shop)) continue;
        const product = shop.products.get(event.productId);
        if (event.kind === 'deleted') emit(world, shop, 'products/delete', { id: event.productId });
        else if (product) {
          const topic = event.kind === 'created' ? 'products/create' : 'products/update';
          emit(world, shop, topic, productPayload(world.origin(), shop, product));
        }
      }
    },
  };
}

export function isInstalled(shop: ShopState): boolean {
  return shop.installations.all().some((installation) => installation.uninstalledAt === null);
}
