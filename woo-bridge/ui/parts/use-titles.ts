import { useEffect, useState } from '@wordpress/element';
import { api } from '../api/client.ts';
import type { ProductSummary } from '../api/types.ts';

/** What a card says of its product. */
export interface Caption {
  readonly title: string;
  /** WooCommerce's id of it. */
  readonly externalId: string;
}

const LIMIT = 100;

const captionOf = (product: ProductSummary): Caption => ({
  title: product.title,
  externalId: product.externalId,
});

/** Titles of products by our id, asked for in one call for those that are not known yet. */
export function useTitles(productIds: readonly string[]): (productId: string) => Caption {
  const [known, setKnown] = useState<ReadonlyMap<string, Caption>>(new Map());
  const missing = [...new Set(productIds)].filter((id) => !known.has(id)).slice(0, LIMIT);
  const key = missing.join(',');
  useEffect(() => {
    if (key === '') return;
    let gone = false;
    api.get('/products', { query: { ids: key, limit: LIMIT } }).then(
      (page) => {
        if (gone) return;
        const asked = key.split(',').map((id): [string, Caption] => [id, { title: '', externalId: '' }]);
        const found = page.items.map((product): [string, Caption] => [product.id, captionOf(product)]);
        setKnown((before) => new Map([...before, ...asked, ...found]));
      },
      // a card without its title is still of use; the list itself says when Softbox is away
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [key]);
  return (id) => known.get(id) ?? { title: '', externalId: '' };
}
