import { html, type Markup } from '#sandbox/http/html.ts';

/** Everything a page may say after an action. Only the name travels in the address, so nobody can put words in. */
const notices = {
  'alt-saved': { tone: 'good', text: 'Alt text saved.' },
  'media-moved': { tone: 'good', text: 'Order changed.' },
  'media-detached': { tone: 'good', text: 'Picture taken out of the product. Its file stays in Files.' },
  'media-added': { tone: 'good', text: 'Picture added at the end of the gallery.' },
  'variant-saved': { tone: 'good', text: 'Variant picture changed.' },
  'product-saved': { tone: 'good', text: 'Product saved.' },
  'product-created': { tone: 'good', text: 'Product added.' },
  'product-deleted': { tone: 'good', text: 'Product deleted.' },
  'file-deleted': { tone: 'good', text: 'File deleted for good.' },
  installed: { tone: 'good', text: 'The app is installed.' },
  uninstalled: { tone: 'good', text: 'The app is uninstalled; its tokens no longer work.' },
  'compliance-sent': { tone: 'good', text: 'Compliance webhook on its way.' },
  'fault-added': { tone: 'good', text: 'Fault armed. It strikes the next matching request.' },
  'faults-cleared': { tone: 'good', text: 'No fault is armed any more.' },
  gone: { tone: 'bad', text: 'That is not there any more. Somebody else may have removed it.' },
  'too-large': { tone: 'bad', text: 'That file is larger than 20 MB, the most a picture may be.' },
  unreadable: { tone: 'bad', text: 'The form could not be read. Nothing was changed.' },
  'not-a-picture': { tone: 'bad', text: 'That is not a JPEG, PNG, WebP, GIF or HEIC picture.' },
  'too-many-pixels': {
    tone: 'bad',
    text: 'That picture has more than 20 megapixels, or a side that is too long.',
  },
  'broken-picture': { tone: 'bad', text: 'That picture is damaged and cannot be read to its end.' },
  'alt-too-long': { tone: 'bad', text: 'Alt text may have 512 characters at most.' },
  'no-file': { tone: 'bad', text: 'Choose a picture first.' },
  'no-title': { tone: 'bad', text: 'A product needs a title.' },
  refused: { tone: 'bad', text: 'The store refused that change. Nothing was changed.' },
  'bad-fault': { tone: 'bad', text: 'That fault needs other values. Nothing was armed.' },
} as const satisfies Record<string, { tone: 'good' | 'bad'; text: string }>;

export type NoticeName = keyof typeof notices;

function isNotice(name: string): name is NoticeName {
  return Object.hasOwn(notices, name);
}

export function withNotice(path: string, name: NoticeName): string {
  return `${path}${path.includes('?') ? '&' : '?'}notice=${name}`;
}

export function noticeBanner(url: URL): Markup | '' {
  const name = url.searchParams.get('notice') ?? '';
  if (!isNotice(name)) return '';
  const { tone, text } = notices[name];
  return html`<p class="notice ${tone}" role="${tone === 'bad' ? 'alert' : 'status'}">${text}</p>`;
}
