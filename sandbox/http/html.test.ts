import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escapeHtml, html, jsonBlock, markupToString, trustedMarkup } from './html.ts';

test('text put into markup is escaped, in content and in attributes', () => {
  const title = `<b onclick='x'>"Fish & Chips"</b>`;
  const shown = markupToString(html`<p title="${title}">${title}</p>`);
  expect(shown).toBe(
    '<p title="&lt;b onclick=&#39;x&#39;&gt;&quot;Fish &amp; Chips&quot;&lt;/b&gt;">&lt;b onclick=&#39;x&#39;&gt;&quot;Fish &amp; Chips&quot;&lt;/b&gt;</p>',
  );
});

test('markup inside markup, also in lists, is not escaped twice', () => {
  const items = ['a&b', 'c'].map((text) => html`<li>${text}</li>`);
  expect(markupToString(html`<ul>${items}${null}${false}${undefined}${0}</ul>`)).toBe(
    '<ul><li>a&amp;b</li><li>c</li>0</ul>',
  );
});

test('an object that looks like markup is not taken for it', () => {
  const forged = JSON.parse('{"markup":"<script>"}');
  expect(() => markupToString(html`${forged}`)).toThrow();
});

test('no text can open an element or leave an attribute', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(escapeHtml(text)).not.toMatch(/[<>"']/);
    }),
  );
});

test('no data can end the block it is written into, and it reads back the same', () => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.constant('</script><!--<script>')), (value) => {
      const block = markupToString(jsonBlock('data', value));
      const body = /^<script type="application\/json" id="data">(.*)<\/script>$/s.exec(block)?.[1] ?? '';
      expect(body).not.toMatch(/[<>&]/);
      expect(JSON.parse(body)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('trusted markup stays as it is', () => {
  expect(markupToString(html`${trustedMarkup('<em>x</em>')}`)).toBe('<em>x</em>');
});
