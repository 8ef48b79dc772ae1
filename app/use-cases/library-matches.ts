import type { Library, LibraryMatch } from '../ports/repositories/library.ts';
import type { SourceImage } from '../ports/repositories/sources.ts';

const CHUNK = 1_000;

/** Those of the sources of which the store has a picture already, by the same recipe and model. */
export const libraryMatches = async (
  library: Pick<Library, 'matches'>,
  storeId: string,
  sources: readonly SourceImage[],
  made: { readonly recipeHash: string; readonly model: string | null },
): Promise<readonly LibraryMatch[]> => {
  const found: LibraryMatch[] = [];
  for (let at = 0; at < sources.length; at += CHUNK) {
    found.push(...(await library.matches(storeId, { ...made, sources: sources.slice(at, at + CHUNK) })));
  }
  return found;
};
