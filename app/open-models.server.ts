import { makeClaudeVisionModel } from './adapters/claude/vision-model.ts';
import { makeGeminiClient } from './adapters/gemini/client.ts';
import { makeGeminiImageModel } from './adapters/gemini/image-model.ts';
import { makeGeminiVisionModel } from './adapters/gemini/vision-model.ts';
import { makeOpenExchange } from './adapters/http-fetch/provider-exchange.ts';
import { makeOwnLibrary } from './adapters/own-pictures/own-library.ts';
import { makeUnsplashLibrary } from './adapters/unsplash/unsplash-library.ts';
import type { Env } from './env.server.ts';
import type { Clock } from './ports/clock.ts';
import type { ImageModel } from './ports/image-model.ts';
import type { InspirationLibrary } from './ports/inspiration-library.ts';
import type { VisionModel } from './ports/vision-model.ts';

/** Models and libraries of the providers that are configured; empty lists where none is. */
export interface Models {
  readonly images: readonly ImageModel[];
  readonly vision: readonly VisionModel[];
  /** Our own set where no library is configured. */
  readonly inspiration: InspirationLibrary;
}

/** Joins each configured provider's models; a provider without a key is left out. */
export const openModels = ({ gemini, claude, unsplash }: Env, clock: Clock): Models => {
  const openExchange = makeOpenExchange(fetch);
  const deps = gemini && {
    client: makeGeminiClient(gemini),
    openExchange,
    clock,
    isPlaceholder: gemini.sandboxOrigin !== null,
  };
  return {
    images: deps ? [makeGeminiImageModel(deps)] : [],
    vision: [
      ...(claude ? [makeClaudeVisionModel({ access: claude, openExchange, clock })] : []),
      ...(deps ? [makeGeminiVisionModel(deps)] : []),
    ],
    inspiration: unsplash
      ? makeUnsplashLibrary({ access: unsplash, openExchange, clock })
      : makeOwnLibrary('/'),
  };
};
