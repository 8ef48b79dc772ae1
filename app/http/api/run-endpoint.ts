import type { KeptAnswer } from '#app/ports/repositories/idempotency-keys.ts';
import { type IdempotencyRecords, isLastingRefusal, KEY_MISMATCH, KEY_RUNNING } from '../idempotency.ts';
import { problemHeaders, toProblem } from '../problem.ts';
import type { Call, Endpoint } from './endpoint.ts';
import { jsonResponse, PROBLEM_TYPE, problemResponse } from './respond.ts';
import type { ApiServices } from './services.ts';

export interface RunDeps {
  readonly idempotency: IdempotencyRecords;
  readonly services: ApiServices;
}

/** What a request is known by in answers and in the book of keys. */
export interface RequestIdentity {
  readonly path: string;
  readonly fingerprint: string;
}

type Answer =
  | { readonly kind: 'raw'; readonly response: Response }
  /** `lasting`: asking again would give the same, so it may be answered from memory. */
  | { readonly kind: 'json'; readonly answer: KeptAnswer; readonly lasting: boolean };

/** Runs the handler; keeps the answer, or gives the one of before, when the write carries an `Idempotency-Key`. */
export const runEndpoint = async (
  endpoint: Endpoint,
  call: Call<unknown, unknown, unknown>,
  request: RequestIdentity,
  deps: RunDeps,
): Promise<Response> => {
  const { storeId } = call.caller;
  const key = call.idempotencyKey;
  if (key === null) return toResponse(await handle(endpoint, call, request, deps));
  const begun = await deps.idempotency.begin(storeId, key, request.fingerprint);
  switch (begun.kind) {
    case 'mismatch':
      return problemResponse(KEY_MISMATCH, request.path);
    case 'running':
      return problemResponse(KEY_RUNNING, request.path);
    case 'replay':
      return storedResponse(begun.answer, { 'Idempotency-Replayed': 'true' });
    case 'fresh':
      break;
  }
  let answer: Answer;
  try {
    answer = await handle(endpoint, call, request, deps);
  } catch (error) {
    await deps.idempotency.abandon(storeId, key);
    throw error;
  }
  if (answer.kind === 'json' && answer.lasting) await deps.idempotency.finish(storeId, key, answer.answer);
  else await deps.idempotency.abandon(storeId, key);
  return toResponse(answer);
};

const handle = async (
  endpoint: Endpoint,
  call: Call<unknown, unknown, unknown>,
  request: RequestIdentity,
  deps: RunDeps,
): Promise<Answer> => {
  const result = await endpoint.handle(call, deps.services);
  if (!result.ok) {
    const body = toProblem(result.error, request.path);
    const headers = problemHeaders(result.error);
    const lasting = isLastingRefusal(result.error.kind);
    return { kind: 'json', answer: { status: body.status, headers, body }, lasting };
  }
  if (result.value instanceof Response) return { kind: 'raw', response: result.value };
  if (endpoint.reply.kind !== 'json') throw new Error(`${endpoint.operationId} must answer with a Response`);
  const { body, headers = {} } = result.value;
  return { kind: 'json', answer: { status: endpoint.reply.status, headers, body }, lasting: true };
};

const toResponse = (answer: Answer): Response =>
  answer.kind === 'raw' ? answer.response : storedResponse(answer.answer);

const storedResponse = (
  { status, headers, body }: KeptAnswer,
  more: Readonly<Record<string, string>> = {},
): Response => {
  const type: Record<string, string> = status >= 400 ? { 'Content-Type': PROBLEM_TYPE } : {};
  return jsonResponse(status, body, { ...type, ...headers, ...more });
};
