import type { LibraryScene, Season, Vertical } from '../domain/scene/library/library-scene.ts';
import { scenesFor } from '../domain/scene/library/scene-library.ts';
import type { SceneSketches } from '../ports/scene-sketches.ts';

export interface ListedScene {
  readonly scene: LibraryScene;
  /** The bytes of its sketch (WebP); null when they were not asked for, or there is none. */
  readonly sketch: Uint8Array | null;
}

/** Places that come with Softbox, in the order in which they are shown; null in `wish` means "any". */
export const makeListScenes =
  (deps: { readonly sketches: SceneSketches }) =>
  (
    wish: { readonly vertical: Vertical | null; readonly season: Season | null },
    options: { readonly withSketches: boolean },
  ): Promise<readonly ListedScene[]> =>
    Promise.all(
      scenesFor(wish).map(async (scene) => ({
        scene,
        sketch: options.withSketches ? await deps.sketches.read(scene.id) : null,
      })),
    );
export type ListScenes = ReturnType<typeof makeListScenes>;
