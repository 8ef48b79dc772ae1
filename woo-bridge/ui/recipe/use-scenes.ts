import { useCallback, useRef, useState } from '@wordpress/element';
import { api } from '../api/client.ts';
import type { LibraryScene, PlaceRecipe, Recipe } from '../api/types.ts';
import { isOffered, isPlace, sharedOptions } from './recipe-options.ts';

export interface Scenes {
  /** Null until somebody needed them. */
  readonly list: readonly LibraryScene[] | null;
  /** Asks once; the sketches come with the list, so that the browser asks nobody but this site. */
  readonly load: () => Promise<readonly LibraryScene[]>;
}

/** The places that come with Softbox. */
export function useScenes(): Scenes {
  const [list, setList] = useState<readonly LibraryScene[] | null>(null);
  const asked = useRef<Promise<readonly LibraryScene[]> | null>(null);
  const load = useCallback(() => {
    asked.current ??= api.get('/scenes', { query: { sketches: 'inline' } }).then(
      ({ scenes }) => {
        setList(scenes);
        return scenes;
      },
      (error: unknown) => {
        asked.current = null;
        throw error;
      },
    );
    return asked.current;
  }, []);
  return { list, load };
}

/**
 * A recipe of a kind that needs a place, complete: Softbox fills in what is left open. Keeps the place that there is, and size,
 * format and quality; what the model cannot honour is refused by its name.
 */
export const placeRecipe = async (
  kind: PlaceRecipe['kind'],
  recipe: Recipe,
  load: Scenes['load'],
): Promise<PlaceRecipe> => {
  const [first] = isPlace(recipe) ? [] : await load();
  const place = isPlace(recipe)
    ? { scene: recipe.scene, libraryScene: recipe.libraryScene }
    : first && { scene: first.scene, libraryScene: first.id };
  if (!place) throw new Error('There is no place to begin with.');
  const { recipe: complete } = await api.post('/recipes/validate', {
    body: { recipe: { kind, ...place, ...sharedOptions(recipe) } },
  });
  if (!isOffered(complete) || !isPlace(complete)) throw new Error('Softbox answered another kind.');
  return complete;
};
