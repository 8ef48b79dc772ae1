import { z } from 'zod';

/** The words in the store's own language. It needs no permission to know, and every picture has at most one such text. */
export const MAIN = 'main';

/** `main`, or the code of another language as the platform spells it ("fr", "pt-BR"). */
export const languageSchema = z
  .string()
  .regex(/^(?:main|[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2})$/, 'not the code of a language');
export type Language = string;

/** More languages than any platform lets a store have (Shopify: 20, https://help.shopify.com/en/manual/markets/languages). */
export const MAX_LANGUAGES = 20;

/** Name of a language in English; the code itself where it has none. */
export const languageName = (code: string): string => {
  try {
    return new Intl.DisplayNames(['en'], { type: 'language' }).of(code) ?? code;
  } catch {
    return code;
  }
};

/** A language of a store that shoppers can choose, other than its own. */
export interface StoreLanguage {
  readonly code: string;
  readonly name: string;
}

/** What is known of a store's languages. */
export type StoreLanguages =
  | { readonly known: true; readonly main: string; readonly others: readonly StoreLanguage[] }
  /** `missing`: the permissions to ask for; empty where the platform keeps one text a picture. */
  | { readonly known: false; readonly missing: readonly string[] };

/** An alt text in another language than the store's own. */
export interface AltTranslation {
  readonly locale: string;
  readonly value: string;
}
