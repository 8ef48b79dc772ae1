import { z } from 'zod';
import { failure } from '#app/domain/failure.ts';
import type { ExternalId } from '#app/domain/ids.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import { TRANSLATION_SCOPES } from '#app/domain/scopes.ts';
import type { AltTexts } from '#app/ports/alt-texts.ts';
import type { CallOptions, StorePlatform } from '#app/ports/store-platform.ts';
import type { AdminClient } from './admin-client.ts';
import {
  READ_DIGEST,
  READ_LOCALES,
  READ_TRANSLATION,
  REGISTER_TRANSLATIONS,
  REMOVE_TRANSLATIONS,
} from './documents/translations.ts';
import { hasCode, userErrorFailure, userErrorsSchema } from './user-errors.ts';

/** The only field of a picture that can be translated (`TranslatableResourceType.MEDIA_IMAGE`). */
const KEY = 'alt';
/** Somebody may change the original between the reading of its digest and the writing. */
const DIGEST_TRIES = 3;

const payload = z.object({ userErrors: userErrorsSchema }).nullable();
const content = z.array(z.object({ key: z.string(), digest: z.string().nullable() }));

const gone = () => failure('media-gone', 'The picture is no longer in the store.');

/** Alt texts in several languages, by `translatableResource` and `translationsRegister`. */
export const makeAltTexts = (client: AdminClient, files: Pick<StorePlatform, 'readFile'>): AltTexts => {
  const digestOf = async (storeId: string, id: ExternalId, options: CallOptions): Promise<Result<string>> => {
    const reply = z.object({
      translatableResource: z.object({ translatableContent: content }).nullable(),
    });
    const read = await client.call(
      storeId,
      { operation: 'translatableResource.digest', document: READ_DIGEST, variables: { id }, reply },
      options,
    );
    if (!read.ok) return read;
    if (!read.value.translatableResource) return err(gone());
    const alt = read.value.translatableResource.translatableContent.find((one) => one.key === KEY);
    return alt?.digest
      ? ok(alt.digest)
      : err(failure('publish-rejected', 'A picture without alt text cannot have one in another language.'));
  };

  const translationOf = async (
    storeId: string,
    id: ExternalId,
    locale: string,
    options: CallOptions,
  ): Promise<Result<string | null>> => {
    const reply = z.object({
      translatableResource: z
        .object({ translations: z.array(z.object({ key: z.string(), value: z.string().nullable() })) })
        .nullable(),
    });
    const read = await client.call(
      storeId,
      { operation: 'translatableResource', document: READ_TRANSLATION, variables: { id, locale }, reply },
      options,
    );
    if (!read.ok) return read;
    return ok(read.value.translatableResource?.translations.find((t) => t.key === KEY)?.value ?? null);
  };

  return {
    readLanguages: async (storeId, options = {}) => {
      const reply = z.object({
        shopLocales: z.array(z.object({ locale: z.string(), name: z.string(), primary: z.boolean() })),
      });
      const read = await client.call(
        storeId,
        { operation: 'shopLocales', document: READ_LOCALES, variables: {}, reply },
        options,
      );
      if (!read.ok) {
        const codes = read.error.details?.codes;
        const denied = Array.isArray(codes) && codes.includes('ACCESS_DENIED');
        return denied ? ok({ known: false, missing: TRANSLATION_SCOPES }) : read;
      }
      const locales = read.value.shopLocales;
      return ok({
        known: true,
        main: locales.find((one) => one.primary)?.locale ?? 'en',
        others: locales.filter((one) => !one.primary).map(({ locale, name }) => ({ code: locale, name })),
      });
    },
    readAltTexts: async (storeId, fileId, locales, options = {}) => {
      const file = await files.readFile(storeId, fileId, options);
      if (!file.ok) return file;
      if (!file.value) return ok(null);
      const translations = [];
      for (const locale of locales) {
        const value = await translationOf(storeId, fileId, locale, options);
        if (!value.ok) return value;
        translations.push({ locale, value: value.value });
      }
      return ok({ alt: file.value.alt, translations });
    },
    writeAltTranslations: async (storeId, fileId, translations, options = {}) => {
      if (translations.length === 0) return ok(undefined);
      for (let tries = 1; ; tries++) {
        const digest = await digestOf(storeId, fileId, options);
        if (!digest.ok) return digest;
        const rows = translations.map(({ locale, value }) => ({
          locale,
          value,
          key: KEY,
          translatableContentDigest: digest.value,
        }));
        const done = await client.call(
          storeId,
          {
            operation: 'translationsRegister',
            document: REGISTER_TRANSLATIONS,
            variables: { id: fileId, translations: rows },
            reply: z.object({ translationsRegister: payload }),
          },
          options,
        );
        if (!done.ok) return done;
        const errors = done.value.translationsRegister?.userErrors ?? [];
        if (hasCode(errors, 'INVALID_TRANSLATABLE_CONTENT') && tries < DIGEST_TRIES) continue;
        const refusal = userErrorFailure('translationsRegister', errors);
        return refusal ? err(refusal) : ok(undefined);
      }
    },
    removeAltTranslations: async (storeId, fileId, locales, options = {}) => {
      if (locales.length === 0) return ok(undefined);
      const done = await client.call(
        storeId,
        {
          operation: 'translationsRemove',
          document: REMOVE_TRANSLATIONS,
          variables: { id: fileId, locales },
          reply: z.object({ translationsRemove: payload }),
        },
        options,
      );
      if (!done.ok) return done;
      const errors = done.value.translationsRemove?.userErrors ?? [];
      // with the file its translations are gone
      if (hasCode(errors, 'RESOURCE_NOT_FOUND')) return ok(undefined);
      const refusal = userErrorFailure('translationsRemove', errors);
      return refusal ? err(refusal) : ok(undefined);
    },
  };
};
