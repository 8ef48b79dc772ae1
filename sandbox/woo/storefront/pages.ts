import type { ServerResponse } from 'node:http';
import { type Content, html, markupToString } from '#sandbox/http/html.ts';
import { document } from '../admin/shell.ts';
import { fileUrl, imagesOf, variationsOf } from '../rest/show.ts';
import type { AttachmentRow } from '../state/types.ts';
import type { World } from '../world.ts';

const send = (world: World, response: ServerResponse, title: string, body: Content): void => {
  response.writeHead(200, { 'content-type': 'text/html; charset=UTF-8' });
  response.end(
    markupToString(
      document({ title, folder: world.site.path, className: 'shop', body: html`<main>${body}</main>` }),
    ),
  );
};

const picture = (world: World, image: AttachmentRow, width: number) =>
  html`<img src="${fileUrl(world, image)}" alt="${image.alt}" width="${width}" loading="lazy">`;

/** A plain product page: what a shopper sees of the gallery. False: there is no such product. */
export function sendProductPage(world: World, response: ServerResponse, slug: string): boolean {
  const row = world.state.products.all().find((one) => one.slug === slug && one.status === 'publish');
  if (!row) return false;
  const variations = variationsOf(world, row.id).map((one) => {
    const image = one.imageId === null ? undefined : world.state.attachments.get(one.imageId);
    const name = one.attributes.map((attribute) => attribute.option).join(', ');
    return html`<li data-variation="${one.id}">${name}${image ? picture(world, image, 80) : ''}</li>`;
  });
  send(
    world,
    response,
    row.name,
    html`<p><a href="${world.site.path}/">${world.site.name}</a></p><h1>${row.name}</h1><p>${row.price} ${world.site.currency}</p>
<ul class="woocommerce-product-gallery">${imagesOf(world, row).map(
      (image) => html`<li data-image="${image.id}">${picture(world, image, 320)}</li>`,
    )}</ul><ul class="variations">${variations}</ul>`,
  );
  return true;
}

export function sendShopPage(world: World, response: ServerResponse): void {
  const rows = world.state.products.all().filter((row) => row.status === 'publish');
  send(
    world,
    response,
    world.site.name,
    html`<p><a href="${world.site.path}/wp-admin/">Manage the shop</a></p><h1>${world.site.name}</h1><ul>${rows.map(
      (row) => {
        const [first] = imagesOf(world, row);
        return html`<li><a href="${world.site.path}/product/${row.slug}/">${first ? picture(world, first, 180) : ''}${row.name}</a></li>`;
      },
    )}</ul>`,
  );
}
