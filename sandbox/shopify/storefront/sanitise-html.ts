/**
 * Product descriptions are HTML written by anyone who may write products. They are shown by writing them anew from
 * what an allowlist knows: elements without attributes (but a link's checked address), text with every sign escaped,
 * everything closed in order. What is not known is dropped, the insides of scripts and the like with it.
 */
const allowed = new Set([
  'a',
  'b',
  'blockquote',
  'br',
  'code',
  'div',
  'em',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'hr',
  'i',
  'li',
  'ol',
  'p',
  's',
  'span',
  'strong',
  'sub',
  'sup',
  'table',
  'tbody',
  'td',
  'th',
  'thead',
  'tr',
  'u',
  'ul',
]);
const empty = new Set(['br', 'hr']);
/** Elements whose insides are not text for a reader. */
const swallowed = [
  'script',
  'style',
  'iframe',
  'object',
  'template',
  'noscript',
  'textarea',
  'title',
  'svg',
  'math',
];

const token = /<!--[\s\S]*?(?:-->|$)|<\/?([a-z][a-z0-9-]*)((?:"[^"]*"|'[^']*'|[^'">])*)>/gi;

function escapeText(text: string): string {
  return text
    .replace(/&(?!#\d{1,7};|#x[0-9a-f]{1,6};|[a-z][a-z0-9]{1,31};)/gi, '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** A link's address when it is plainly one of the web or of mail; entities are not decoded, so none may hide there. */
function linkTarget(attributes: string): string | undefined {
  const found = /(?:^|\s)href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i.exec(attributes);
  const href = (found?.[1] ?? found?.[2] ?? found?.[3] ?? '').trim();
  return /^(?:https?:\/\/|mailto:)[^\s<>"']+$/i.test(href) ? href : undefined;
}

function openingTag(name: string, attributes: string): string {
  const href = name === 'a' ? linkTarget(attributes) : undefined;
  return href === undefined ? `<${name}>` : `<a href="${escapeText(href)}" rel="nofollow noopener">`;
}

export function sanitiseHtml(source: string): string {
  const open: string[] = [];
  let result = '';
  let position = 0;
  token.lastIndex = 0;
  for (let found = token.exec(source); found; found = token.exec(source)) {
    result += escapeText(source.slice(position, found.index));
    position = token.lastIndex;
    const name = found[1]?.toLowerCase();
    if (name === undefined) continue;
    const isClosing = found[0].startsWith('</');
    if (swallowed.includes(name)) {
      if (isClosing) continue;
      const end = new RegExp(`</${name}\\s*>`, 'gi');
      end.lastIndex = position;
      position = end.exec(source) ? end.lastIndex : source.length;
      token.lastIndex = position;
    } else if (!allowed.has(name)) {
      // The element goes, its text stays.
    } else if (!isClosing) {
      result += openingTag(name, found[2] ?? '');
      if (!empty.has(name)) open.push(name);
    } else if (open.includes(name)) {
      for (let top = open.pop(); top !== undefined; top = open.pop()) {
        result += `</${top}>`;
        if (top === name) break;
      }
    }
  }
  result += escapeText(source.slice(position));
  return (
    result +
    open
      .toReversed()
      .map((name) => `</${name}>`)
      .join('')
  );
}
