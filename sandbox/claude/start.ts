import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { type BillingBook, type BillingRow, NO_USAGE, openBillingBook } from '../provider/billing-book.ts';
import { makeBillingPage } from '../provider/billing-page.ts';
import { jsonOf, makeControl } from '../provider/control.ts';
import { type FaultBoard, faultSchema, makeFaultBoard } from '../provider/fault-board.ts';
import { type Call, type Delivery, type Reply, startLoopbackServer } from '../provider/server.ts';
import { checkMessage } from './check-request.ts';
import { type ClaudeError, errorReply } from './errors.ts';
import { CLAUDE_FAULTS, type ClaudeFaultKind, refusalOf } from './faults.ts';
import { answerMessage, costMicroUsd, promptUsage } from './message.ts';
import { CLAUDE_MODELS } from './models.ts';
import { parseMessageRequest } from './wire.ts';

/** Key the stand-in takes when none is named. */
export const SANDBOX_CLAUDE_KEY = 'sk-ant-softbox-sandbox';

export type SandboxClaudeOptions = {
  port?: number;
  apiKeys?: readonly string[];
  /** Where the billing export is kept; without it, in memory. */
  dataDir?: string;
  now?: () => Date;
  latencyMs?: number;
};

export type SandboxClaude = {
  origin: string;
  faults: FaultBoard<ClaudeFaultKind>;
  billing(): readonly BillingRow[];
  close(): Promise<void>;
};

/** https://platform.claude.com/docs/en/api/overview#request-size-limits */
const MAX_REQUEST_BYTES = 32 * 1024 * 1024;
const VERSIONS = ['2023-06-01', '2026-10-21'];

type Desk = {
  apiKeys: readonly string[];
  faults: FaultBoard<ClaudeFaultKind>;
  billing: BillingBook;
  now: () => Date;
};

/** Starts the stand-in of the Claude API on loopback. */
export async function startSandboxClaude(options: SandboxClaudeOptions = {}): Promise<SandboxClaude> {
  const desk: Desk = {
    apiKeys: options.apiKeys ?? [SANDBOX_CLAUDE_KEY],
    faults: makeFaultBoard<ClaudeFaultKind>(),
    billing: openBillingBook(options.dataDir ? join(options.dataDir, 'claude-billing.jsonl') : undefined),
    now: options.now ?? (() => new Date()),
  };
  const bills = makeBillingPage(desk.billing, desk.now);
  const control = makeControl({
    faults: desk.faults,
    schema: faultSchema(CLAUDE_FAULTS),
    billing: desk.billing,
    pages: { 'billing.jsonl': bills.show },
  });
  const server = await startLoopbackServer({
    name: 'claude',
    port: options.port,
    maxBodyBytes: MAX_REQUEST_BYTES,
    tooLarge: errorReply(
      { status: 413, type: 'invalid_request_error', message: 'Request exceeds the maximum size' },
      newRequestId(),
    ),
    latencyMs: options.latencyMs,
    handle: (call) => control(call) ?? bills.during(route(desk, call)),
  });
  return {
    origin: server.origin,
    faults: desk.faults,
    billing: desk.billing.rows,
    close: server.close,
  };
}

const newRequestId = (): string => `req_${randomBytes(12).toString('hex')}`;

async function route(desk: Desk, call: Call): Promise<Reply> {
  const requestId = newRequestId();
  const refused = refusedAtTheDoor(desk, call);
  if (refused) return errorReply(refused, requestId);
  const page = `${call.method} ${call.path}`;
  if (page === 'POST /v1/messages') return messages(desk, call, requestId);
  if (page === 'POST /v1/messages/count_tokens') return countTokens(call, requestId);
  const model = /^GET \/v1\/models(?:\/([^/]+))?$/.exec(page);
  if (model) return modelPage(model[1], requestId);
  return errorReply({ status: 404, type: 'not_found_error', message: 'Not found' }, requestId);
}

/** Key by `Authorization: Bearer` (SDK 1.x) or `x-api-key`, and a known version. */
function refusedAtTheDoor(desk: Desk, call: Call): ClaudeError | undefined {
  const bearer = /^Bearer (.+)$/.exec(call.header('authorization') ?? '')?.[1];
  const key = bearer ?? call.header('x-api-key');
  if (key === undefined)
    return { status: 401, type: 'authentication_error', message: 'x-api-key header is required' };
  if (!desk.apiKeys.includes(key))
    return { status: 401, type: 'authentication_error', message: 'invalid x-api-key' };
  const version = call.header('anthropic-version');
  if (version === undefined)
    return { status: 400, type: 'invalid_request_error', message: 'anthropic-version: header is required' };
  if (!VERSIONS.includes(version))
    return {
      status: 400,
      type: 'invalid_request_error',
      message: `anthropic-version: "${version}" is not a valid version`,
    };
  return undefined;
}

const DELIVERIES: Partial<Record<ClaudeFaultKind, Delivery>> = {
  'stall-mid-body': 'stall',
  'cut-mid-body': 'cut',
  'no-answer': 'never',
};

async function messages(desk: Desk, call: Call, requestId: string): Promise<Reply> {
  const parsed = parseMessageRequest(jsonOf(call.body), call.header('anthropic-version') ?? '');
  const modelName = 'request' in parsed ? parsed.request.model : 'unknown';
  const user = 'request' in parsed ? parsed.request.metadata?.user_id : undefined;
  const bill = (row: Pick<BillingRow, 'status' | 'outcome' | 'usage' | 'costMicroUsd'>) =>
    desk.billing.add({
      requestId,
      at: desk.now().toISOString(),
      model: modelName,
      operation: 'messages',
      tier: 'standard',
      labels: user ? { user_id: user } : {},
      ...row,
    });
  const refuse = (error: ClaudeError, outcome = `refused: ${error.message}`): Reply => {
    bill({ status: error.status, outcome, usage: NO_USAGE, costMicroUsd: 0 });
    return errorReply(error, requestId);
  };
  if ('error' in parsed) return refuse(parsed.error);
  const model = CLAUDE_MODELS[modelName];
  if (!model) return refuse({ status: 404, type: 'not_found_error', message: `model: ${modelName}` });
  const fault = desk.faults.take([modelName, 'messages']);
  const refused = fault ? refusalOf(fault, modelName) : undefined;
  if (fault && refused) return refuse(refused, fault.kind);
  if (fault?.kind === 'gateway-page') {
    bill({ status: 502, outcome: fault.kind, usage: NO_USAGE, costMicroUsd: 0 });
    return {
      status: 502,
      contentType: 'text/html',
      body: '<html><title>502 Bad Gateway</title><center>cloudflare</center></html>',
    };
  }
  const checked = await checkMessage(model, parsed.request);
  if ('error' in checked) return refuse(checked.error);
  const answered = await answerMessage({
    model,
    request: parsed.request,
    checked: checked.checked,
    fault: fault?.kind,
  });
  const { usage, outcome } = answered;
  bill({ status: 200, outcome, usage, costMicroUsd: costMicroUsd(model, usage) });
  const text = JSON.stringify(answered.body);
  return {
    status: 200,
    headers: { 'request-id': requestId },
    contentType: 'application/json',
    body: fault?.kind === 'broken-body' ? text.slice(0, Math.floor(text.length * 0.7)) : text,
    delivery: fault ? DELIVERIES[fault.kind] : undefined,
  };
}

/** https://platform.claude.com/docs/en/api/messages-count-tokens: free, and takes no `max_tokens`. */
async function countTokens(call: Call, requestId: string): Promise<Reply> {
  const body = jsonOf(call.body);
  const given = typeof body === 'object' && body !== null ? { ...body, max_tokens: 1 } : body;
  const parsed = parseMessageRequest(given, call.header('anthropic-version') ?? '');
  if ('error' in parsed) return errorReply(parsed.error, requestId);
  const model = CLAUDE_MODELS[parsed.request.model];
  if (!model)
    return errorReply(
      { status: 404, type: 'not_found_error', message: `model: ${parsed.request.model}` },
      requestId,
    );
  const checked = await checkMessage(model, parsed.request);
  if ('error' in checked) return errorReply(checked.error, requestId);
  const usage = promptUsage(model, parsed.request, checked.checked);
  return {
    status: 200,
    headers: { 'request-id': requestId },
    body: { input_tokens: usage.promptTextTokens + usage.promptImageTokens },
  };
}

function modelPage(name: string | undefined, requestId: string): Reply {
  const view = (id: string) => ({
    type: 'model',
    id,
    display_name: `${CLAUDE_MODELS[id]?.displayName} (stand-in)`,
    created_at: '2026-01-01T00:00:00Z',
    lifecycle: 'active',
    max_input_tokens: CLAUDE_MODELS[id]?.contextTokens,
    max_tokens: CLAUDE_MODELS[id]?.maxOutputTokens,
  });
  const headers = { 'request-id': requestId };
  if (name === undefined) {
    const data = Object.keys(CLAUDE_MODELS).map(view);
    return {
      status: 200,
      headers,
      body: { data, has_more: false, first_id: data[0]?.id ?? null, last_id: data.at(-1)?.id ?? null },
    };
  }
  return CLAUDE_MODELS[name]
    ? { status: 200, headers, body: view(name) }
    : errorReply({ status: 404, type: 'not_found_error', message: `model: ${name}` }, requestId);
}
