import { readdir, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';

/** A picture of `--photos`: where it lies and the product it becomes. */
export interface Photo {
  readonly path: string;
  /** Path below the folder, as the summary names it. */
  readonly file: string;
  readonly title: string;
}

const LOOKS_LIKE_A_PICTURE = new Set([
  '.jpg',
  '.jpeg',
  '.png',
  '.webp',
  '.gif',
  '.svg',
  '.avif',
  '.heic',
  '.tif',
  '.tiff',
  '.bmp',
]);

const titleOf = (file: string): string => {
  const words = basename(file, extname(file))
    .replace(/[-_.]+/g, ' ')
    .trim();
  return words === '' ? file : `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
};

/**
 * Every file of the folder that claims to be a picture by its name, sorted; what it really is, is found out when it is
 * opened. Hidden files and folders are left out.
 */
export const findPhotos = async (dir: string): Promise<Photo[]> => {
  const there = await stat(dir).catch(() => null);
  if (!there?.isDirectory()) throw new Error(`--photos: ${dir} is not a folder.`);
  const names = (await readdir(dir, { withFileTypes: true }))
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .filter((name) => LOOKS_LIKE_A_PICTURE.has(extname(name).toLowerCase()))
    .sort();
  if (names.length === 0)
    throw new Error(
      `--photos: ${dir} holds no pictures (looked for ${[...LOOKS_LIKE_A_PICTURE].join(' ')}).`,
    );
  return names.map((file) => ({ path: join(dir, file), file, title: titleOf(file) }));
};
