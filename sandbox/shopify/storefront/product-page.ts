import { html, jsonBlock, type Markup, trustedMarkup } from '#sandbox/http/html.ts';
import type { StoreView } from '../admin-ui/context.ts';
import { storePath } from '../admin-ui/context.ts';
import { sizedUrl } from '../cdn/file-url.ts';
import type { ProductRecord, VariantRecord } from '../state/types.ts';
import { picturesOf, price, responsivePicture, type ShownPicture, srcsetOf } from './picture.ts';
import { sanitiseHtml } from './sanitise-html.ts';

function chosenVariant(view: StoreView, variants: VariantRecord[]): VariantRecord | undefined {
  const asked = view.url.searchParams.get('variant');
  return variants.find((variant) => String(variant.id) === asked) ?? variants[0];
}

/** The picture in front: the one asked for, else the chosen variant's own when a variant was asked for, else the first. */
function frontPicture(
  view: StoreView,
  pictures: ShownPicture[],
  variant: VariantRecord | undefined,
): ShownPicture | undefined {
  const asked = view.url.searchParams.get('picture');
  const own = view.url.searchParams.has('variant') ? variant?.mediaIds[0] : undefined;
  return (
    pictures.find((picture) => String(picture.id) === asked) ??
    pictures.find((picture) => picture.id === own) ??
    pictures[0]
  );
}

function pictureAlt(product: ProductRecord, picture: ShownPicture): string {
  return picture.alt || product.title;
}

function gallery(
  view: StoreView,
  product: ProductRecord,
  pictures: ShownPicture[],
  front: ShownPicture | undefined,
) {
  if (!front) return html`<div class="front"><span class="blank">No picture</span></div>`;
  const path = storePath(view, 'storefront', 'products', product.handle);
  const thumbs = pictures.map(
    (picture, index) =>
      html`<li><a href="${path}?picture=${picture.id}" data-picture="${picture.id}"${
        picture.id === front.id ? html` aria-current="true"` : ''
      } aria-label="Picture ${index + 1} of ${pictures.length}${picture.alt ? `: ${picture.alt}` : ''}"><img src="${sizedUrl(picture.url, { width: 160 })}" alt="" width="80" height="80" loading="lazy"></a></li>`,
  );
  return html`<div class="front">${responsivePicture(front, {
    sizes: '(max-width: 800px) 100vw, 620px',
    alt: pictureAlt(product, front),
    id: 'front-picture',
    isFirst: true,
  })}</div>
  ${pictures.length > 1 ? html`<ul class="thumbs" id="thumbs">${thumbs}</ul>` : ''}`;
}

function optionFieldset(
  option: { name: string; values: string[] },
  chosen: VariantRecord | undefined,
): Markup {
  const current = chosen?.optionValues.find(({ name }) => name === option.name)?.value;
  return html`<fieldset class="option" data-option="${option.name}"><legend>${option.name}</legend><div class="pills">${option.values.map(
    (value) =>
      html`<label><input type="radio" name="option-${option.name}" value="${value}"${value === current ? html` checked` : ''}><span>${value}</span></label>`,
  )}</div></fieldset>`;
}

function picker(
  product: ProductRecord,
  variants: VariantRecord[],
  chosen: VariantRecord | undefined,
): Markup | '' {
  if (variants.length < 2) return '';
  return html`<form method="get" id="variants" class="variants">
    <noscript><label>Variant <select name="variant">${variants.map(
      (variant) =>
        html`<option value="${variant.id}"${variant.id === chosen?.id ? html` selected` : ''}>${variant.title}</option>`,
    )}</select></label> <button class="shop-button">Show</button></noscript>
    <div class="with-script" hidden>${product.options.map((option) => optionFieldset(option, chosen))}</div>
  </form>`;
}

/** A product as a shopper sees it: works without script by links and a form, and quicker with it. */
export function productBody(view: StoreView, product: ProductRecord): Markup {
  const pictures = picturesOf(view, product);
  const variants = product.variantIds.flatMap((id) => view.shop.variants.get(id) ?? []);
  const chosen = chosenVariant(view, variants);
  const front = frontPicture(view, pictures, chosen);
  const data = {
    pictures: pictures.map((picture) => ({
      id: picture.id,
      src: sizedUrl(picture.url, { width: 720 }),
      srcset: srcsetOf(picture.url),
      alt: pictureAlt(product, picture),
      width: picture.width,
      height: picture.height,
    })),
    variants: variants.map((variant) => ({
      id: variant.id,
      price: price(view, variant.price),
      compareAt: variant.compareAtPrice === null ? null : price(view, variant.compareAtPrice),
      isInStock: variant.inventory > 0,
      picture: variant.mediaIds[0] ?? null,
      values: variant.optionValues,
    })),
  };
  return html`<p class="crumbs"><a href="${storePath(view, 'storefront')}">All products</a></p>
  <article class="product"><div class="product-media">${gallery(view, product, pictures, front)}</div>
  <div class="product-text">
    ${product.vendor ? html`<p class="vendor">${product.vendor}</p>` : ''}
    <h1>${product.title}</h1>
    <p class="price"><span id="price">${chosen ? price(view, chosen.price) : ''}</span> <s id="compare-at"${
      chosen?.compareAtPrice ? '' : html` hidden`
    }>${chosen?.compareAtPrice ? price(view, chosen.compareAtPrice) : ''}</s></p>
    ${picker(product, variants, chosen)}
    <p class="stock" id="stock" role="status">${chosen && chosen.inventory > 0 ? 'In stock' : 'Sold out'}</p>
    <div class="description">${trustedMarkup(sanitiseHtml(product.descriptionHtml))}</div>
  </div></article>
  ${jsonBlock('product-data', data)}`;
}
