import { html, type Markup } from '#sandbox/http/html.ts';
import type { ProductRecord } from '../../state/types.ts';
import { type StoreView, storePath } from '../context.ts';
import { storePage } from '../shell.ts';
import { isUnderWay, plural, productBadge, thumbnail } from '../show.ts';

const pageSize = 20;

export type ProductPage = {
  rows: ProductRecord[];
  found: number;
  /** Cursors: the id of the product before the page asked for. */
  next: number | undefined;
  hasPrevious: boolean;
};

/** Products whose title, vendor, type, handle or tags hold every word asked for, by title. */
export function findProducts(products: ProductRecord[], query: string): ProductRecord[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return products
    .filter((product) => {
      const text = [product.title, product.vendor, product.productType, product.handle, ...product.tags]
        .join(' ')
        .toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .toSorted((a, b) => a.title.localeCompare(b.title) || a.id - b.id);
}

/** The page that follows the product `after`; the first one when that product is gone. */
export function pageOf(found: ProductRecord[], after: number | undefined, size = pageSize): ProductPage {
  const start = after === undefined ? 0 : found.findIndex((product) => product.id === after) + 1;
  const rows = found.slice(start, start + size);
  const last = rows.at(-1);
  return {
    rows,
    found: found.length,
    next: last !== undefined && start + size < found.length ? last.id : undefined,
    hasPrevious: start > 0,
  };
}

export function cursorOf(url: URL): number | undefined {
  const text = url.searchParams.get('after') ?? '';
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

export function pager(
  url: URL,
  path: string,
  given: { next: number | undefined; hasPrevious: boolean },
): Markup | '' {
  const query = url.searchParams.get('q') ?? '';
  const to = (after: number | undefined) => {
    const parameters = new URLSearchParams();
    if (query) parameters.set('q', query);
    if (after !== undefined) parameters.set('after', String(after));
    const text = parameters.toString();
    return text ? `${path}?${text}` : path;
  };
  if (given.next === undefined && !given.hasPrevious) return '';
  return html`<nav class="pager" aria-label="Pages">
    ${given.hasPrevious ? html`<a class="button" href="${to(undefined)}">First page</a>` : ''}
    ${given.next === undefined ? '' : html`<a class="button" href="${to(given.next)}" rel="next">Next page</a>`}
  </nav>`;
}

function productRow(view: StoreView, product: ProductRecord): Markup {
  const files = product.mediaIds.flatMap((id) => view.shop.files.get(id) ?? []);
  const waiting = files.filter(isUnderWay).length;
  const failed = files.filter((file) => file.status === 'FAILED').length;
  const variants = product.variantIds.flatMap((id) => view.shop.variants.get(id) ?? []);
  const stock = variants.reduce((sum, variant) => sum + variant.inventory, 0);
  return html`<li><a class="row" href="${storePath(view, 'products', product.id)}">
    <span class="thumb">${thumbnail(view, files[0], { width: 48, alt: '' })}</span>
    <span class="row-text"><strong>${product.title}</strong><small>${[product.vendor, product.productType]
      .filter(Boolean)
      .join(' · ')}</small></span>
    <span class="row-fact">${plural(files.length, 'picture')}${
      waiting > 0 ? html` <span class="badge wait">${waiting} processing</span>` : ''
    }${failed > 0 ? html` <span class="badge bad">${failed} failed</span>` : ''}</span>
    <span class="row-fact wide">${plural(variants.length, 'variant')}, ${stock} in stock</span>
    ${productBadge(product)}</a></li>`;
}

function emptyList(view: StoreView, query: string): Markup {
  return query
    ? html`<div class="empty"><h2>Nothing found</h2><p>No product holds “${query}” in its title, vendor, type or tags.</p>
      <p><a class="button" href="${storePath(view, 'products')}">Show all products</a></p></div>`
    : html`<div class="empty"><h2>No products yet</h2><p>Add one here, or start the sandbox with its sample catalogue.</p></div>`;
}

export function productsPage(view: StoreView): Markup {
  const query = (view.url.searchParams.get('q') ?? '').trim();
  const found = findProducts(view.shop.products.all(), query);
  const shown = pageOf(found, cursorOf(view.url));
  const path = storePath(view, 'products');
  return storePage(view, {
    section: 'products',
    title: 'Products',
    actions: html`<details class="popover"><summary class="button primary">Add product</summary>
      <form method="post" action="${path}" class="stack card">
        <label>Title <input name="title" required maxlength="255"></label>
        <label>Price <input name="price" inputmode="decimal" pattern="\\d+(\\.\\d{1,2})?" value="10.00"></label>
        <button class="button primary">Add</button>
      </form></details>`,
    body: html`<section class="card flush">
      <form class="search" method="get" action="${path}" role="search">
        <label class="sr-only" for="q">Search products</label>
        <input id="q" type="search" name="q" value="${query}" placeholder="Search products">
        <button class="button">Search</button>
      </form>
      <p class="count" role="status">${plural(shown.found, 'product')}${query ? html` for “${query}”` : ''}</p>
      ${
        shown.rows.length === 0
          ? emptyList(view, query)
          : html`<ul class="rows">${shown.rows.map((product) => productRow(view, product))}</ul>`
      }
    </section>
    ${pager(view.url, path, shown)}`,
  });
}
