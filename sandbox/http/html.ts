/**
 * Markup by tagged template. Whatever is put into `html` is escaped unless it was itself made by `html`, so a title
 * holding HTML cannot become HTML by forgetting something.
 */

const brand = Symbol('markup');

/** Text that is safe to write into a page as it stands. Only `html` and `trustedMarkup` make it. */
export type Markup = { readonly [brand]: string };

export type Content = Markup | string | number | null | undefined | false | readonly Content[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escapes for element content and for quoted attributes alike. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

function isMarkup(value: unknown): value is Markup {
  return typeof value === 'object' && value !== null && brand in value;
}

function write(value: Content): string {
  if (value === null || value === undefined || value === false) return '';
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  if (isMarkup(value)) return value[brand];
  return value.map(write).join('');
}

export function html(parts: TemplateStringsArray, ...values: Content[]): Markup {
  let text = parts[0] ?? '';
  values.forEach((value, index) => {
    text += write(value) + (parts[index + 1] ?? '');
  });
  return { [brand]: text };
}

/** For text whose safety something else has settled: the output of the description sanitiser. */
export function trustedMarkup(text: string): Markup {
  return { [brand]: text };
}

export function markupToString(markup: Markup): string {
  return markup[brand];
}

/** JSON for a `<script type="application/json">`: no character of it can end the element. */
export function jsonBlock(id: string, value: unknown): Markup {
  const text = JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
  return html`<script type="application/json" id="${id}">${trustedMarkup(text)}</script>`;
}
