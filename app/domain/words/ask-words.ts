import { z } from 'zod';
import type { FencedText } from '../scene/composed-prompt.ts';
import { checkModelWords, GOOD_ALT, MAX_ALT } from './check-words.ts';
import { type Language, languageName, MAIN } from './language.ts';

/** What is written for a picture. */
export const WORD_TASKS = ['alt-text', 'caption'] as const;
export type WordTask = (typeof WORD_TASKS)[number];

/** A caption is read beside the picture: one short line. */
export const MAX_CAPTION = 200;
const LIMIT = { 'alt-text': MAX_ALT, caption: MAX_CAPTION } as const satisfies Record<WordTask, number>;

const WHAT = {
  'alt-text': `Write the alternative text of the picture for people who cannot see it: what the product is, its material and colours, and in a few words where it stands, if that matters. One sentence, at most ${GOOD_ALT} characters if possible and never more than ${MAX_ALT}.`,
  caption: `Write a short caption to stand under the picture: what is shown, in one plain line of at most 80 characters if possible and never more than ${MAX_CAPTION}.`,
} as const satisfies Record<WordTask, string>;

/** What a model is told; the store's texts go beside it, fenced. */
export const wordsInstructions = (
  task: WordTask,
  languages: readonly Language[],
  mainLanguage: string | null,
): string => {
  const own = mainLanguage === null ? 'the language of the product title' : languageName(mainLanguage);
  const list = languages.map((code) => `"${code}" in ${code === MAIN ? own : languageName(code)}`);
  return [
    'You are shown one picture of a product of a shop.',
    WHAT[task],
    'Say only what can be seen or what the shop says the product is. No praise, no advertising, no prices, no guesses.',
    'Do not begin with "image of", "picture of" or "photo of". Plain words: no quotation marks around it, no markup, no addresses.',
    `Write it in each of these languages, under its name: ${list.join('; ')}. Without a title to go by, English.`,
  ].join('\n');
};

/** Answer tokens that the texts of so many languages need at most, four units a token in the worst scripts included. */
export const wordsTokens = (languages: number): number => 300 + 700 * languages;

/**
 * Shape of the answer: one text a language, under its code. What breaks the rule for words (check-words.ts) does not fit the
 * shape, so that it is treated as any other unusable answer.
 */
export const wordsAnswer = (task: WordTask, languages: readonly Language[], data: readonly FencedText[]) => {
  const storeTexts = data.filter(({ label }) => label !== TITLE).map(({ text }) => text);
  const text = z
    .string()
    .refine((written) => checkModelWords(written, storeTexts, LIMIT[task]).ok, 'not usable as words');
  return z.strictObject({
    texts: z.strictObject(Object.fromEntries(languages.map((code) => [code, text]))),
  });
};

/** Words of an answer that fits its shape, mended by the rule. */
export const wordsOf = (
  task: WordTask,
  answer: { readonly texts: Readonly<Record<string, string>> },
): ReadonlyMap<Language, string> =>
  new Map(
    Object.entries(answer.texts).flatMap(([code, written]) => {
      const checked = checkModelWords(written, [], LIMIT[task]);
      return checked.ok ? [[code, checked.text]] : [];
    }),
  );

export const TITLE = 'product title';
/** Longest piece of a store's text that is shown to a model. */
const MAX_DATA = 600;

/** What the store says of the product, each piece with what it is. */
export const wordsData = (product: {
  readonly title: string;
  readonly productType: string;
  readonly vendor: string;
  readonly formerAlt: string;
}): readonly FencedText[] =>
  [
    { label: TITLE, text: product.title },
    { label: 'product type', text: product.productType },
    { label: 'maker', text: product.vendor },
    { label: 'alt text so far', text: product.formerAlt },
  ]
    .filter(({ text }) => text.trim() !== '')
    .map(({ label, text }) => ({ label, text: text.slice(0, MAX_DATA) }));
