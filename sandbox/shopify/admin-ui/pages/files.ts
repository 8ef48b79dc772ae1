import { html, type Markup } from '#sandbox/http/html.ts';
import type { FileRecord } from '../../state/types.ts';
import { type StoreView, storePath } from '../context.ts';
import { storePage } from '../shell.ts';
import { fileFacts, isUnderWay, mediaBadge, moment, plural, thumbnail } from '../show.ts';
import { cursorOf, pager } from './products.ts';

const pageSize = 30;

function fileCard(view: StoreView, file: FileRecord): Markup {
  const users = view.shop.products.all().filter((product) => product.mediaIds.includes(file.id));
  const url = view.sandbox.fileUrl(view.shop.record.domain, file);
  const picture = thumbnail(view, file, { width: 200 });
  return html`<li class="medium">
    <div class="medium-picture">${url === null ? picture : html`<a href="${url}" target="_blank" rel="noopener">${picture}</a>`}${
      file.status === 'READY' ? '' : mediaBadge(file)
    }</div>
    <p class="medium-facts"><strong>${file.filename}</strong><br>${fileFacts(file)}<br>${moment(file.createdAt)}</p>
    ${file.errors.map((error) => html`<p class="error-text">${error.message} <code>${error.code}</code></p>`)}
    <p class="medium-facts">${
      users.length === 0
        ? 'In no product'
        : html`In ${users.map((product, index) => html`${index > 0 ? ', ' : ''}<a href="${storePath(view, 'products', product.id)}">${product.title}</a>`)}`
    }</p>
    <form method="post" action="${storePath(view, 'files', file.id, 'delete')}" data-confirm="Delete ${file.filename} for good? It disappears from every product that shows it.">
      <button class="button small critical-text">Delete</button></form>
  </li>`;
}

export function filesPage(view: StoreView): Markup {
  const query = (view.url.searchParams.get('q') ?? '').trim().toLowerCase();
  const found = view.shop.files
    .all()
    .filter((file) => `${file.filename} ${file.alt}`.toLowerCase().includes(query))
    .toSorted((a, b) => b.createdAt - a.createdAt || b.id - a.id);
  const after = cursorOf(view.url);
  const start = after === undefined ? 0 : found.findIndex((file) => file.id === after) + 1;
  const rows = found.slice(start, start + pageSize);
  const path = storePath(view, 'files');
  return storePage(view, {
    section: 'files',
    title: 'Files',
    refreshMs: rows.some(isUnderWay) ? 1500 : undefined,
    body: html`<section class="card flush">
      <form class="search" method="get" action="${path}" role="search">
        <label class="sr-only" for="q">Search files</label>
        <input id="q" type="search" name="q" value="${query}" placeholder="Search by name or alt text"><button class="button">Search</button>
      </form>
      <p class="count" role="status">${plural(found.length, 'file')}</p>
      ${
        rows.length === 0
          ? html`<div class="empty"><h2>${query ? 'Nothing found' : 'No files yet'}</h2><p>${
              query
                ? `No file name or alt text holds “${query}”.`
                : 'Pictures of products and everything the app uploads appear here.'
            }</p></div>`
          : html`<ul class="gallery files">${rows.map((file) => fileCard(view, file))}</ul>`
      }
    </section>
    ${pager(view.url, path, {
      next: start + pageSize < found.length ? rows.at(-1)?.id : undefined,
      hasPrevious: start > 0,
    })}`,
  });
}
