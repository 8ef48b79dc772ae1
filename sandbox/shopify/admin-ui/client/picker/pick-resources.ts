import { element } from '../dialogs.ts';
import { type Chosen, chosenProducts, load, type Product, preselect, rowsOf } from './choice.ts';
import { type PickerOptions, parsePickerOptions } from './options.ts';
import { makeRow } from './row.ts';

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
      picked = chosenProducts(chosen, options);
      view.dialog.close();
    });
    view.dialog.addEventListener('close', () => {
      view.dialog.remove();
      resolve(picked);
    });
  });
}
