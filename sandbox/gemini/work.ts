import { randomUUID } from 'node:crypto';
import { type BillingRow, NO_USAGE } from '../provider/billing-book.ts';
import type { FaultBoard } from '../provider/fault-board.ts';
import type { Delivery, Reply } from '../provider/server.ts';
import { checkRequest } from './check-request.ts';
import { costMicroUsd } from './count-usage.ts';
import type { DamagePlan } from './draw/damage.ts';
import { type ApiError, errorReply, invalid, noSuchModel } from './errors.ts';
import { type GeminiFault, type GeminiFaultKind, refusalOf } from './faults.ts';
import { type Generated, generate } from './generate.ts';
import { MODELS, type Model } from './models.ts';
import { parseGenerateRequest } from './wire.ts';

/** What working on a request needs. */
export type Desk = {
  /** Also models the provider has switched off. */
  serveRetired: boolean;
  now: () => Date;
  faults: FaultBoard<GeminiFaultKind>;
  bill: (row: BillingRow) => void;
  damages: () => DamagePlan;
};

export function serves(desk: Desk, name: string): Model | undefined {
  const model = MODELS[name];
  const gone = model?.retiredFrom !== undefined && desk.now().toISOString().slice(0, 10) >= model.retiredFrom;
  return gone && !desk.serveRetired ? undefined : model;
}

export type Asked = { model: string; version: string; body: unknown; tier: 'standard' | 'batch' };

const DELIVERIES: Partial<Record<GeminiFaultKind, Delivery>> = {
  'stall-mid-body': 'stall',
  'cut-mid-body': 'cut',
  'no-answer': 'never',
};

export async function answer(desk: Desk, asked: Asked): Promise<Reply> {
  const worked = await work(desk, asked);
  if ('error' in worked) return worked.reply ?? errorReply(worked.error);
  const text = JSON.stringify(worked.generated.body);
  const kind = worked.fault?.kind;
  return {
    status: 200,
    contentType: 'application/json; charset=UTF-8',
    // cut off, but with a length that says it is whole
    body: kind === 'invalid-json' ? text.slice(0, Math.floor(text.length * 0.7)) : text,
    delivery: kind ? DELIVERIES[kind] : undefined,
  };
}

/** Checks, works on and bills one request. */
export async function work(
  desk: Desk,
  asked: Asked,
): Promise<{ generated: Generated; fault: GeminiFault | undefined } | { error: ApiError; reply?: Reply }> {
  const requestId = randomUUID().replaceAll('-', '').slice(0, 24);
  const parsed = parseGenerateRequest(asked.body);
  const labels = 'request' in parsed ? (parsed.request.labels ?? {}) : {};
  const row = (rest: Pick<BillingRow, 'status' | 'outcome' | 'usage' | 'costMicroUsd' | 'drawn'>) =>
    desk.bill({
      requestId,
      at: desk.now().toISOString(),
      model: asked.model,
      operation: 'generateContent',
      tier: asked.tier,
      labels,
      ...rest,
    });
  const refuse = (error: ApiError, outcome: string, reply?: Reply) => {
    row({ status: reply?.status ?? error.code, outcome, usage: NO_USAGE, costMicroUsd: 0 });
    return { error, ...(reply ? { reply } : {}) };
  };
  const model = serves(desk, asked.model);
  if (!model) return refuse(noSuchModel(asked.model, asked.version), 'refused: model');
  if ('error' in parsed) return refuse(parsed.error, `refused: ${parsed.error.message}`);
  const fault = desk.faults.take([asked.model, 'generateContent']);
  const refused = fault ? refusalOf(fault, asked.model) : undefined;
  if (fault && refused) return refuse(errorIn(refused), fault.kind, refused);
  const checked = await checkRequest(model, parsed.request);
  if ('error' in checked) return refuse(checked.error, `refused: ${checked.error.message}`);
  const generated = await generate({
    model,
    modelName: asked.model,
    checked: checked.checked,
    requestId,
    damages: desk.damages(),
    fault: fault?.kind,
  });
  const { usage, outcome, drawn } = generated;
  // what a batch cannot lose on the way is an ordinary answer there
  row({ status: 200, outcome, usage, costMicroUsd: costMicroUsd(model, usage, asked.tier), drawn });
  return { generated, fault };
}

/** The status inside a refusal, for a batch's results. */
function errorIn(reply: Reply): ApiError {
  const body = reply.body as { error?: ApiError };
  return body.error ?? invalid('The server encountered a temporary error.');
}
