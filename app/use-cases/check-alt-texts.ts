import { type Failure, failure } from '../domain/failure.ts';
import { missingScopes, missingScopesWords, TRANSLATION_SCOPES } from '../domain/scopes.ts';
import { MAX_ALT } from '../domain/words/check-words.ts';
import { type AltTranslation, languageSchema, MAIN, MAX_LANGUAGES } from '../domain/words/language.ts';
import type { Store } from '../ports/repositories/stores.ts';

/**
 * Whether these texts can be given to a file of the store; asked before anything is planned. Failures: invalid-input,
 * unsupported-option (a platform of one language), store-unauthorized with `details.missing`.
 */
export const checkAltTexts = (
  store: Pick<Store, 'platform' | 'grantedScopes'> | null,
  alt: string,
  translations: readonly AltTranslation[],
): Failure | null => {
  const tooLong = (field: string) =>
    failure('invalid-input', `The alt text may have at most ${MAX_ALT} characters.`, { field });
  if (alt.length > MAX_ALT) return tooLong('alt');
  if (translations.length === 0) return null;
  const field = 'altTranslations';
  if (alt.trim() === '') {
    return failure('invalid-input', 'Without an alt text there is nothing to translate. Write one first.', {
      field: 'alt',
    });
  }
  const codes = translations.map(({ locale }) => locale);
  const wrong = codes.find((code) => code === MAIN || !languageSchema.safeParse(code).success);
  if (wrong !== undefined || new Set(codes).size < codes.length || codes.length > MAX_LANGUAGES) {
    return failure('invalid-input', 'Name each other language of the store once, by its code.', { field });
  }
  if (translations.some(({ value }) => value.trim() === '')) {
    return failure('invalid-input', 'A text in another language must not be empty. Leave the language out.', {
      field,
    });
  }
  if (translations.some(({ value }) => value.length > MAX_ALT)) return tooLong(field);
  if (store?.platform === 'woocommerce') {
    return failure('unsupported-option', 'A WooCommerce store keeps one alt text a picture.', { field });
  }
  const missing = missingScopes(store?.grantedScopes ?? [], TRANSLATION_SCOPES);
  return missing.length > 0
    ? failure('store-unauthorized', missingScopesWords(missing), { details: { missing } })
    : null;
};
