import { html, type Markup } from '#sandbox/http/html.ts';
import type { ProductRecord, ProductStatus, VariantRecord } from '../../state/types.ts';
import { type StoreView, storePath } from '../context.ts';
import { storePage } from '../shell.ts';
import { filesOf, isUnderWay, moment, productBadge, thumbnail } from '../show.ts';
import { gallery } from './gallery.ts';

const statuses: readonly ProductStatus[] = ['ACTIVE', 'DRAFT', 'ARCHIVED', 'UNLISTED'];

function variantRow(view: StoreView, product: ProductRecord, variant: VariantRecord): Markup {
  const files = filesOf(view, product.mediaIds);
  const current = variant.mediaIds[0];
  const label = `Picture of ${variant.title}`;
  return html`<li class="variant">
    <span class="thumb">${thumbnail(view, view.shop.files.get(current ?? -1), { width: 40, alt: '' })}</span>
    <span class="row-text"><strong>${variant.title}</strong><small>${[
      variant.sku ?? 'no SKU',
      `${variant.price} ${view.shop.record.currencyCode}`,
      `${variant.inventory} in stock`,
    ].join(' · ')}</small></span>
    <form method="post" action="${storePath(view, 'products', product.id, 'variant')}" data-live class="inline">
      <input type="hidden" name="variant" value="${variant.id}">
      <select name="file" aria-label="${label}" data-submit-on-change>
        <option value="">No picture of its own</option>
        ${files.map(
          (file, index) =>
            html`<option value="${file.id}"${file.id === current ? html` selected` : ''}>${index + 1}. ${file.alt || file.filename}</option>`,
        )}
      </select>
      <button class="button small">Set</button>
    </form>
  </li>`;
}

function details(view: StoreView, product: ProductRecord): Markup {
  return html`<section class="card"><h2>Details</h2>
  <form method="post" action="${storePath(view, 'products', product.id)}" class="stack" data-live>
    <label>Title <input name="title" required maxlength="255" value="${product.title}"></label>
    <div class="two">
      <label>Vendor <input name="vendor" maxlength="255" value="${product.vendor}"></label>
      <label>Status <select name="status">${statuses.map(
        (status) =>
          html`<option value="${status}"${status === product.status ? html` selected` : ''}>${status.slice(0, 1)}${status.slice(1).toLowerCase()}</option>`,
      )}</select></label>
    </div>
    <label>Tags, with commas between <input name="tags" value="${product.tags.join(', ')}"></label>
    <label>Description (HTML) <textarea name="descriptionHtml" rows="5">${product.descriptionHtml}</textarea></label>
    <p><button class="button primary">Save details</button></p>
  </form></section>`;
}

function aside(view: StoreView, product: ProductRecord): Markup {
  const collections = view.shop.collections.all().filter((row) => row.productIds.includes(product.id));
  return html`<section class="card"><h2>About</h2><dl class="facts">
    <dt>Id</dt><dd><code>gid://shopify/Product/${product.id}</code></dd>
    <dt>Handle</dt><dd>${product.handle}</dd>
    <dt>Type</dt><dd>${product.productType || 'none'}</dd>
    <dt>Collections</dt><dd>${collections.map((row) => row.title).join(', ') || 'none'}</dd>
    <dt>Changed</dt><dd>${moment(product.updatedAt)} UTC</dd>
  </dl></section>
  <section class="card"><h2>Delete</h2><p>Removes the product; its files stay in Files.</p>
  <form method="post" action="${storePath(view, 'products', product.id, 'delete')}" data-confirm="Delete this product? That cannot be taken back.">
    <button class="button critical">Delete product</button></form></section>`;
}

export function productPage(view: StoreView, product: ProductRecord): Markup {
  const files = filesOf(view, product.mediaIds);
  const variants = product.variantIds.flatMap((id) => view.shop.variants.get(id) ?? []);
  return storePage(view, {
    section: 'products',
    title: product.title,
    back: { label: 'Products', path: storePath(view, 'products') },
    refreshMs: files.some(isUnderWay) ? 1500 : undefined,
    actions: html`${productBadge(product)}
      <a class="button" href="${storePath(view, 'storefront', 'products', product.handle)}" target="_blank" rel="noopener">View in storefront</a>`,
    body: html`<div class="columns"><div>
      ${gallery(view, product, files)}
      <section class="card"><h2>Variants</h2><ul class="rows">${variants.map((variant) =>
        variantRow(view, product, variant),
      )}</ul></section>
      ${details(view, product)}
    </div><div>${aside(view, product)}</div></div>`,
  });
}
