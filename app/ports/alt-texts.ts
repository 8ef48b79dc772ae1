import type { ExternalId } from '../domain/ids.ts';
import type { Result } from '../domain/result.ts';
import type { AltSnapshot } from '../domain/words/alt-change.ts';
import type { AltTranslation, StoreLanguages } from '../domain/words/language.ts';

export interface AltCallOptions {
  readonly signal?: AbortSignal | undefined;
}

/**
 * Alt texts of files in the languages of a store: a part of the store port. A platform that keeps one text a picture says so
 * (`known: false` without permissions to ask for) and refuses other languages with unsupported-option.
 */
export interface AltTexts {
  /** The store's published languages, as far as Softbox may know them. */
  readLanguages(storeId: string, options?: AltCallOptions): Promise<Result<StoreLanguages>>;
  /** The texts of a file: its own, and those in `locales`. Null: the file is no longer there. Failure: store-unauthorized. */
  readAltTexts(
    storeId: string,
    fileId: ExternalId,
    locales: readonly string[],
    options?: AltCallOptions,
  ): Promise<Result<AltSnapshot | null>>;
  /**
   * Gives a file these texts in other languages, each for the alt text it has at that moment. Harmless when repeated. Failures:
   * publish-rejected (no such language, or no alt text to translate), media-gone, store-unauthorized.
   */
  writeAltTranslations(
    storeId: string,
    fileId: ExternalId,
    translations: readonly AltTranslation[],
    options?: AltCallOptions,
  ): Promise<Result<void>>;
  /** Takes the texts in these languages away; one that is not there is no error. Failure: store-unauthorized. */
  removeAltTranslations(
    storeId: string,
    fileId: ExternalId,
    locales: readonly string[],
    options?: AltCallOptions,
  ): Promise<Result<void>>;
}
