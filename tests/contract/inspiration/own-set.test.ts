import { describe, expect, it } from 'vitest';
import { makeOwnLibrary } from '#app/adapters/own-pictures/own-library.ts';
import { got, inspirationBattery } from './battery.ts';

describe('our own set', () => {
  inspirationBattery(() => makeOwnLibrary('/'));

  it('says that it is no photo library and names no photographer', async () => {
    const library = makeOwnLibrary('/');
    expect(library.kind).toBe('own');
    expect(library.displayName).toContain('not photographed');
    const page = got(
      await library.search(
        { text: 'wood', page: 1, perPage: 1 },
        { signal: new AbortController().signal, timeoutMs: 1_000 },
      ),
    );
    expect(page.pictures[0]?.attribution.authorName).toBe('Softbox (drawn by a program)');
  });
});
