import { createHash } from 'node:crypto';
import { failure } from '#app/domain/failure.ts';
import { DIGITAL_SOURCE_TYPES } from '#app/domain/recipe/digital-source-type.ts';
import { err, ok } from '#app/domain/result.ts';
import type { CutOut, ImageInspector, ReadDigitalSourceType, Renderer } from '#app/ports/imaging.ts';
import type { FetchedSource, SourceFetcher } from '#app/ports/source-fetcher.ts';

/**
 * Fakes of the ports around a picture: no pixels, but honest shapes. What a source says in its URL decides what happens:
 * `?fail=<kind>` fails the fetch, `?doubt=1` makes a doubtful mask.
 */
const encode = (text: string) => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

export const makeFakeFetcher = (): SourceFetcher & { readonly fetched: string[] } => {
  const fetched: string[] = [];
  return {
    fetched,
    async fetch(url) {
      fetched.push(url);
      const kind = new URL(url).searchParams.get('fail');
      if (kind === 'image-missing' || kind === 'fetch-timeout')
        return err(failure(kind, `The photo gave ${kind}.`));
      if (kind === 'rate-limited') {
        return err(failure(kind, 'The server asks us to wait.', { retryAfterMs: 30_000 }));
      }
      const value: FetchedSource = { bytes: encode(`photo ${url}`), contentType: 'image/jpeg', url };
      return ok(value);
    },
  };
};

export const fakeInspector: ImageInspector = {
  inspect: async (bytes) =>
    ok({
      type: 'image/jpeg',
      width: 800,
      height: 600,
      orientation: 1,
      transparent: false,
      colourSpace: 'srgb',
      bytes: bytes.length,
    }),
};

export const makeFakeCutOut = (): CutOut & { readonly cut: string[] } => {
  const cut: string[] = [];
  return {
    cut,
    version: 'fake-cut-out-1',
    async cutOut(source) {
      cut.push(hash(source));
      const doubtful = decode(source).includes('doubt=1');
      return ok({
        facts: {
          width: 800,
          height: 600,
          box: { left: 10, top: 10, width: 500, height: 400 },
          confidence: doubtful ? 0.2 : 0.97,
          doubts: doubtful ? ['shattered'] : [],
          method: 'model',
          model: { name: 'fake', sha256: '0'.repeat(64) },
          version: 'fake-cut-out-1',
        },
        png: encode(`mask of ${hash(source)}`),
      });
    },
    dispose: async () => {},
  };
};

export const makeFakeRenderer = (draw?: () => Promise<void>): Renderer & { readonly drawn: string[] } => {
  const drawn: string[] = [];
  return {
    drawn,
    version: 'fake-renderer-1',
    async render({ source, recipe }) {
      await draw?.();
      drawn.push(hash(source));
      return ok({
        bytes: encode(`picture of ${hash(source)} as ${JSON.stringify(recipe)}`),
        format: recipe.format,
        contentType: 'image/jpeg',
        width: 1000,
        height: 1000,
        fill: 0.85,
        backgroundExact: recipe.kind === 'packshot' ? true : null,
        digitalSourceType: DIGITAL_SOURCE_TYPES.algorithmicallyEnhanced,
        upscaled: 1,
        renderMs: 1,
      });
    },
  };
};

export const fakeReadDigitalSourceType: ReadDigitalSourceType = () =>
  DIGITAL_SOURCE_TYPES.algorithmicallyEnhanced;
