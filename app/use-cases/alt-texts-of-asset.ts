import type { AltTranslation } from '../domain/words/language.ts';
import { MAIN } from '../domain/words/language.ts';
import type { PictureWordsRows } from '../ports/repositories/picture-words.ts';
import type { ReadLanguages } from './read-languages.ts';

export interface AltTextsOfAsset {
  /** Null: nobody has written words for it. */
  readonly alt: string | null;
  /** In those languages only that the store has published now. */
  readonly translations: readonly AltTranslation[];
}

/** What was written for a picture, as it would be published. */
export const makeAltTextsOfAsset =
  (deps: { readonly words: Pick<PictureWordsRows, 'current'>; readonly readLanguages: ReadLanguages }) =>
  async (storeId: string, assetId: string): Promise<AltTextsOfAsset> => {
    const words = await deps.words.current(storeId, { kind: 'asset', id: assetId });
    const main = words.find((w) => w.language === MAIN);
    const others = words.filter((w) => w.language !== MAIN && w.alt !== '');
    if (!main || main.alt === '' || others.length === 0) return { alt: main?.alt ?? null, translations: [] };
    const languages = await deps.readLanguages(storeId);
    const published = languages.ok && languages.value.known ? languages.value.others : [];
    return {
      alt: main.alt,
      translations: others
        .filter((w) => published.some(({ code }) => code === w.language))
        .map((w) => ({ locale: w.language, value: w.alt })),
    };
  };
export type ReadAltTextsOfAsset = ReturnType<typeof makeAltTextsOfAsset>;
