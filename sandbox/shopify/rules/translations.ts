import { createHash } from 'node:crypto';
import { fileNumber, gid } from '../gid.ts';
import type { FileRecord, LocaleRecord, ShopState, TranslationRecord } from '../state/types.ts';
import type { World } from '../world.ts';
import { MAX_ALT_LENGTH, MAX_TRANSLATIONS_PER_CALL } from './limits.ts';
import { type UserError, userError } from './user-error.ts';

/**
 * Translations of what belongs to files: `TranslatableResourceType.MEDIA_IMAGE` has one key, `alt`. Source of the rules and
 * words: captures localization-translations-* and localization-locale-translation-fixture (2026-04), which show products;
 * what they leave open for files is in docs/sandbox-assumptions.md.
 */
export type TranslationInput = {
  locale: string;
  key: string;
  value: string;
  translatableContentDigest: string;
  marketId?: string | null;
};

const PRIMARY: LocaleRecord = { locale: 'en', primary: true, published: true };

/** Languages of the shop, by code. A shop in which none was ever enabled has its primary one. */
export function localesOf(shop: ShopState): LocaleRecord[] {
  const rows = shop.locales.all();
  const all = rows.some((row) => row.primary) ? rows : [PRIMARY, ...rows];
  return [...all].sort((left, right) => (left.locale < right.locale ? -1 : 1));
}

/** SHA-256 of the value, as every recorded digest is. */
export function digestOf(value: string): string {
  return createHash('sha256').update(value).digest('hex');
}

/** Fields of a file that can be translated. One without a value is not listed, as no `body_html` of a product without one is. */
export function contentOf(file: FileRecord): { key: 'alt'; value: string }[] {
  return file.alt === '' ? [] : [{ key: 'alt', value: file.alt }];
}

export function translatableFile(shop: ShopState, resourceId: string): FileRecord | undefined {
  const file = shop.files.get(fileNumber(resourceId) ?? 0);
  return file?.kind === 'MediaImage' ? file : undefined;
}

const idOf = (resourceId: string, locale: string, key: string) => `${resourceId} ${locale} ${key}`;

export function translationsOf(shop: ShopState, file: FileRecord, locale: string): TranslationRecord[] {
  const resourceId = gid(file.kind, file.id);
  return shop.translations.all().filter((row) => row.resourceId === resourceId && row.locale === locale);
}

/** Whether the text it was made from has changed since. */
export function isOutdated(file: FileRecord, translation: TranslationRecord): boolean {
  return translation.digest !== digestOf(file.alt);
}

function missing(resourceId: string): { translations: null; errors: UserError[] } {
  const message = `Resource ${resourceId} does not exist`;
  return { translations: null, errors: [userError(['resourceId'], message, 'RESOURCE_NOT_FOUND')] };
}

function checkRow(shop: ShopState, file: FileRecord, row: TranslationInput, index: number): UserError[] {
  const at = (name: string) => ['translations', String(index), name];
  const locale = localesOf(shop).find((one) => one.locale === row.locale);
  if (!locale)
    return [userError(at('locale'), 'Locale is not a valid locale for the shop', 'INVALID_LOCALE_FOR_SHOP')];
  if (locale.primary) {
    const message = "Locale cannot be the same as the shop's primary locale";
    return [userError(at('locale'), message, 'INVALID_LOCALE_FOR_SHOP')];
  }
  const content = contentOf(file).find((one) => one.key === row.key);
  if (!content) {
    const message = `Key ${row.key} is not a valid translatable field`;
    return [userError(at('key'), message, 'INVALID_KEY_FOR_MODEL')];
  }
  if (row.value.trim() === '')
    return [userError(at('value'), "Value can't be blank", 'FAILS_RESOURCE_VALIDATION')];
  if (row.value.length > MAX_ALT_LENGTH) {
    const message = `Value is too long (maximum is ${MAX_ALT_LENGTH} characters)`;
    return [userError(at('value'), message, 'FAILS_RESOURCE_VALIDATION')];
  }
  if (row.translatableContentDigest !== digestOf(content.value)) {
    const message = 'Translatable content hash is invalid';
    return [userError(at('translatableContentDigest'), message, 'INVALID_TRANSLATABLE_CONTENT')];
  }
  return [];
}

/** `translationsRegister`: rows that are right are kept, also beside wrong ones (capture localization-translations-invalid-key). */
export function registerTranslations(
  world: World,
  shop: ShopState,
  resourceId: string,
  rows: TranslationInput[],
): { translations: TranslationRecord[] | null; errors: UserError[] } {
  const file = translatableFile(shop, resourceId);
  if (!file) return missing(resourceId);
  if (rows.length > MAX_TRANSLATIONS_PER_CALL) {
    const message = `Too many keys for resource - maximum ${MAX_TRANSLATIONS_PER_CALL} per mutation`;
    return { translations: null, errors: [userError(['resourceId'], message, 'TOO_MANY_KEYS_FOR_RESOURCE')] };
  }
  const translations: TranslationRecord[] = [];
  const errors: UserError[] = [];
  for (const [index, row] of rows.entries()) {
    const wrong = checkRow(shop, file, row, index);
    errors.push(...wrong);
    if (wrong.length > 0) continue;
    const { locale, key, value, translatableContentDigest: digest } = row;
    const id = idOf(resourceId, locale, key);
    const record = { id, resourceId, locale, key, value, digest, updatedAt: world.clock.now() };
    shop.translations.put(record);
    translations.push(record);
  }
  return { translations, errors };
}

/** `translationsRemove`: what is not there is no error, and nothing removed is null, not an empty list (capture …-mutation-noop-validation). */
export function removeTranslations(
  shop: ShopState,
  resourceId: string,
  keys: string[],
  locales: string[],
): { translations: TranslationRecord[] | null; errors: UserError[] } {
  if (!translatableFile(shop, resourceId)) return missing(resourceId);
  const removed = locales.flatMap((locale) =>
    keys.flatMap((key) => shop.translations.get(idOf(resourceId, locale, key)) ?? []),
  );
  for (const row of removed) shop.translations.remove(row.id);
  return { translations: removed.length > 0 ? removed : null, errors: [] };
}

/** With its file a translation goes. */
export function forgetTranslations(shop: ShopState, file: FileRecord): void {
  const resourceId = gid(file.kind, file.id);
  for (const row of shop.translations.all()) {
    if (row.resourceId === resourceId) shop.translations.remove(row.id);
  }
}
