import type { ServerResponse } from 'node:http';
import { escapeHtml, sendHtml } from '../http/respond.ts';
import { fileUrl, imagesOf, variationsOf } from '../rest/show.ts';
import type { World } from '../world.ts';

/** A plain product page: what a shopper sees of the gallery. False: there is no such product. */
export function sendProductPage(world: World, response: ServerResponse, slug: string): boolean {
  const row = world.state.products.all().find((one) => one.slug === slug && one.status === 'publish');
  if (!row) return false;
  const images = imagesOf(world, row)
    .map(
      (image) =>
        `<li data-image="${image.id}"><img src="${escapeHtml(fileUrl(world, image))}" alt="${escapeHtml(image.alt)}" width="320"></li>`,
    )
    .join('');
  const variations = variationsOf(world, row.id)
    .map((one) => {
      const image = one.imageId === null ? undefined : world.state.attachments.get(one.imageId);
      const name = one.attributes.map((attribute) => attribute.option).join(', ');
      return `<li data-variation="${one.id}">${escapeHtml(name)}${image ? ` <img src="${escapeHtml(fileUrl(world, image))}" alt="${escapeHtml(image.alt)}" width="80">` : ''}</li>`;
    })
    .join('');
  sendHtml(
    response,
    200,
    row.name,
    `<main><h1>${escapeHtml(row.name)}</h1><ul class="woocommerce-product-gallery">${images}</ul><ul class="variations">${variations}</ul></main>`,
  );
  return true;
}

export function sendShopPage(world: World, response: ServerResponse): void {
  const rows = world.state.products
    .all()
    .filter((row) => row.status === 'publish')
    .map(
      (row) =>
        `<li><a href="${escapeHtml(`${world.site.path}/product/${row.slug}/`)}">${escapeHtml(row.name)}</a></li>`,
    );
  sendHtml(
    response,
    200,
    world.site.name,
    `<main><h1>${escapeHtml(world.site.name)}</h1><ul>${rows.join('')}</ul></main>`,
  );
}
