import { expect, test } from 'vitest';
import { z } from 'zod';
import { wordsAnswer, wordsData, wordsInstructions, wordsOf } from './ask-words.ts';
import { languageSchema } from './language.ts';

const product = { title: 'Red tin', productType: 'Tins', vendor: 'Acme', formerAlt: '' };

test('the orders name each language, and no text of the store', () => {
  const orders = wordsInstructions('alt-text', ['main', 'fr', 'pt-BR'], null);
  expect(orders).toContain(
    '"main" in the language of the product title; "fr" in French; "pt-BR" in Brazilian',
  );
  expect(orders).not.toContain('Red tin');
  expect(wordsInstructions('caption', ['main'], 'de')).toContain('"main" in German');
});

test('what the store says is given as data, and nothing where it says nothing', () => {
  expect(wordsData(product).map((d) => d.label)).toEqual(['product title', 'product type', 'maker']);
  expect(wordsData({ ...product, title: 'x'.repeat(5_000) })[0]?.text).toHaveLength(600);
});

test('an answer fits only when every language is there with usable words', () => {
  const shape = wordsAnswer('alt-text', ['main', 'fr'], wordsData(product));
  expect(shape.safeParse({ texts: { main: 'A red tin', fr: 'Une boîte rouge' } }).success).toBe(true);
  expect(shape.safeParse({ texts: { main: 'A red tin' } }).success).toBe(false);
  expect(shape.safeParse({ texts: { main: 'A red tin', fr: '<b>Une boîte</b>' } }).success).toBe(false);
  expect(shape.safeParse({ texts: { main: 'A red tin', fr: 'x', de: 'y' } }).success).toBe(false);
  expect(() => z.toJSONSchema(shape, { io: 'input' })).not.toThrow();
});

test('a caption is cut to a caption', () => {
  const words = wordsOf('caption', { texts: { main: `${'tin '.repeat(80)}` } });
  expect(words.get('main')?.length).toBeLessThanOrEqual(200);
});

test('a language is a code, nothing else', () => {
  for (const code of ['main', 'fr', 'pt-BR', 'zh-Hant-TW', 'ckb'])
    expect(languageSchema.safeParse(code).success).toBe(true);
  for (const code of ['', 'English', '__proto__', 'fr; drop', 'constructor'])
    expect(languageSchema.safeParse(code).success).toBe(false);
});
