import { element } from './dialogs.ts';

type Variant = { id: string; title: string; price: string };
type Product = { id: string; title: string; status: string; variants: Variant[]; [field: string]: unknown };
type Row = { product: Product; thumbnail: string | null };

export type PickerOptions = {
  action: 'add' | 'select';
  /** How many products at most. */
  limit: number;
  withVariants: boolean;
  query: string;
  /** The app's own filter; not shown. */
  base: string;
  hide: { draft: boolean; archived: boolean; hidden: boolean };
  selection: { id: string; variants: string[] | undefined }[];
};

type Fields = Record<string, unknown>;
const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Reads `ResourcePickerOptions` of @shopify/app-bridge-types, as the app sent them. */
export function parsePickerOptions(params: unknown): PickerOptions {
  const fields = fieldsOf(params);
  const filter = fieldsOf(fields.filter);
  const { multiple } = fields;
  const limit =
    typeof multiple === 'number' ? Math.max(1, Math.floor(multiple)) : multiple === true ? 250 : 1;
  const given = Array.isArray(fields.selectionIds) ? fields.selectionIds : [];
  return {
    action: fields.action === 'select' ? 'select' : 'add',
    limit,
    withVariants: filter.variants !== false,
    query: textOf(fields.query),
    base: textOf(filter.query),
    hide: {
      draft: filter.draft === false,
      archived: filter.archived === false,
      hidden: filter.hidden === false,
    },
    selection: given.slice(0, 250).map((entry) => {
      const { id, variants } = fieldsOf(entry);
      return {
        id: textOf(id),
        variants: Array.isArray(variants)
          ? variants.map((variant) => textOf(fieldsOf(variant).id))
          : undefined,
      };
    }),
  };
}

type Chosen = Map<string, { product: Product; variants: Set<string> }>;

function rowsOf(answer: unknown): { rows: Row[]; next: number | null; found: number } {
  // Our own server's answer, one file away: resource-search.ts.
  return answer as { rows: Row[]; next: number | null; found: number };
}

async function load(api: string, path: string, query: Record<string, string>): Promise<unknown> {
  const response = await fetch(`${api}/${path}?${new URLSearchParams(query)}`);
  if (!response.ok) throw new Error('The sandbox could not list the products.');
  return response.json();
}

async function preselect(api: string, options: PickerOptions): Promise<Chosen> {
  const chosen: Chosen = new Map();
  if (options.selection.length === 0) return chosen;
  const ids = options.selection.map(({ id }) => id).join(',');
  for (const { product } of rowsOf(await load(api, 'products-by-id', { ids })).rows) {
    const wanted = options.selection.find(({ id }) => id === product.id)?.variants;
    const all = product.variants.map(({ id }) => id);
    chosen.set(product.id, {
      product,
      variants: new Set(wanted ? all.filter((id) => wanted.includes(id)) : all),
    });
  }
  return chosen;
}

function makeRow(row: Row, chosen: Chosen, options: PickerOptions, changed: () => void): HTMLElement {
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

function result(chosen: Chosen, options: PickerOptions): Product[] {
  return [...chosen.values()].map(({ product, variants }) => ({
    ...product,
    variants: options.withVariants ? product.variants.filter(({ id }) => variants.has(id)) : product.variants,
  }));
}

function layOut(options: PickerOptions) {
  const verb = options.action === 'add' ? 'Add' : 'Select';
  const search = element('input', {
    type: 'search',
    placeholder: 'Search products',
    'aria-label': 'Search products',
    value: options.query,
  });
  const list = element('ul', { class: 'picker-list' });
  const status = element('p', { class: 'count', role: 'status' });
  const more = element('button', { type: 'button', class: 'button small' }, 'Show more');
  const cancel = element('button', { type: 'button', class: 'button' }, 'Cancel');
  const done = element('button', { type: 'button', class: 'button primary' }, verb);
  const scroller = element('div', { class: 'picker-scroll', tabindex: '-1' }, list, more);
  const dialog = element(
    'dialog',
    { class: 'dialog picker', 'aria-labelledby': 'picker-title' },
    element('h2', { id: 'picker-title' }, `${verb} products`),
    search,
    scroller,
    element('div', { class: 'button-row end' }, status, cancel, done),
  );
  return { dialog, search, list, status, more, cancel, done };
}

type PickerView = ReturnType<typeof layOut>;

/** Fills the list and keeps it at what was typed last: an answer that was overtaken is dropped. */
function makeList(
  api: string,
  view: PickerView,
  chosen: Chosen,
  options: PickerOptions,
  changed: () => void,
) {
  let next: number | null = null;
  let asked = 0;

  async function fill(isMore: boolean): Promise<void> {
    asked += 1;
    const mine = asked;
    const { draft, archived, hidden } = options.hide;
    const query = {
      q: view.search.value,
      base: options.base,
      ...(draft ? { draft: 'no' } : {}),
      ...(archived ? { archived: 'no' } : {}),
      ...(hidden ? { hidden: 'no' } : {}),
      ...(isMore && next !== null ? { after: String(next) } : {}),
    };
    const answer = rowsOf(await load(api, 'products', query));
    if (mine !== asked) return;
    next = answer.next;
    const rows = answer.rows.map((row) => makeRow(row, chosen, options, changed));
    if (isMore) view.list.append(...rows);
    else view.list.replaceChildren(...rows);
    if (answer.found === 0) {
      view.list.replaceChildren(element('li', { class: 'empty' }, 'No product found.'));
    }
    view.more.hidden = next === null;
  }

  return (isMore: boolean): Promise<void> =>
    fill(isMore).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : 'No answer.';
      view.list.replaceChildren(element('li', { class: 'empty' }, reason));
    });
}

/** Shows the picker; undefined when the merchant leaves it without choosing. */
export async function pickResources(api: string, params: unknown): Promise<Product[] | undefined> {
  const options = parsePickerOptions(params);
  const chosen = await preselect(api, options);
  const view = layOut(options);
  const changed = () => {
    const isTooMany = chosen.size > options.limit;
    view.status.textContent = isTooMany
      ? `At most ${options.limit}; ${chosen.size} chosen`
      : `${chosen.size} chosen`;
    view.done.disabled = isTooMany || (chosen.size === 0 && options.selection.length === 0);
  };
  const fill = makeList(api, view, chosen, options, changed);
  let typing: number | undefined;
  view.search.addEventListener('input', () => {
    window.clearTimeout(typing);
    typing = window.setTimeout(() => void fill(false), 200);
  });
  view.more.addEventListener('click', () => void fill(true));
  document.body.append(view.dialog);
  view.dialog.showModal();
  view.search.focus();
  changed();
  void fill(false);

  return new Promise((resolve) => {
    let picked: Product[] | undefined;
    view.cancel.addEventListener('click', () => view.dialog.close());
    view.done.addEventListener('click', () => {
      picked = result(chosen, options);
      view.dialog.close();
    });
    view.dialog.addEventListener('close', () => {
      view.dialog.remove();
      resolve(picked);
    });
  });
}
