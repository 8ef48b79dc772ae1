/** What Shopify takes for an alt text (ALT_VALUE_LIMIT_EXCEEDED beyond it), in UTF-16 units as JavaScript counts them. */
export const MAX_ALT = 512;
/** What a model is asked to stay under: what a screen reader says in one breath. */
export const GOOD_ALT = 125;
/** Longer than this is no alt text that got long, but something else. */
const MAX_ANSWER = 4 * MAX_ALT;

/** Why words of a model are not taken. */
export type WordsFault = 'empty' | 'markup' | 'address' | 'about-itself' | 'echo' | 'far-too-long';

export type CheckedWords =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly fault: WordsFault };

/** Control, bidirectional and zero-width characters: nothing that a person reads, much that hides things from him. */
const UNSEEN = /[\p{Cc}\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;
const QUOTES = /^(["'“”„«»‘’])(.*)\1$|^“(.*)”$|^„(.*)[“”]$|^«(.*)»$|^‘(.*)’$/su;
/** A screen reader says by itself that it is a picture. */
const PREFIX = /^(?:an?\s+|the\s+)?(?:image|picture|photo|photograph)\s+(?:of|showing)\s*:?\s+/iu;
const MARKUP = /[<>‹›]|&(?:[a-z]{2,8}|#x?[0-9a-f]{1,6});|```|\]\(|\{\{|\}\}/iu;
const ADDRESS = /https?:|www\.|\b[\w.+-]+@[\w-]+\.\w|\b[\w-]+\.(?:com|net|org|io|shop|store)\b/iu;
const ABOUT_ITSELF =
  /\b(?:ignore|disregard|forget)\b.{0,40}\b(?:instruction|prompt|rule|above|previous)|\bsystem prompt\b|\bas an? (?:ai|language model|assistant)\b|\bI(?:['’]m| am) (?:sorry|unable|an? ai)\b|\bI (?:can(?:not|['’]t)|won['’]t)\b|\balt text\b|\bjson\b/iu;

/** Consecutive words of a store text, other than its title, beyond which an answer repeats it instead of the picture. */
const ECHO_WORDS = 10;

const wordsIn = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

const repeats = (text: string, store: string): boolean => {
  const said = ` ${wordsIn(text).join(' ')} `;
  const given = wordsIn(store);
  for (let i = 0; i + ECHO_WORDS <= given.length; i++) {
    if (said.includes(` ${given.slice(i, i + ECHO_WORDS).join(' ')} `)) return true;
  }
  return false;
};

/** The text on one line, in composed letters, without what nobody sees. */
export const tidied = (text: string): string =>
  text.normalize('NFC').replace(UNSEEN, ' ').replace(/\s+/gu, ' ').trim();

const unquoted = (text: string): string => {
  const found = QUOTES.exec(text);
  return found ? (found.slice(2).find((part) => part !== undefined) ?? text).trim() : text;
};

const unprefixed = (text: string): string => {
  const rest = text.replace(PREFIX, '');
  return rest === text ? text : rest.charAt(0).toUpperCase() + rest.slice(1);
};

/** At most `limit` units: up to the last whole sentence that fits, or else the last whole word. No dots are added. */
export const cutTo = (text: string, limit: number): string => {
  if (text.length <= limit) return text;
  const head = text.slice(0, limit + 1);
  const sentence = Math.max(...['. ', '! ', '? ', '。'].map((end) => head.lastIndexOf(end)));
  if (sentence > limit / 3) return text.slice(0, sentence + 1);
  const word = head.lastIndexOf(' ');
  const cut = text.slice(0, word > limit / 2 ? word : limit);
  // half of a surrogate pair is no character
  return cut.replace(/[\ud800-\udbff]$/u, '').replace(/[\s,;:–-]+$/u, '');
};

/**
 * The rule for what a model wrote. Mended: white space, unseen characters, quotes around it, "Image of" in front, and what
 * goes beyond 512 (cut at the last whole sentence or word). Refused: nothing left, markup, addresses, talk about itself or
 * its orders, a long stretch of the store's own text repeated, and what is longer than four times the limit.
 * `storeTexts`: what was given as data, beside the title.
 */
export const checkModelWords = (
  written: string,
  storeTexts: readonly string[] = [],
  limit = MAX_ALT,
): CheckedWords => {
  const refuse = (fault: WordsFault): CheckedWords => ({ ok: false, fault });
  const whole = tidied(written);
  if (whole.length > MAX_ANSWER) return refuse('far-too-long');
  const text = unprefixed(unquoted(whole));
  if (wordsIn(text).length === 0) return refuse('empty');
  if (MARKUP.test(text)) return refuse('markup');
  if (ADDRESS.test(text)) return refuse('address');
  if (ABOUT_ITSELF.test(text)) return refuse('about-itself');
  if (storeTexts.some((store) => repeats(text, store))) return refuse('echo');
  return { ok: true, text: cutTo(text, limit) };
};

/** What a person writes is kept as it is written, on one line; null when it is longer than the limit. */
export const personWords = (written: string): string | null => {
  const text = tidied(written);
  return text.length > MAX_ALT ? null : text;
};
