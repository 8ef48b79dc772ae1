import { makeClaudeVisionModel } from '#app/adapters/claude/vision-model.ts';
import { makeGeminiImageModel } from '#app/adapters/gemini/image-model.ts';
import { makeGeminiVisionModel } from '#app/adapters/gemini/vision-model.ts';
import { newId } from '#app/adapters/node/new-id.ts';
import { sha256 } from '#app/adapters/node/sha256.ts';
import type { Database } from '#app/adapters/prisma/client.ts';
import { openGateStates } from '#app/adapters/prisma/gate-states.ts';
import { makeRepositories } from '#app/adapters/prisma/repositories.ts';
import { makeUnitOfWork } from '#app/adapters/prisma/unit-of-work.ts';
import { makeCompositor } from '#app/adapters/sharp/compose/compositor.ts';
import { makeSharpFidelityMeter } from '#app/adapters/sharp/fidelity/sharp-fidelity-meter.ts';
import { makeFitPicture } from '#app/adapters/sharp/fit-picture.ts';
import { makeSharpInspector } from '#app/adapters/sharp/sharp-inspector.ts';
import { makeSharpThumbnailer } from '#app/adapters/sharp/sharp-thumbnailer.ts';
import { readDigitalSourceType } from '#app/adapters/sharp/xmp.ts';
import type { Micros } from '#app/domain/ledger.ts';
import { makePriceOf } from '#app/domain/price.ts';
import { HAND_IN_LIMITS, type HandInLimits } from '#app/domain/providers/batch-mode.ts';
import { DEFAULT_BREAKER, type GateRules } from '#app/domain/providers/gate-types.ts';
import { DEFAULT_MODEL_CHOICE } from '#app/domain/providers/model-choice.ts';
import { priceAt } from '#app/domain/providers/prices.ts';
import type { BillingExport } from '#app/ports/billing-export.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { FidelityMeter } from '#app/ports/fidelity.ts';
import type { ImageModel } from '#app/ports/image-model.ts';
import type { Log } from '#app/ports/log.ts';
import type { SourceFetcher } from '#app/ports/source-fetcher.ts';
import type { VisionModel } from '#app/ports/vision-model.ts';
import { makeAskVision } from '#app/use-cases/ask-vision.ts';
import { makeCallProvider } from '#app/use-cases/call-provider.ts';
import { makeGenerateImage } from '#app/use-cases/generate-image.ts';
import { makeProviderGate } from '#app/use-cases/provider-gate.ts';
import { makeReadFidelityThresholds } from '#app/use-cases/read-fidelity-thresholds.ts';
import { makeRecipeDesk } from '#app/use-cases/recipe-desk.ts';
import { makeReconcileProviderCalls } from '#app/use-cases/reconcile-provider-calls.ts';
import { wireBatches } from '#app/wire-batches.ts';
import { wireDrawing, wireModelMakers } from '#app/wire-pictures.ts';
import { claudeDeps, geminiDeps } from '#tests/support/provider-stand-ins.ts';
import { makeShiftedClock, silentLog } from '../clock.ts';
import { makePipeline, type PipelineOptions } from '../pipeline.ts';
import { makeWhiteGroundCutOut } from './photo-cut-out.ts';

/** Never in the way: what is tested is what happens to a call, not when it may be made. */
export const OPEN_GATE: GateRules = {
  limits: [{ unit: 'requests', amount: 100_000, windowMs: 60_000 }],
  perStoreInFlight: 64,
  ticketMs: 60_000,
  breaker: { ...DEFAULT_BREAKER, failures: 100_000 },
};

export interface ModelRunOptions
  extends Omit<PipelineOptions, 'modelMakers' | 'recipes' | 'imaging' | 'price'> {
  /** Where the stand-ins listen. */
  readonly origins: { readonly gemini: string; readonly claude: string };
  readonly photos: SourceFetcher;
  /** Who may give the second look; default both, Claude first. */
  readonly judges?: readonly ('claude' | 'gemini')[];
  readonly gateRules?: GateRules;
  /** What measures a redraw; default the real one. */
  readonly meter?: FidelityMeter;
  /** Longest time of one draw, and of one look, milliseconds. */
  readonly callTimeoutMs?: number;
  readonly lookTimeoutMs?: number;
  /** Stands before the model: a test may look at, delay or spoil a call here. */
  readonly wrapImageModel?: (model: ImageModel) => ImageModel;
  readonly clock?: Clock & { forward(ms: number): void };
  readonly log?: Log;
  /** How draws are put together for batch mode; default: each turn hands in what there is. */
  readonly handInLimits?: Partial<HandInLimits>;
  /** How long a killed worker's batches stay in its hands; default: as in the app. */
  readonly batchLeases?: { readonly leaseMs: number; readonly graceMs: number };
}

/** Everything that calls a provider, on a real database and the stand-ins. */
const makeModelCalls = (database: Database, options: ModelRunOptions, clock: Clock) => {
  const { origins, judges = ['claude', 'gemini'], log = silentLog, callTimeoutMs = 20_000 } = options;
  const repositories = makeRepositories(database.prisma);
  const gate = makeProviderGate({
    states: openGateStates(database),
    rulesOf: () => options.gateRules ?? OPEN_GATE,
    newId,
    sleep: clock.sleep,
    random: Math.random,
  });
  const callProvider = makeCallProvider({
    providerCalls: repositories.providerCalls,
    gate,
    priceAt,
    clock,
    newId,
    random: Math.random,
    log,
  });
  const gemini = geminiDeps(origins.gemini);
  const real = makeGeminiImageModel(gemini);
  const imageModel = options.wrapImageModel?.(real) ?? real;
  const visionModels = judges.map(
    (judge): VisionModel =>
      judge === 'claude' ? makeClaudeVisionModel(claudeDeps(origins.claude)) : makeGeminiVisionModel(gemini),
  );
  const shared = { callProvider, priceAt, clock, timeoutMs: callTimeoutMs };
  return {
    repositories,
    gate,
    imageModel,
    generate: makeGenerateImage({ ...shared, imageModel }),
    askVision: makeAskVision({
      ...shared,
      timeoutMs: options.lookTimeoutMs ?? callTimeoutMs,
      visionModels,
      choice: DEFAULT_MODEL_CHOICE,
      log,
    }),
    judges: DEFAULT_MODEL_CHOICE.judge.filter((ref) => judges.some((judge) => judge === ref.provider)),
  };
};

/**
 * The pipeline with scenes, redraws and edits: real pictures, a real database, the stand-ins as providers. What is behind the
 * ports can be wrapped as in `makePipeline`. Several of these on one database are several workers.
 */
export const makeModelRun = (database: Database, options: ModelRunOptions) => {
  const clock = options.clock ?? makeShiftedClock();
  const calls = makeModelCalls(database, options, clock);
  const { repositories } = calls;
  const inspector = makeSharpInspector();
  const cutOut = makeWhiteGroundCutOut();
  const priceOf = makePriceOf(calls.judges);
  const pipeline = makePipeline(database, {
    ...options,
    clock,
    imaging: { fetcher: options.photos, inspector, cutOut, readDigitalSourceType },
    recipes: makeRecipeDesk({ imageProviders: ['gemini'], batchProviders: ['gemini'], priceOf, clock }),
    modelMakers: (pictures) =>
      wireModelMakers(
        wireDrawing(
          pictures,
          {
            cutOut,
            compositor: makeCompositor({ inspector }),
            fidelityMeter: options.meter ?? makeSharpFidelityMeter(),
            thumbnailer: makeSharpThumbnailer(),
            fitPicture: makeFitPicture(),
            repositories,
          },
          {
            models: {
              imageModelOf: (provider) =>
                provider === calls.imageModel.provider ? calls.imageModel : undefined,
              generateWith: () => calls.generate,
              askVision: calls.askVision,
            },
            readFidelityThresholds: makeReadFidelityThresholds(repositories),
          },
        ),
      ),
  });
  const reconcile = makeReconcileProviderCalls({
    providerCalls: repositories.providerCalls,
    clock,
    log: silentLog,
  });
  const wrap = options.wrap ?? ((_name, port) => port);
  const draws = wireBatches(
    {
      inspector,
      objectStore: wrap('objects', options.objects ?? pipeline.memory),
      sha256,
      clock,
      newId,
      random: () => 0.5,
      log: options.log ?? silentLog,
      providerGate: calls.gate,
      unitOfWork: wrap('drawRows', makeUnitOfWork(database, makeRepositories)),
      repositories: { providerBatches: wrap('providerBatches', repositories.providerBatches) },
    },
    { imageModelOf: (provider) => (provider === calls.imageModel.provider ? calls.imageModel : undefined) },
    {
      poke: () => {},
      limits: { ...HAND_IN_LIMITS, holdMs: 0, ...options.handInLimits },
      timeoutMs: options.callTimeoutMs ?? 20_000,
      ...options.batchLeases,
      nextLookMs: () => 1_000,
    },
  );
  return {
    ...pipeline,
    clock,
    repositories,
    /** Draws in the provider's batch mode, a turn at a time. */
    draws,
    priceOf,
    /** Gives a store something to spend. */
    grant: (storeId: string, amount: Micros) =>
      pipeline.ledger.grant(storeId, { id: newId(), amount, now: clock.now() }),
    /** Every pause and limit that the gate remembers is over. */
    openGate: () => database.prisma.providerGate.deleteMany(),
    /** Writes down what a provider's export says was billed, from `from` until now. */
    reconcile: (provider: 'gemini' | 'claude', entries: Parameters<typeof exportOf>[1], from: Date) =>
      reconcile(
        exportOf(provider, entries),
        { from, to: new Date(clock.now().getTime() + 60_000) },
        new AbortController().signal,
      ),
  };
};
export type ModelRun = ReturnType<typeof makeModelRun>;

type BillingRead = Awaited<ReturnType<BillingExport['read']>>;
type Entries = Extract<BillingRead, { ok: true }>['value']['entries'];

const exportOf = (provider: string, entries: Entries): BillingExport => ({
  provider,
  read: async () => ({
    ok: true,
    value: { entries, completeUntil: new Date(Date.now() + 365 * 86_400_000) },
  }),
});
