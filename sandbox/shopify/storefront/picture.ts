import { html, type Markup } from '#sandbox/http/html.ts';
import type { StoreView } from '../admin-ui/context.ts';
import { sizedUrl } from '../cdn/file-url.ts';
import type { ProductRecord } from '../state/types.ts';

/** Widths the CDN is asked for, in pixels. */
const widths = [180, 360, 540, 720, 1080, 1440] as const;

export type ShownPicture = {
  id: number;
  url: string;
  alt: string;
  width: number | null;
  height: number | null;
};

export function srcsetOf(url: string): string {
  return widths.map((width) => `${sizedUrl(url, { width })} ${width}w`).join(', ');
}

/** A picture in the widths a theme asks for; `sizes` says how wide it is shown. */
export function responsivePicture(
  picture: ShownPicture,
  options: { sizes: string; alt: string; id?: string; isFirst?: boolean },
): Markup {
  return html`<img${options.id ? html` id="${options.id}"` : ''} src="${sizedUrl(picture.url, { width: 720 })}" srcset="${srcsetOf(
    picture.url,
  )}" sizes="${options.sizes}" alt="${options.alt}"${
    picture.width && picture.height ? html` width="${picture.width}" height="${picture.height}"` : ''
  }${options.isFirst ? html` fetchpriority="high"` : html` loading="lazy"`} decoding="async">`;
}

export function price(view: Pick<StoreView, 'shop'>, amount: string): string {
  const value = Number(amount);
  if (!Number.isFinite(value)) return amount;
  return value.toLocaleString('en', { style: 'currency', currency: view.shop.record.currencyCode });
}

/** The pictures a shopper sees, in order: those that are ready. */
export function picturesOf(view: StoreView, product: ProductRecord): ShownPicture[] {
  return product.mediaIds.flatMap((id) => {
    const file = view.shop.files.get(id);
    const url = file?.status === 'READY' ? view.sandbox.fileUrl(view.shop.record.domain, file) : null;
    if (!file || !url) return [];
    return [
      {
        id: file.id,
        url,
        alt: file.alt,
        width: file.content?.width ?? null,
        height: file.content?.height ?? null,
      },
    ];
  });
}
