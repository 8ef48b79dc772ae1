import { element } from '../dialogs.ts';
import type { Chosen, Row } from './choice.ts';
import type { PickerOptions } from './options.ts';

/** One product with its box, and its variants with theirs. */
export function makeRow(row: Row, chosen: Chosen, options: PickerOptions, changed: () => void): HTMLElement {
  const { product } = row;
  const box = element('input', {
    type: options.limit === 1 ? 'radio' : 'checkbox',
    name: 'picked',
    value: product.id,
  });
  box.checked = chosen.has(product.id);
  const picture = row.thumbnail
    ? element('img', { src: row.thumbnail, alt: '', loading: 'lazy' })
    : element('span', { class: 'no-picture' });
  const item = element(
    'li',
    {},
    element(
      'label',
      { class: 'picker-row' },
      box,
      element('span', { class: 'thumb' }, picture),
      element('span', { class: 'row-text' }, element('strong', {}, product.title)),
      ...(product.status === 'ACTIVE'
        ? []
        : [element('span', { class: 'badge quiet' }, product.status.toLowerCase())]),
    ),
  );
  const boxes: { box: HTMLInputElement; id: string }[] = [];
  if (options.withVariants && product.variants.length > 1) {
    const list = element('ul', { class: 'picker-variants' });
    for (const variant of product.variants) {
      const variantBox = element('input', {
        type: 'checkbox',
        'aria-label': `${product.title}, ${variant.title}`,
      });
      variantBox.checked = chosen.get(product.id)?.variants.has(variant.id) ?? false;
      boxes.push({ box: variantBox, id: variant.id });
      list.append(
        element(
          'li',
          {},
          element('label', { class: 'picker-row' }, variantBox, `${variant.title}, ${variant.price}`),
        ),
      );
      variantBox.addEventListener('change', () => {
        const ids = boxes.filter((one) => one.box.checked).map((one) => one.id);
        if (ids.length === 0) chosen.delete(product.id);
        else {
          if (options.limit === 1 && !chosen.has(product.id)) chosen.clear();
          chosen.set(product.id, { product, variants: new Set(ids) });
        }
        box.checked = ids.length > 0;
        changed();
      });
    }
    item.append(list);
  }
  box.addEventListener('change', () => {
    if (options.limit === 1) chosen.clear();
    if (box.checked)
      chosen.set(product.id, { product, variants: new Set(product.variants.map(({ id }) => id)) });
    else chosen.delete(product.id);
    for (const one of boxes) one.box.checked = box.checked;
    changed();
  });
  return item;
}
