import type { PickerOptions } from './options.ts';

type Variant = { id: string; title: string; price: string };
export type Product = {
  id: string;
  title: string;
  status: string;
  variants: Variant[];
  [field: string]: unknown;
};
export type Row = { product: Product; thumbnail: string | null };

/** What is chosen, by product. */
export type Chosen = Map<string, { product: Product; variants: Set<string> }>;

export function rowsOf(answer: unknown): { rows: Row[]; next: number | null; found: number } {
  // Our own server's answer, one file away: resource-search.ts.
  return answer as { rows: Row[]; next: number | null; found: number };
}

export async function load(api: string, path: string, query: Record<string, string>): Promise<unknown> {
  const response = await fetch(`${api}/${path}?${new URLSearchParams(query)}`);
  if (!response.ok) throw new Error('The sandbox could not list the products.');
  return response.json();
}

/** What the app says is chosen already. */
export async function preselect(api: string, options: PickerOptions): Promise<Chosen> {
  const chosen: Chosen = new Map();
  if (options.selection.length === 0) return chosen;
  const ids = options.selection.map(({ id }) => id).join(',');
  for (const { product } of rowsOf(await load(api, 'products-by-id', { ids })).rows) {
    const wanted = options.selection.find(({ id }) => id === product.id)?.variants;
    const all = product.variants.map(({ id }) => id);
    chosen.set(product.id, {
      product,
      variants: new Set(wanted ? all.filter((id) => wanted.includes(id)) : all),
    });
  }
  return chosen;
}

/** What the app is given. */
export function chosenProducts(chosen: Chosen, options: PickerOptions): Product[] {
  return [...chosen.values()].map(({ product, variants }) => ({
    ...product,
    variants: options.withVariants ? product.variants.filter(({ id }) => variants.has(id)) : product.variants,
  }));
}
