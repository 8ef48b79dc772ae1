import { html, type Markup } from '#sandbox/http/html.ts';
import { type AdminUiDeps, isAppInstalled, shopNameOf } from '../context.ts';
import { page, sandboxBar } from '../shell.ts';
import { plural } from '../show.ts';

/** `/`: which store, and what to do there in two lines. */
export function storesPage(deps: AdminUiDeps): Markup {
  const shops = deps.sandbox.state.shops();
  const cards = shops.map((shop) => {
    const name = shopNameOf(shop.record.domain);
    const products = shop.products.all();
    const installed = isAppInstalled({ shop, sandbox: deps.sandbox });
    return html`<li class="store-card">
      <a href="/store/${encodeURIComponent(name)}"><span class="store-initial" aria-hidden="true">${shop.record.name.slice(0, 1)}</span>
      <strong>${shop.record.name}</strong></a>
      <p>${shop.record.domain}</p>
      <p>${plural(products.length, 'product')} · <span class="badge ${installed ? 'good' : 'quiet'}">${
        installed ? `${deps.app.name} installed` : `${deps.app.name} not installed`
      }</span></p>
      <p class="card-links"><a class="button primary" href="/store/${encodeURIComponent(name)}/apps/${encodeURIComponent(
        deps.app.handle,
      )}">Open ${deps.app.name}</a> <a class="button" href="/store/${encodeURIComponent(name)}/storefront">Storefront</a></p>
    </li>`;
  });
  return page({
    title: 'Stores · Sandbox',
    style: 'admin.css',
    scripts: ['admin.js'],
    body: html`<body class="chooser">
<a class="skip" href="#main">Skip to content</a>
${sandboxBar}
<main id="main" tabindex="-1">
  <div class="page narrow">
  <h1>Choose a store</h1>
  <ol class="how-to">
    <li>Open ${deps.app.name} in a store, make pictures, approve and publish them.</li>
    <li>Look at the product in the storefront, then undo, and look again.</li>
  </ol>
  ${
    cards.length === 0
      ? html`<div class="empty"><h2>No stores yet</h2><p>The sandbox was started without a store. Start it with a name in <code>shops</code>.</p></div>`
      : html`<ul class="store-cards">${cards}</ul>`
  }
  </div>
</main>
</body>`,
  });
}
