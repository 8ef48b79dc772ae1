import { v7 as newId } from 'uuid';
import { makeClaudeVisionModel } from '#app/adapters/claude/vision-model.ts';
import { makeGeminiVisionModel } from '#app/adapters/gemini/vision-model.ts';
import { openGateStates } from '#app/adapters/prisma/gate-states.ts';
import { makeSharpThumbnailer } from '#app/adapters/sharp/sharp-thumbnailer.ts';
import { DEFAULT_BREAKER } from '#app/domain/providers/gate-types.ts';
import { DEFAULT_MODEL_CHOICE } from '#app/domain/providers/model-choice.ts';
import { priceAt } from '#app/domain/providers/prices.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { StorePlatform } from '#app/ports/store-platform.ts';
import { makeAltTextsOfAsset } from '#app/use-cases/alt-texts-of-asset.ts';
import { makeAskVision } from '#app/use-cases/ask-vision.ts';
import { makeCallProvider } from '#app/use-cases/call-provider.ts';
import { makeEditWords } from '#app/use-cases/edit-words.ts';
import { makeLearnScopes } from '#app/use-cases/learn-scopes.ts';
import { makeProviderGate } from '#app/use-cases/provider-gate.ts';
import { makeReadLanguages } from '#app/use-cases/read-languages.ts';
import {
  makeRequestAltChange,
  makeRequestAltUndo,
  makeReviewAlt,
} from '#app/use-cases/request-alt-change.ts';
import { makeRequestPublication } from '#app/use-cases/request-publication.ts';
import { makeRequestWordsRun } from '#app/use-cases/request-words-run.ts';
import { makeRunAltChange } from '#app/use-cases/run-alt-change.ts';
import { makeRunWordsRun } from '#app/use-cases/run-words-run.ts';
import { makeFindSubject } from '#app/use-cases/subject-of-words.ts';
import { makeWriteWords } from '#app/use-cases/write-words.ts';
import { silentLog } from './clock.ts';
import { claudeDeps, geminiDeps } from './provider-stand-ins.ts';
import { hurriedClock, type Studio } from './shopify-studio.ts';

/** The use cases of words between a studio's shop and stand-ins of the models, as the container joins them. */
export const openWordsDesk = (
  studio: Studio,
  options: {
    readonly claude?: string;
    readonly gemini?: string;
    readonly platform?: StorePlatform;
    readonly clock?: Clock;
  } = {},
) => {
  const { repositories, db, messages } = studio;
  const platform = options.platform ?? studio.platform;
  const clock = options.clock ?? hurriedClock;
  const { assets, products, stores, pictureWords, wordsRuns, altChanges, auditLog } = repositories;
  const gate = makeProviderGate({
    states: openGateStates(db.database),
    rulesOf: () => ({
      limits: [{ unit: 'requests', amount: 10_000, windowMs: 60_000 }],
      perStoreInFlight: 10,
      ticketMs: 60_000,
      breaker: { ...DEFAULT_BREAKER, failures: 1_000 },
    }),
    newId,
    sleep: clock.sleep,
    random: () => 0.5,
  });
  const common = { clock, newId, random: () => 0, log: silentLog };
  const callProvider = makeCallProvider({
    providerCalls: repositories.providerCalls,
    gate,
    priceAt,
    ...common,
  });
  const vision = [
    ...(options.claude ? [makeClaudeVisionModel(claudeDeps(options.claude))] : []),
    ...(options.gemini ? [makeGeminiVisionModel(geminiDeps(options.gemini))] : []),
  ];
  const askVision =
    vision.length === 0
      ? null
      : makeAskVision({
          visionModels: vision,
          choice: DEFAULT_MODEL_CHOICE,
          callProvider,
          priceAt,
          clock,
          log: silentLog,
        });
  const findSubject = makeFindSubject({ assets, products });
  const readLanguages = makeReadLanguages({ stores, platform });
  const write = makeWriteWords({
    findSubject,
    readLanguages,
    words: pictureWords,
    stores,
    objects: studio.objects,
    fetcher: {
      fetch: async (url) => {
        const response = await fetch(url);
        return {
          ok: true,
          value: { bytes: new Uint8Array(await response.arrayBuffer()), contentType: null, url },
        };
      },
    },
    thumbnailer: makeSharpThumbnailer(),
    askVision,
    providerCalls: repositories.providerCalls,
    clock,
    newId,
  });
  const queue = { add: async (added: readonly (typeof messages)[number][]) => void messages.push(...added) };
  const changing = { altChanges, products, stores, platform, readLanguages, auditLog, queue, clock, newId };
  const altTextsOfAsset = makeAltTextsOfAsset({ words: pictureWords, readLanguages });
  return {
    write,
    ...makeEditWords({ findSubject, words: pictureWords, readLanguages, clock, newId }),
    readLanguages,
    learnScopes: makeLearnScopes({ stores, platform }),
    publish: makeRequestPublication({
      assets,
      products,
      planPublication: studio.planPublication,
      altTextsOfAsset,
    }),
    requestRun: makeRequestWordsRun({
      batches: repositories.batches,
      wordsRuns,
      readLanguages,
      canWrite: askVision !== null,
      queue,
      clock,
      newId,
    }),
    run: makeRunWordsRun({ wordsRuns, assets, writeWords: write, ...common }),
    reviewAlt: makeReviewAlt(changing),
    changeAlt: makeRequestAltChange(changing),
    undoAlt: makeRequestAltUndo(changing),
    runAltChange: makeRunAltChange({
      altChanges,
      platform,
      refreshProduct: studio.refreshProduct,
      ...common,
    }),
  };
};
export type WordsDesk = ReturnType<typeof openWordsDesk>;

/** A platform that dies instead of doing one thing, once: what a kill at that moment leaves behind. */
export const dyingPlatform = (
  platform: StorePlatform,
  method: keyof StorePlatform,
  when: 'before' | 'after',
): StorePlatform => {
  let dies = true;
  return new Proxy(platform, {
    get: (target, name) => {
      const real = target[name as keyof StorePlatform] as (...args: unknown[]) => Promise<unknown>;
      if (name !== method) return real;
      return async (...args: unknown[]) => {
        if (!dies) return real(...args);
        dies = false;
        if (when === 'after') await real(...args);
        throw new Error('killed');
      };
    },
  });
};
