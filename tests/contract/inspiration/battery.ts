import sharp from 'sharp';
import { expect, it } from 'vitest';
import type { Result } from '#app/domain/result.ts';
import type { InspirationLibrary, InspirationPage } from '#app/ports/inspiration-library.ts';

export const got = <T>(result: Result<T>): T => {
  if (result.ok) return result.value;
  throw new Error(`${result.error.kind}: ${result.error.message}`);
};

/** What every library of inspirations must do for the studio. "wood" has to be found in it more than twice. */
export const inspirationBattery = (open: () => InspirationLibrary): void => {
  const limits = () => ({ signal: new AbortController().signal, timeoutMs: 10_000 });

  it('finds pictures page by page, each once, with who made it', async () => {
    const library = open();
    const seen: string[] = [];
    let page: number | null = 1;
    let total = 0;
    while (page !== null) {
      const found: InspirationPage = got(await library.search({ text: 'wood', page, perPage: 2 }, limits()));
      total = found.total;
      for (const picture of found.pictures) {
        seen.push(picture.id);
        expect(picture.attribution.authorName).not.toBe('');
        expect(picture.attribution.libraryName).not.toBe('');
        expect(picture.previewUrl).toMatch(/^(https?:|data:image\/)/);
        expect(picture.colour).toMatch(/^#[0-9a-f]{6}$/);
        expect(picture.width * picture.height).toBeGreaterThan(0);
      }
      page = found.nextPage;
    }
    expect(total).toBeGreaterThan(2);
    expect(seen).toHaveLength(total);
    expect(new Set(seen).size).toBe(total);
  });

  it('finds nothing for words that fit nothing, and asks for words', async () => {
    const library = open();
    const none = got(await library.search({ text: 'xyzzyplugh', page: 1, perPage: 5 }, limits()));
    expect(none).toEqual({ pictures: [], total: 0, nextPage: null });
    expect(await library.search({ text: '  ', page: 1, perPage: 5 }, limits())).toMatchObject({
      ok: false,
      error: { kind: 'invalid-input', field: 'text' },
    });
  });

  it('gives the same picture by its id, and its bytes for a use', async () => {
    const library = open();
    const [picture] = got(await library.search({ text: 'wood', page: 1, perPage: 1 }, limits())).pictures;
    const id = picture?.id ?? '';
    expect(got(await library.get(id, limits()))).toEqual(picture);
    const used = got(await library.use(id, limits()));
    expect(used.picture).toEqual(picture);
    const meta = await sharp(used.bytes).metadata();
    expect(`image/${meta.format}`).toBe(used.contentType);
    expect(meta.width).toBeGreaterThanOrEqual(800);
  });

  it('knows no picture that is not there', async () => {
    const library = open();
    expect(await library.get('no-such-picture', limits())).toMatchObject({ error: { kind: 'not-found' } });
    expect(await library.use('no-such-picture', limits())).toMatchObject({ error: { kind: 'not-found' } });
  });
};
