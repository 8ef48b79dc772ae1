import { html } from '#sandbox/http/html.ts';
import { screenUrl } from '../plugin/admin-api/views.ts';
import { fileUrl, imagesOf } from '../rest/show.ts';
import type { ProductRow } from '../state/types.ts';
import { preparationNotice } from './plugin-screen.ts';
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
  refusal,
} from './view.ts';

/** `post.php?action=edit`: what an owner may change by hand, and the plugin's box beside it. */
export async function productEdit(view: AdminView): Promise<PageAnswer> {
  if (!mayDo(view, 'edit_products')) return notAllowed();
  const { world, url, form } = view;
  const row = world.state.products.get(Number(form?.get('post') ?? url.searchParams.get('post')));
  if (!row || row.status === 'trash')
    return refusal('You attempted to edit an item that does not exist. Perhaps it was deleted?', 404);
  if (form) {
    if (!hasNonce(view, `update-post_${row.id}`)) return linkExpired();
    change(view, row, form);
    return { kind: 'to', location: adminPath(world, `post.php?action=edit&post=${row.id}`) };
  }
  const waiting = world.site.hasPlugin ? await preparationNotice(world) : null;
  return {
    kind: 'page',
    title: 'Edit product',
    page: {
      section: 'products',
      withPlugin: world.site.hasPlugin && waiting === null,
      body: wrap(
        'Edit product',
        html`<div class="edit"><div>${fields(view, row)}${gallery(view, row)}</div>
${
  world.site.hasPlugin
    ? html`<div class="postbox" id="softbox-box"><h2>Softbox photos</h2><div class="inside">${
        waiting ??
        html`<div id="softbox-product-box" data-product="${row.id}"><a class="button" href="${screenUrl(world, 'create')}&product=${row.id}">Make photos</a></div>`
      }</div></div>`
    : ''
}</div>`,
      ),
    },
  };
}

const hidden = (
  view: AdminView,
  row: ProductRow,
  what: string,
) => html`<input type="hidden" name="post" value="${row.id}">
<input type="hidden" name="_wpnonce" value="${nonceOf(view, `update-post_${row.id}`)}"><input type="hidden" name="does" value="${what}">`;

const fields = (
  view: AdminView,
  row: ProductRow,
) => html`<form method="post" class="panel" action="${adminPath(view.world, 'post.php')}">${hidden(view, row, 'title')}
<label>Product name <input name="title" value="${row.name}"></label> <button type="submit" class="button button-primary">Update</button>
<p><a href="${view.world.site.path}/product/${row.slug}/">View product</a></p></form>`;

const gallery = (view: AdminView, row: ProductRow) =>
  html`<div class="panel"><h2>Product gallery</h2><ul class="gallery">${imagesOf(view.world, row).map(
    (image, index) => {
      const isMain = image.id === row.imageId && index === 0;
      const button = (what: string, label: string) =>
        html`<form method="post" action="${adminPath(view.world, 'post.php')}">${hidden(view, row, what)}<input type="hidden" name="image" value="${image.id}"><button type="submit" class="link">${label}</button></form>`;
      return html`<li data-image="${image.id}"><img src="${fileUrl(view.world, image)}" alt="${image.alt}">${
        isMain
          ? html`<strong>Main picture</strong>`
          : [button('main', 'Make main'), button('remove', 'Remove')]
      }</li>`;
    },
  )}</ul></div>`;

function change({ sandbox }: AdminView, row: ProductRow, form: FormData): void {
  const image = Number(form.get('image'));
  const others = row.galleryIds.filter((id) => id !== image);
  switch (form.get('does')) {
    case 'title': {
      const title = form.get('title');
      if (typeof title === 'string' && title.trim() !== '')
        sandbox.owner.updateProduct(row.id, { name: title.trim() });
      return;
    }
    case 'main':
      if (row.galleryIds.includes(image))
        sandbox.owner.updateProduct(row.id, {
          imageId: image,
          galleryIds: row.imageId === null ? others : [row.imageId, ...others],
        });
      return;
    case 'remove':
      sandbox.owner.updateProduct(row.id, { galleryIds: others });
  }
}
