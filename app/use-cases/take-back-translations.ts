import type { LeftAlone } from '../domain/publication.ts';
import { ok, type Result } from '../domain/result.ts';
import type { AltTexts } from '../ports/alt-texts.ts';
import type { Publication } from '../ports/repositories/publications.ts';

/**
 * Takes the texts in other languages away that a publication gave to its file, each only while it is the one we left
 * (invariant 2). Looking at the values it needs nothing stored, so an interrupted one goes on rightly.
 */
export const takeBackTranslations = async (
  platform: Pick<AltTexts, 'readAltTexts' | 'removeAltTranslations'>,
  p: Publication,
  signal: AbortSignal,
): Promise<Result<readonly LeftAlone[]>> => {
  const { storeId, fileId, altTranslations } = p;
  if (fileId === null || altTranslations.length === 0) return ok([]);
  const locales = altTranslations.map(({ locale }) => locale);
  const now = await platform.readAltTexts(storeId, fileId, locales, { signal });
  if (!now.ok) return now.error.kind === 'store-unauthorized' ? ok([notAllowed(fileId)]) : now;
  if (now.value === null) return ok([]);
  const present = new Map(now.value.translations.map((t) => [t.locale, t.value]));
  const ours = altTranslations.filter(({ locale, value }) => present.get(locale) === value);
  const removed = await platform.removeAltTranslations(
    storeId,
    fileId,
    ours.map(({ locale }) => locale),
    { signal },
  );
  if (!removed.ok) return removed.error.kind === 'store-unauthorized' ? ok([notAllowed(fileId)]) : removed;
  const edited = altTranslations.filter(({ locale, value }) => (present.get(locale) ?? value) !== value);
  return ok(
    edited.map(({ locale }) => ({
      what: 'translation',
      id: fileId,
      why: `The alt text in "${locale}" had been edited; our file keeps it.`,
    })),
  );
};

const notAllowed = (id: string): LeftAlone => ({
  what: 'translation',
  id,
  why: 'Softbox may no longer change translations, so our file keeps its texts in other languages.',
});
