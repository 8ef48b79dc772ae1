import { makeClaudeVisionModel } from '#app/adapters/claude/vision-model.ts';
import { makeGeminiImageModel } from '#app/adapters/gemini/image-model.ts';
import { makeGeminiVisionModel } from '#app/adapters/gemini/vision-model.ts';
import { makeSharpInspector } from '#app/adapters/sharp/sharp-inspector.ts';
import { makeSharpThumbnailer } from '#app/adapters/sharp/sharp-thumbnailer.ts';
import { makeUnsplashLibrary } from '#app/adapters/unsplash/unsplash-library.ts';
import { ok } from '#app/domain/result.ts';
import type { SourceFetcher } from '#app/ports/source-fetcher.ts';
import { startSandboxClaude } from '#sandbox/claude/start.ts';
import { startSandboxGemini } from '#sandbox/gemini/start.ts';
import { SANDBOX_UNSPLASH_KEY, startSandboxUnsplash } from '#sandbox/unsplash/start.ts';
import { startApiWorld } from '#tests/integration/api/api-world.ts';
import { claudeDeps, geminiDeps, openExchange, productPhoto } from '#tests/support/provider-stand-ins.ts';

/** The served API over a real database, with all three stand-ins; every photo of a product is the red box. */
export const startModelsWorld = async () => {
  const [claude, gemini, unsplash, photo] = await Promise.all([
    startSandboxClaude(),
    startSandboxGemini(),
    startSandboxUnsplash(),
    productPhoto(),
  ]);
  const photos: SourceFetcher = {
    fetch: async (url) => ok({ bytes: new Uint8Array(photo), contentType: 'image/jpeg', url }),
  };
  const clock = { now: () => new Date() };
  const access = {
    accessKey: SANDBOX_UNSPLASH_KEY,
    appName: 'softbox-test',
    sandboxOrigin: unsplash.origin,
  };
  const deps = geminiDeps(gemini.origin);
  const world = await startApiWorld({
    fetcher: photos,
    inspector: makeSharpInspector(),
    thumbnailer: makeSharpThumbnailer(),
    models: {
      images: [makeGeminiImageModel(deps)],
      vision: [makeClaudeVisionModel(claudeDeps(claude.origin)), makeGeminiVisionModel(deps)],
      inspiration: makeUnsplashLibrary({ access, openExchange, clock }),
    },
  });
  return {
    ...world,
    claude,
    gemini,
    unsplash,
    close: async () => {
      await world.close();
      await Promise.all([claude.close(), gemini.close(), unsplash.close()]);
    },
  };
};
export type ModelsWorld = Awaited<ReturnType<typeof startModelsWorld>>;
