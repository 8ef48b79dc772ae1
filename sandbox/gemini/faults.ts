import type { ArmedFault } from '../provider/fault-board.ts';
import type { Reply } from '../provider/server.ts';
import { type ApiError, errorReply, invalidKey } from './errors.ts';

/** Each way in which the API is documented or known to fail. */
export const GEMINI_FAULTS = [
  // before anything is made; nothing is billed (https://ai.google.dev/gemini-api/docs/troubleshooting)
  'rate-limited-with-hint',
  'rate-limited',
  'quota-exhausted',
  'billing-required',
  'key-invalid',
  'permission-denied',
  'model-gone',
  'server-error',
  'overloaded',
  'deadline-exceeded',
  'gateway-page',
  // made and billed, but the caller does not get it whole
  'stall-mid-body',
  'cut-mid-body',
  'no-answer',
  // answers without a usable result
  'blocked-prompt',
  'blocked-output',
  'recitation',
  'refusal',
  'no-image',
  'text-instead',
  'wrong-size',
  'truncated-base64',
  'corrupt-picture',
  'invalid-json',
  'bad-answer',
  'max-tokens',
] as const;
export type GeminiFaultKind = (typeof GEMINI_FAULTS)[number];
export type GeminiFault = ArmedFault<GeminiFaultKind>;

const QUOTA = 'type.googleapis.com/google.rpc.QuotaFailure';
const quotaFailure = (model: string, per: 'Day' | 'Minute') => ({
  '@type': QUOTA,
  violations: [
    {
      quotaMetric: 'generativelanguage.googleapis.com/generate_content_paid_tier_requests',
      quotaId: `GenerateRequestsPer${per}PerProjectPerModel`,
      quotaDimensions: { location: 'global', model },
      quotaValue: per === 'Day' ? '1000' : '10',
    },
  ],
});
const retryInfo = (seconds: number) => ({
  '@type': 'type.googleapis.com/google.rpc.RetryInfo',
  retryDelay: `${seconds}s`,
});

/** The answer to a call that is refused before it is worked on; undefined for the other kinds. */
export function refusalOf(fault: GeminiFault, model: string): Reply | undefined {
  if (fault.kind === 'gateway-page')
    return {
      status: 502,
      contentType: 'text/html; charset=UTF-8',
      body: '<html><title>Error 502 (Server Error)!!1</title><p>The server encountered a temporary error.</html>',
    };
  const error = errorOf(fault, model);
  return error ? errorReply(error) : undefined;
}

function errorOf(fault: GeminiFault, model: string): ApiError | undefined {
  switch (fault.kind) {
    case 'rate-limited-with-hint':
      return {
        code: 429,
        message:
          'You exceeded your current quota, please check your plan and billing details. For more information on this error, head to: https://ai.google.dev/gemini-api/docs/rate-limits.',
        details: [quotaFailure(model, 'Minute'), retryInfo(fault.retryAfterSeconds ?? 17)],
      };
    case 'rate-limited':
      return { code: 429, message: 'Resource has been exhausted (e.g. check quota).' };
    case 'quota-exhausted':
      return {
        code: 429,
        message:
          'You exceeded your current quota, please check your plan and billing details. For more information on this error, head to: https://ai.google.dev/gemini-api/docs/rate-limits.',
        // the hint names seconds although the quota is renewed at midnight Pacific time: what the API really does
        details: [quotaFailure(model, 'Day'), retryInfo(fault.retryAfterSeconds ?? 31)],
      };
    case 'billing-required':
      return {
        code: 400,
        status: 'FAILED_PRECONDITION',
        message:
          'Gemini API free tier is not available in your country. Please enable billing on your project in Google AI Studio.',
      };
    case 'key-invalid':
      return invalidKey;
    case 'permission-denied':
      return { code: 403, message: "Your API key doesn't have the required permissions." };
    case 'model-gone':
      return {
        code: 404,
        message: `models/${model} is no longer available. Please update your code to use a newer model.`,
      };
    case 'server-error':
      return {
        code: 500,
        message:
          'An internal error has occurred. Please retry or report in https://developers.generativeai.google/guide/troubleshooting',
      };
    case 'overloaded':
      return { code: 503, message: 'The model is overloaded. Please try again later.' };
    case 'deadline-exceeded':
      return { code: 504, message: 'Deadline expired before operation could complete.' };
    default:
      return undefined;
  }
}
