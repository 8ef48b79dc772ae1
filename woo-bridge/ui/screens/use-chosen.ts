import { api, site } from '../api/client.ts';
import type { ProductSummary, Selection } from '../api/types.ts';
import { type Remote, useRemote } from '../use-remote.ts';

export type Images = 'main' | 'all';

/** What pictures are to be made of. */
export interface Chosen {
  readonly kind: 'products' | 'catalogue';
  /** Those to show; of the whole catalogue the first few. */
  readonly products: readonly ProductSummary[];
  /** WooCommerce's ids of products that Softbox does not know yet. */
  readonly missing: readonly number[];
}

const AT_ONCE = 100;
const PREVIEWED = 50;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const KEPT = 'softbox-chosen';
/** More ids than this do not go into an address: servers refuse long ones. */
const IN_ADDRESS = 60;

/** The parameters that name a choice of our own list. */
export const chosenParams = (ids: readonly string[]): Readonly<Record<string, string>> => {
  if (ids.length <= IN_ADDRESS) return { softbox: ids.join(',') };
  window.sessionStorage.setItem(KEPT, ids.join(','));
  return { chosen: 'here' };
};

const byOurIds = async (ids: readonly string[]): Promise<Chosen> => {
  const products: ProductSummary[] = [];
  for (let i = 0; i < ids.length; i += AT_ONCE) {
    const page = await api.get('/products', {
      query: { ids: ids.slice(i, i + AT_ONCE).join(','), limit: AT_ONCE },
    });
    products.push(...page.items);
  }
  return { kind: 'products', products, missing: [] };
};

const byShopIds = async (productIds: readonly number[]): Promise<Chosen> => {
  if (productIds.length === 0) return { kind: 'products', products: [], missing: [] };
  const found = await site.post<{ products: ProductSummary[]; missing: number[] }>('/selection/look-up', {
    productIds,
  });
  return { kind: 'products', ...found };
};

const load = async (params: URLSearchParams): Promise<Chosen> => {
  if (params.get('catalogue') === '1') {
    const page = await api.get('/products', { query: { hasImages: true, limit: PREVIEWED } });
    return { kind: 'catalogue', products: page.items, missing: [] };
  }
  if (params.get('chosen') === 'list') {
    const { productIds } = await site.get<{ productIds: number[] }>('/selection');
    return byShopIds(productIds);
  }
  const product = Number(params.get('product'));
  const ours = params.get('chosen') === 'here' ? window.sessionStorage.getItem(KEPT) : params.get('softbox');
  if (Number.isSafeInteger(product) && product > 0) return byShopIds([product]);
  return byOurIds((ours ?? '').split(',').filter((id) => UUID.test(id)));
};

/** The choice that the address names: of our own list, of WooCommerce's list, one product, or everything. */
export const useChosen = (params: URLSearchParams): Remote<Chosen> =>
  useRemote(params.toString(), () => load(params));

/** As the API wants it; null when nothing is left of it. */
export const selectionOf = (chosen: Chosen, images: Images): Selection | null => {
  if (chosen.kind === 'catalogue') return { kind: 'catalogue', images };
  const productIds = chosen.products.map((product) => product.id);
  return productIds.length === 0 ? null : { kind: 'products', productIds, images };
};
