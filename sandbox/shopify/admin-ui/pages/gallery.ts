import { html, type Markup } from '#sandbox/http/html.ts';
import type { FileRecord, ProductRecord } from '../../state/types.ts';
import { type StoreView, storePath } from '../context.ts';
import { icon } from '../icons.ts';
import { fileFacts, mediaBadge, plural, thumbnail } from '../show.ts';

function moveForm(
  view: StoreView,
  product: ProductRecord,
  move: { file: FileRecord; to: number; label: string; face: Markup; disabled: boolean },
): Markup {
  return html`<form method="post" action="${storePath(view, 'products', product.id, 'move')}" data-live>
    <input type="hidden" name="file" value="${move.file.id}"><input type="hidden" name="position" value="${move.to}">
    <button class="button small icon-only" id="move-${move.file.id}-${move.label.split(' ')[1] ?? ''}" aria-label="${move.label}" title="${move.label}"${
      move.disabled ? html` disabled` : ''
    }>${move.face}</button></form>`;
}

function mediumTile(view: StoreView, product: ProductRecord, file: FileRecord, index: number): Markup {
  const last = product.mediaIds.length - 1;
  const users = view.shop.variants.all().filter((variant) => variant.mediaIds.includes(file.id));
  const own = users.filter((variant) => variant.productId === product.id);
  const url = view.sandbox.fileUrl(view.shop.record.domain, file);
  const picture = thumbnail(view, file, { width: 240, eager: index < 4 });
  return html`<li class="medium" data-file="${file.id}" draggable="true">
    <div class="medium-picture">${url === null ? picture : html`<a href="${url}" target="_blank" rel="noopener" draggable="false">${picture}</a>`}
      <span class="place">${index === 0 ? 'Main' : String(index + 1)}</span>
      ${file.status === 'READY' ? '' : mediaBadge(file)}
    </div>
    <p class="medium-facts"><strong>${file.filename}</strong><br>${fileFacts(file)}${
      own.length > 0 ? html`<br>Picture of ${own.map((variant) => variant.title).join(', ')}` : ''
    }</p>
    ${file.errors.map((error) => html`<p class="error-text">${error.message} <code>${error.code}</code></p>`)}
    <form method="post" action="${storePath(view, 'products', product.id, 'alt')}" data-live class="alt-form">
      <input type="hidden" name="file" value="${file.id}">
      <label for="alt-${file.id}">Alt text</label>
      <div class="joined"><input id="alt-${file.id}" name="alt" maxlength="512" value="${file.alt}" placeholder="None">
      <button class="button small" id="save-alt-${file.id}">Save</button></div>
    </form>
    <div class="medium-actions">
      ${moveForm(view, product, { file, to: index - 1, label: 'Move left', face: icon('left'), disabled: index === 0 })}
      ${moveForm(view, product, { file, to: index + 1, label: 'Move right', face: icon('right'), disabled: index === last })}
      <form method="post" action="${storePath(view, 'products', product.id, 'detach')}" data-live>
        <input type="hidden" name="file" value="${file.id}"><button class="button small">Remove</button></form>
    </div>
  </li>`;
}

/** The product's media in order, as a merchant changes them by hand. */
export function gallery(view: StoreView, product: ProductRecord, files: FileRecord[]): Markup {
  const path = storePath(view, 'products', product.id, 'upload');
  return html`<section class="card" id="media"><div class="section-head"><h2>Media</h2><p>${plural(files.length, 'picture')}${
    files.length > 1 ? '. Drag to reorder, or use the arrows.' : ''
  }</p></div>
  ${
    files.length === 0
      ? html`<div class="empty"><p>This product has no pictures yet.</p></div>`
      : html`<ol class="gallery" data-move-action="${storePath(view, 'products', product.id, 'move')}">${files.map(
          (file, index) => mediumTile(view, product, file, index),
        )}</ol>`
  }
  <form method="post" action="${path}" enctype="multipart/form-data" data-live class="upload" data-drop>
    <label for="upload">Add a picture<small>JPEG, PNG, WebP, GIF or HEIC, at most 20 MB. Or drop it here.</small></label>
    <input id="upload" type="file" name="picture" accept="image/jpeg,image/png,image/webp,image/gif,image/heic" required>
    <label>Alt text <input name="alt" maxlength="512"></label>
    <button class="button primary">Upload</button>
  </form></section>`;
}
