import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SceneSketches } from '#app/ports/scene-sketches.ts';

/** Where scripts/scenes/render-thumbnails.ts puts them, and the web app serves them from. */
const FOLDER = join(import.meta.dirname, '../../../public/scenes');
const ID = /^[a-z0-9-]{1,60}$/;

/** The sketches as files. Each is read once and kept: together they are smaller than one photo. */
export const makeSceneSketches = (
  { folder }: { readonly folder: string } = { folder: FOLDER },
): SceneSketches => {
  const kept = new Map<string, Uint8Array>();
  return {
    async read(sceneId) {
      if (!ID.test(sceneId)) return null;
      const known = kept.get(sceneId);
      if (known) return known;
      const bytes = await readFile(join(folder, `${sceneId}.webp`)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null;
        throw error;
      });
      if (bytes) kept.set(sceneId, bytes);
      return bytes;
    },
  };
};
