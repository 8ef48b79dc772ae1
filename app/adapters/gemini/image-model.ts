import { imageModel } from '#app/domain/providers/model-facts.ts';
import type { ImageModel } from '#app/ports/image-model.ts';
import { makeGeminiBatches } from './batches.ts';
import { GEMINI } from './failures.ts';
import { geminiImageRequest } from './image-request.ts';
import { readPicture } from './read-picture.ts';
import { failedWith, type GeminiDeps, generate } from './send.ts';
import { geminiWording } from './wording.ts';

const NOTHING_SENT = { requestId: null, bytesIn: 0, bytesOut: 0 };

/** Gemini's image models, by key or through Vertex AI. */
export const makeGeminiImageModel = (deps: GeminiDeps): ImageModel => ({
  provider: 'gemini',
  displayName: GEMINI,
  isPlaceholder: deps.isPlaceholder,
  capabilities: (model) => imageModel('gemini', model),
  wording: geminiWording,
  async make(request, options) {
    const asked = geminiImageRequest(request, deps.clock.now());
    if (!asked.ok) return failedWith(NOTHING_SENT)(asked.error);
    const sent = await generate(deps, { model: request.model, ...asked.value }, options);
    return sent.whole ? readPicture(sent.value, request, sent.facts) : sent.reply;
  },
  // batches of Vertex AI go through Cloud Storage, which we do not ask for
  batches: deps.client.vertexai ? null : makeGeminiBatches(deps),
});
