import { html, type Markup } from '#sandbox/http/html.ts';
import { sizedUrl } from '../cdn/file-url.ts';
import type { FileRecord, MediaStatus, ProductRecord, ProductStatus } from '../state/types.ts';
import type { StoreView } from './context.ts';
import { icon } from './icons.ts';

/** A picture at a width in CSS pixels, twice that for sharp screens; a drawn gap where there is none. */
export function thumbnail(
  view: Pick<StoreView, 'sandbox' | 'shop'>,
  file: FileRecord | undefined,
  options: { width: number; alt?: string; eager?: boolean },
): Markup {
  const url = file ? view.sandbox.fileUrl(view.shop.record.domain, file) : null;
  if (!file || url === null) {
    if (options.alt === '') return html`<span class="no-picture">${icon('picture')}</span>`;
    const label = file ? `Not to be seen yet: ${statusWords[file.status].label}` : 'No picture';
    return html`<span class="no-picture" role="img" aria-label="${options.alt ?? label}">${icon('picture')}</span>`;
  }
  const at = (width: number) => sizedUrl(url, { width });
  return html`<img src="${at(options.width)}" srcset="${at(options.width)} 1x, ${at(options.width * 2)} 2x" alt="${
    options.alt ?? file.alt
  }"${options.eager ? '' : html` loading="lazy"`} decoding="async">`;
}

const statusWords = {
  UPLOADED: { label: 'Uploaded', tone: 'wait' },
  PROCESSING: { label: 'Processing', tone: 'wait' },
  READY: { label: 'Ready', tone: 'good' },
  FAILED: { label: 'Failed', tone: 'bad' },
} as const satisfies Record<MediaStatus, { label: string; tone: string }>;

export function mediaBadge(file: FileRecord): Markup {
  const { label, tone } = statusWords[file.status];
  return html`<span class="badge ${tone}">${label}</span>`;
}

const productWords = {
  ACTIVE: { label: 'Active', tone: 'good' },
  ARCHIVED: { label: 'Archived', tone: 'quiet' },
  DRAFT: { label: 'Draft', tone: 'wait' },
  UNLISTED: { label: 'Unlisted', tone: 'quiet' },
} as const satisfies Record<ProductStatus, { label: string; tone: string }>;

export function productBadge(product: ProductRecord): Markup {
  const { label, tone } = productWords[product.status];
  return html`<span class="badge ${tone}">${label}</span>`;
}

/** Bytes as a person reads them. */
export function byteSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / (1024 * 1024)).toFixed(1)} MB`;
}

export function fileFacts(file: FileRecord): string {
  const { content } = file;
  if (!content) return 'No bytes yet';
  const size = content.width === null ? '' : `${content.width} × ${content.height} px, `;
  const type = content.mimeType.replace(/^image\//, '').toUpperCase();
  return `${size}${type}, ${byteSize(content.byteLength)}`;
}

/** `2026-11-22 16:40:05` in UTC, with the exact moment for machines. */
export function moment(ms: number): Markup {
  const iso = new Date(ms).toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 19).replace('T', ' ')}</time>`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

export function isUnderWay(file: FileRecord | undefined): boolean {
  return file?.status === 'UPLOADED' || file?.status === 'PROCESSING';
}

export function filesOf(view: Pick<StoreView, 'shop'>, ids: readonly number[]): FileRecord[] {
  return ids.flatMap((id) => view.shop.files.get(id) ?? []);
}
