import { failure } from '#app/domain/failure.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import type { AltTexts } from '#app/ports/alt-texts.ts';
import type { StorePlatform } from '#app/ports/store-platform.ts';

const oneText = (): Result<never> =>
  err(
    failure(
      'unsupported-option',
      'A WooCommerce store keeps one alt text a picture; other languages are the affair of a translation plugin.',
      { field: 'translations' },
    ),
  );

/** WordPress has one alt text an attachment (`_wp_attachment_image_alt`), in whatever language the site is. */
export const makeAltTexts = (files: Pick<StorePlatform, 'readFile'>): AltTexts => ({
  readLanguages: async () => ok({ known: false, missing: [] }),
  readAltTexts: async (storeId, fileId, locales, options = {}) => {
    if (locales.length > 0) return oneText();
    const file = await files.readFile(storeId, fileId, options);
    if (!file.ok) return file;
    return ok(file.value === null ? null : { alt: file.value.alt, translations: [] });
  },
  writeAltTranslations: async (_storeId, _fileId, translations) =>
    translations.length > 0 ? oneText() : ok(undefined),
  removeAltTranslations: async (_storeId, _fileId, locales) =>
    locales.length > 0 ? oneText() : ok(undefined),
});
