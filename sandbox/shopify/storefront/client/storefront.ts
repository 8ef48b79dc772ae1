/** The product page's script: thumbnails and variants change the picture without a new page. */

type Picture = {
  id: number;
  src: string;
  srcset: string;
  alt: string;
  width: number | null;
  height: number | null;
};
type Variant = {
  id: number;
  price: string;
  compareAt: string | null;
  isInStock: boolean;
  picture: number | null;
  values: { name: string; value: string }[];
};

function byId(id: string): HTMLElement | null {
  return document.getElementById(id);
}

function showPicture(picture: Picture | undefined): void {
  const front = byId('front-picture');
  if (!picture || !(front instanceof HTMLImageElement)) return;
  front.srcset = picture.srcset;
  front.src = picture.src;
  front.alt = picture.alt;
  if (picture.width && picture.height) {
    front.width = picture.width;
    front.height = picture.height;
  }
  for (const link of document.querySelectorAll<HTMLElement>('#thumbs a')) {
    if (link.dataset.picture === String(picture.id)) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
  }
}

function showVariant(variant: Variant | undefined, pictures: Picture[]): void {
  const price = byId('price');
  const compareAt = byId('compare-at');
  const stock = byId('stock');
  if (stock)
    stock.textContent = variant
      ? variant.isInStock
        ? 'In stock'
        : 'Sold out'
      : 'Not made in this combination';
  if (!variant) return;
  if (price) price.textContent = variant.price;
  if (compareAt) {
    compareAt.textContent = variant.compareAt ?? '';
    compareAt.hidden = variant.compareAt === null;
  }
  showPicture(pictures.find((picture) => picture.id === variant.picture));
  const url = new URL(location.href);
  url.searchParams.set('variant', String(variant.id));
  url.searchParams.delete('picture');
  history.replaceState(null, '', url);
}

function start(data: { pictures: Picture[]; variants: Variant[] }): void {
  byId('thumbs')?.addEventListener('click', (event) => {
    const link =
      event.target instanceof Element ? event.target.closest<HTMLElement>('a[data-picture]') : null;
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    showPicture(data.pictures.find((picture) => String(picture.id) === link.dataset.picture));
  });

  const form = byId('variants');
  const fields = form?.querySelector<HTMLElement>('.with-script');
  if (!form || !fields) return;
  fields.hidden = false;
  form.addEventListener('change', () => {
    const chosen = [...fields.querySelectorAll<HTMLElement>('fieldset')].map((fieldset) => ({
      name: fieldset.dataset.option ?? '',
      value: fieldset.querySelector<HTMLInputElement>('input:checked')?.value ?? '',
    }));
    const variant = data.variants.find((one) =>
      chosen.every(({ name, value }) => one.values.some((own) => own.name === name && own.value === value)),
    );
    showVariant(variant, data.pictures);
  });
}

const block = byId('product-data');
if (block) start(JSON.parse(block.textContent ?? ''));
