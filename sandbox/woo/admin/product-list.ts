import { html, type Markup } from '#sandbox/http/html.ts';
import { keepChosen } from '../plugin/admin-api/selection.ts';
import { screenUrl } from '../plugin/admin-api/views.ts';
import { fileUrl, imagesOf } from '../rest/show.ts';
import type { ProductRow } from '../state/types.ts';
import type { World } from '../world.ts';
import { wrap } from './shell.ts';
import {
  type AdminView,
  adminPath,
  hasNonce,
  linkExpired,
  mayDo,
  nonceOf,
  notAllowed,
  type PageAnswer,
} from './view.ts';

const PAGE = 20;

/** `edit.php?post_type=product`: WooCommerce's list, with the plugin's column, row action and bulk action while it is on. */
export function productList(view: AdminView): PageAnswer {
  if (!mayDo(view, 'edit_products')) return notAllowed();
  const { url, world } = view;
  if (url.searchParams.get('action') === 'softbox_make' && world.site.hasPlugin) return makeChosen(view);
  const search = (url.searchParams.get('s') ?? '').trim().toLowerCase();
  const rows = world.state.products
    .all()
    .filter((row) => row.status !== 'trash' && row.name.toLowerCase().includes(search))
    .reverse();
  const pages = Math.max(1, Math.ceil(rows.length / PAGE));
  const page = Math.min(pages, Math.max(1, Number(url.searchParams.get('paged')) || 1));
  return {
    kind: 'page',
    title: 'Products',
    page: {
      section: 'products',
      body: wrap(
        'Products',
        html`<form class="search" method="get"><input type="hidden" name="post_type" value="product"><input type="search" name="s" value="${search}" aria-label="Search products"><button type="submit" class="button">Search products</button></form>
<form method="get"><input type="hidden" name="post_type" value="product"><input type="hidden" name="_wpnonce" value="${nonceOf(view, 'bulk-posts')}">
${world.site.hasPlugin ? bulkBar : ''}
${table(view, rows.slice((page - 1) * PAGE, page * PAGE))}</form>
<p class="muted">${rows.length} items, page ${page} of ${pages} ${
          page > 1 ? pageLink(view, page - 1, 'Previous') : ''
        } ${page < pages ? pageLink(view, page + 1, 'Next') : ''}</p>`,
      ),
    },
  };
}

const bulkBar = html`<div class="tablenav"><select name="action" aria-label="Bulk action"><option value="-1">Bulk actions</option><option value="softbox_make">Make photos with Softbox</option></select> <button type="submit" class="button">Apply</button></div>`;

const pageLink = ({ world, url }: AdminView, page: number, label: string): Markup => {
  const search = encodeURIComponent(url.searchParams.get('s') ?? '');
  return html`<a href="${adminPath(world, `edit.php?post_type=product&s=${search}&paged=${page}`)}">${label}</a>`;
};

function makeChosen(view: AdminView): PageAnswer {
  const { world, session, url } = view;
  if (!hasNonce(view, 'bulk-posts')) return linkExpired();
  const ids = url.searchParams.getAll('post[]').map(Number);
  keepChosen(
    world,
    session.user.id,
    ids.filter((id) => world.state.products.get(id)),
  );
  world.state.commit();
  return { kind: 'to', location: `${screenUrl(world, 'create')}&chosen=list` };
}

function table(view: AdminView, rows: readonly ProductRow[]): Markup {
  const { world } = view;
  const hasPlugin = world.site.hasPlugin;
  return html`<table class="wp-list-table widefat striped"><thead><tr><td class="check-column"></td><th scope="col">Picture</th><th scope="col">Name</th><th scope="col" class="wide">SKU</th><th scope="col" class="wide">Price</th>${
    hasPlugin ? html`<th scope="col">Softbox</th>` : ''
  }</tr></thead><tbody>
${rows.map((row) => {
  const [first] = imagesOf(world, row);
  const edit = adminPath(world, `post.php?action=edit&post=${row.id}`);
  return html`<tr><th class="check-column" scope="row"><input type="checkbox" name="post[]" value="${row.id}" aria-label="Select ${row.name}"></th>
<td class="thumb">${first ? html`<img src="${fileUrl(world, first)}" alt="" width="44" height="44" loading="lazy">` : '–'}</td>
<td><strong><a class="row-title" href="${edit}">${row.name}</a></strong>${row.status === 'publish' ? '' : html` — ${row.status}`}
<div class="row-actions visible"><a href="${edit}">Edit</a> | <a href="${world.site.path}/product/${row.slug}/">View</a>${
    hasPlugin ? html` | <a href="${createUrl(world, row.id)}">Make photos</a>` : ''
  }</div></td><td class="wide">${row.sku || '–'}</td><td class="wide">${row.price}</td>${
    hasPlugin ? html`<td>${column(world, row)}</td>` : ''
  }</tr>`;
})}</tbody></table>`;
}

const createUrl = (world: World, id: number) => `${screenUrl(world, 'create')}&product=${id}`;

/** Reads only what is on this site (`ProductList.php`). */
function column(world: World, row: ProductRow): Markup {
  const images = imagesOf(world, row);
  const ours = images.filter((image) => image.softboxName !== null).length;
  if (ours > 0)
    return html`<span class="softbox-count">${ours} ${ours === 1 ? 'picture' : 'pictures'}</span>`;
  if (images.length === 0)
    return html`<span aria-hidden="true">–</span><span class="screen-reader-text">No photo to start from</span>`;
  return html`<a href="${createUrl(world, row.id)}">Make photos</a>`;
}
