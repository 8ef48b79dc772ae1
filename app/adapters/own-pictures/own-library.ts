import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { failure } from '#app/domain/failure.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import type { InspirationLibrary, InspirationPicture } from '#app/ports/inspiration-library.ts';

const FOLDER = join(import.meta.dirname, 'pictures');

const entrySchema = z.object({
  id: z.string(),
  description: z.string(),
  width: z.int().positive(),
  height: z.int().positive(),
  colour: z.string(),
});
type Entry = z.infer<typeof entrySchema>;

const noSuch = () => failure('not-found', 'There is no such picture in our own set.');

/**
 * Our own small set, for installations without a key of Unsplash. Drawn by scripts/own-pictures.ts; the name says that it is
 * no photo library. `homeUrl`: where links of its attribution lead. Previews are small enough to be sent inline.
 */
export const makeOwnLibrary = (
  homeUrl: string,
  { folder }: { readonly folder: string } = { folder: FOLDER },
): InspirationLibrary => {
  const readIndex = async (): Promise<readonly Entry[]> =>
    z.array(entrySchema).parse(JSON.parse(await readFile(join(folder, 'index.json'), 'utf8')));

  const pictureOf = async (entry: Entry): Promise<InspirationPicture> => {
    const preview = await readFile(join(folder, `${entry.id}.preview.jpg`));
    return {
      ...entry,
      previewUrl: `data:image/jpeg;base64,${preview.toString('base64')}`,
      attribution: {
        authorName: 'Softbox (drawn by a program)',
        authorUrl: homeUrl,
        libraryName: 'our own set',
        libraryUrl: homeUrl,
      },
    };
  };

  const find = async (id: string): Promise<Result<Entry>> => {
    const entry = (await readIndex()).find((one) => one.id === id);
    return entry ? ok(entry) : err(noSuch());
  };

  return {
    kind: 'own',
    displayName: 'Our own set (drawn, not photographed)',
    async search({ text, page, perPage }) {
      const words = text.toLowerCase().split(/\W+/).filter(Boolean);
      if (words.length === 0)
        return err(failure('invalid-input', 'Say what to look for.', { field: 'text' }));
      const found = (await readIndex()).filter(({ description }) =>
        words.some((word) => description.toLowerCase().includes(word)),
      );
      const from = (Math.max(1, page) - 1) * perPage;
      const shown = found.slice(from, from + perPage);
      return ok({
        pictures: await Promise.all(shown.map(pictureOf)),
        total: found.length,
        nextPage: from + perPage < found.length ? Math.max(1, page) + 1 : null,
      });
    },
    async get(id) {
      const entry = await find(id);
      return entry.ok ? ok(await pictureOf(entry.value)) : entry;
    },
    async use(id) {
      const entry = await find(id);
      if (!entry.ok) return entry;
      const bytes = new Uint8Array(await readFile(join(folder, `${entry.value.id}.jpg`)));
      return ok({ picture: await pictureOf(entry.value), bytes, contentType: 'image/jpeg' });
    },
  };
};
