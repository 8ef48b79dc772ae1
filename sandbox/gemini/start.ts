import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { type BillingRow, openBillingBook } from '../provider/billing-book.ts';
import { makeBillingPage } from '../provider/billing-page.ts';
import { jsonOf, makeControl } from '../provider/control.ts';
import { type FaultBoard, faultSchema, makeFaultBoard } from '../provider/fault-board.ts';
import { type Call, type Reply, startLoopbackServer } from '../provider/server.ts';
import { type BatchFaultBoard, GEMINI_BATCH_FAULTS, makeBatchFaultBoard } from './batch-faults.ts';
import { type BatchDesk, makeBatchDesk } from './batches.ts';
import { DAMAGE_KINDS, type DamagePlan, NO_DAMAGES } from './draw/damage.ts';
import { errorReply, invalidKey, missingKey, missingToken, noSuchModel } from './errors.ts';
import { GEMINI_FAULTS, type GeminiFaultKind, refusalOf } from './faults.ts';
import { MODELS } from './models.ts';
import { answer, type Desk, serves, work } from './work.ts';

/** Keys the stand-in takes when none are named. */
export const SANDBOX_GEMINI_KEY = 'softbox-sandbox-gemini-key';
export const SANDBOX_VERTEX_TOKEN = 'softbox-sandbox-vertex-token';

export type SandboxGeminiOptions = {
  port?: number;
  apiKeys?: readonly string[];
  accessTokens?: readonly string[];
  /** Where the billing export is kept; without it, in memory. */
  dataDir?: string;
  now?: () => Date;
  /** Also answer for models the provider has switched off. */
  serveRetired?: boolean;
  damages?: Partial<DamagePlan>;
  latencyMs?: number;
  /** How long a batch waits before it is worked on. */
  batchDelayMs?: number;
};

export type SandboxGemini = {
  origin: string;
  faults: FaultBoard<GeminiFaultKind>;
  batchFaults: BatchFaultBoard;
  billing(): readonly BillingRow[];
  /** Which share of redraws is damaged from now on, and how. */
  setDamages(plan: Partial<DamagePlan>): void;
  batchesSettled(): Promise<void>;
  /** Batches are taken, and not worked on until the returned function is called. */
  holdBatches(): () => void;
  close(): Promise<void>;
};

/** Requests with inline files: 20 MB in all (https://ai.google.dev/gemini-api/docs/image-understanding#inline-image). */
const MAX_REQUEST_BYTES = 20 * 1024 * 1024;

const damageSchema = z.strictObject({
  share: z.number().min(0).max(1).optional(),
  seed: z.int().optional(),
  kinds: z.array(z.enum(DAMAGE_KINDS)).optional(),
});

/** Starts the stand-in of the Gemini API and of Vertex AI's Gemini on loopback. */
export async function startSandboxGemini(options: SandboxGeminiOptions = {}): Promise<SandboxGemini> {
  const faults = makeFaultBoard<GeminiFaultKind>();
  const batchFaults = makeBatchFaultBoard();
  const billing = openBillingBook(
    options.dataDir ? join(options.dataDir, 'gemini-billing.jsonl') : undefined,
  );
  const now = options.now ?? (() => new Date());
  let damages: DamagePlan = { ...NO_DAMAGES, ...options.damages };
  const setDamages = (plan: Partial<DamagePlan>) => {
    damages = { ...damages, ...plan };
  };
  const desk: Desk = {
    serveRetired: options.serveRetired ?? false,
    now,
    faults,
    bill: (row) => billing.add(row),
    damages: () => damages,
  };
  const keys: Keys = {
    apiKeys: options.apiKeys ?? [SANDBOX_GEMINI_KEY],
    accessTokens: options.accessTokens ?? [SANDBOX_VERTEX_TOKEN],
  };
  const batches = makeBatchDesk({
    now,
    delayMs: options.batchDelayMs ?? 0,
    newId: () => randomUUID().replaceAll('-', ''),
    faults: batchFaults,
    runOne: async (model, request) => {
      const worked = await work(desk, { model, version: 'v1', body: request, tier: 'batch' });
      return 'error' in worked ? worked : { response: worked.generated.body };
    },
  });
  const bills = makeBillingPage(billing, now);
  const control = makeControl({
    faults,
    schema: faultSchema(GEMINI_FAULTS),
    billing,
    pages: {
      'billing.jsonl': bills.show,
      'batch-faults': (call) => {
        const parsed = faultSchema(GEMINI_BATCH_FAULTS).safeParse(jsonOf(call.body));
        if (call.method === 'POST' && !parsed.success) {
          return { status: 400, body: { error: parsed.error.message } };
        }
        if (call.method === 'DELETE') batchFaults.clear();
        if (call.method === 'POST' && parsed.data) batchFaults.add(parsed.data);
        return { status: 200, body: { faults: batchFaults.pending() } };
      },
      damages: (call) => {
        const parsed = damageSchema.safeParse(jsonOf(call.body));
        if (!parsed.success) return { status: 400, body: { error: parsed.error.message } };
        const { kinds, seed, share } = parsed.data;
        setDamages({
          ...(kinds ? { kinds } : {}),
          ...(seed === undefined ? {} : { seed }),
          ...(share === undefined ? {} : { share }),
        });
        return { status: 200, body: damages };
      },
    },
  });
  const server = await startLoopbackServer({
    name: 'gemini',
    port: options.port,
    maxBodyBytes: MAX_REQUEST_BYTES,
    tooLarge: errorReply({ code: 413, message: 'Request payload size exceeds the limit: 20971520 bytes.' }),
    latencyMs: options.latencyMs,
    handle: (call) => control(call) ?? bills.during(route(desk, keys, batches, call)),
  });
  return {
    origin: server.origin,
    faults,
    batchFaults,
    billing: billing.rows,
    setDamages,
    batchesSettled: batches.settle,
    holdBatches: batches.hold,
    close: async () => {
      await batches.settle();
      await server.close();
    },
  };
}

type Keys = { apiKeys: readonly string[]; accessTokens: readonly string[] };

const API =
  /^\/(v1|v1beta)\/(?:models\/([^/:]+):(\w+)|(batches(?:\/[^/:]+)?(?::\w+)?)|models(?:\/([^/:]+))?)$/;
const VERTEX =
  /^\/(v1|v1beta1)\/projects\/([^/]+)\/locations\/([^/]+)\/publishers\/google\/models\/([^/:]+):(\w+)$/;

async function route(desk: Desk, keys: Keys, batches: BatchDesk, call: Call): Promise<Reply> {
  const vertex = VERTEX.exec(call.path);
  if (vertex) {
    const [, version = '', , , model = '', method] = vertex;
    const token = /^Bearer (.+)$/.exec(call.header('authorization') ?? '')?.[1];
    if (token === undefined || !keys.accessTokens.includes(token)) return errorReply(missingToken);
    if (method !== 'generateContent')
      return errorReply({ code: 501, message: `The stand-in does not play ${method}.` });
    return answer(desk, { model, version, body: jsonOf(call.body), tier: 'standard' });
  }
  const api = API.exec(call.path);
  if (!api) return errorReply({ code: 404, message: 'Not found.' });
  const [, version = '', model, method, batchPath, modelName] = api;
  // keys also go in the query at the real API; ours never may, as addresses end in logs
  const key = call.header('x-goog-api-key');
  if (key === undefined) return errorReply(missingKey);
  if (!keys.apiKeys.includes(key)) return errorReply(invalidKey);
  if (batchPath) return batches.page(batchPath, call);
  if (model === undefined) return modelPage(desk, modelName, version);
  if (call.method !== 'POST') return errorReply({ code: 404, message: 'Not found.' });
  if (method === 'batchGenerateContent') {
    const fault = desk.faults.take([model, 'batchGenerateContent']);
    const refused = fault ? refusalOf(fault, model) : undefined;
    if (refused) return refused;
    return serves(desk, model) ? batches.create(model, call) : errorReply(noSuchModel(model, version));
  }
  if (method !== 'generateContent')
    return errorReply({ code: 501, message: `The stand-in does not play ${method}.` });
  return answer(desk, { model, version, body: jsonOf(call.body), tier: 'standard' });
}

function modelPage(desk: Desk, name: string | undefined, version: string): Reply {
  const view = (one: string) => ({
    name: `models/${one}`,
    displayName: `${one} (stand-in)`,
    supportedGenerationMethods: ['generateContent', 'batchGenerateContent'],
  });
  if (name === undefined)
    return {
      status: 200,
      body: {
        models: Object.keys(MODELS)
          .filter((one) => serves(desk, one))
          .map(view),
      },
    };
  return serves(desk, name) ? { status: 200, body: view(name) } : errorReply(noSuchModel(name, version));
}
