import { html, type Markup } from '#sandbox/http/html.ts';
import { isAppInstalled, type StoreView, storePath } from '../context.ts';
import { storePage } from '../shell.ts';
import { isUnderWay, plural, productBadge, thumbnail } from '../show.ts';

function tile(href: string, count: string, label: string): Markup {
  return html`<li><a class="tile" href="${href}"><strong>${count}</strong><span>${label}</span></a></li>`;
}

export function homePage(view: StoreView): Markup {
  const products = view.shop.products.all();
  const files = view.shop.files.all();
  const bare = products.filter((product) => product.mediaIds.length === 0).length;
  const underWay = files.filter(isUnderWay).length;
  const failed = files.filter((file) => file.status === 'FAILED').length;
  const installed = isAppInstalled(view);
  const latest = products.toSorted((a, b) => b.updatedAt - a.updatedAt).slice(0, 6);
  const app = storePath(view, 'apps', view.app.handle);
  return storePage(view, {
    section: 'home',
    title: view.shop.record.name,
    body: html`
<section class="card lead">
  <div><h2>${installed ? `${view.app.name} is installed` : `${view.app.name} is not installed`}</h2>
  <p>${
    installed
      ? 'Open it, make pictures, publish them; the storefront shows what a shopper sees.'
      : 'Install it to give it access to the products of this store.'
  }</p></div>
  <p><a class="button primary" href="${installed ? app : storePath(view, 'installation')}">${
    installed ? `Open ${view.app.name}` : 'Install'
  }</a></p>
</section>
<ul class="tiles">
  ${tile(storePath(view, 'products'), products.length.toLocaleString('en'), products.length === 1 ? 'product' : 'products')}
  ${tile(storePath(view, 'products'), String(bare), 'without a picture')}
  ${tile(storePath(view, 'files'), files.length.toLocaleString('en'), files.length === 1 ? 'file' : 'files')}
  ${tile(storePath(view, 'files'), String(underWay + failed), `${underWay} processing, ${failed} failed`)}
</ul>
<section class="card"><h2>Changed last</h2>
${
  latest.length === 0
    ? html`<div class="empty"><p>No products yet. <a href="${storePath(view, 'products')}">Add one</a>.</p></div>`
    : html`<ul class="rows">${latest.map(
        (product) => html`<li><a class="row" href="${storePath(view, 'products', product.id)}">
        <span class="thumb">${thumbnail(view, view.shop.files.get(product.mediaIds[0] ?? -1), { width: 48, alt: '' })}</span>
        <span class="row-text"><strong>${product.title}</strong><small>${plural(product.mediaIds.length, 'picture')}</small></span>
        ${productBadge(product)}</a></li>`,
      )}</ul>`
}
</section>`,
  });
}
