import type { ArmedFault } from '../provider/fault-board.ts';
import type { ClaudeError } from './errors.ts';

/** Each way in which the API is documented to fail (https://platform.claude.com/docs/en/api/errors). */
export const CLAUDE_FAULTS = [
  // before anything is made; nothing is billed
  'rate-limited-with-hint',
  'rate-limited',
  'quota-exhausted',
  'spend-limit',
  'no-credit',
  'key-invalid',
  'permission-denied',
  'model-gone',
  'server-error',
  'service-unavailable',
  'gateway-timeout',
  'overloaded',
  'gateway-page',
  // made and billed, but the caller does not get it whole
  'stall-mid-body',
  'cut-mid-body',
  'no-answer',
  // answers without a usable result
  'refusal',
  'max-tokens',
  'invalid-json',
  'bad-answer',
  'broken-body',
] as const;
export type ClaudeFaultKind = (typeof CLAUDE_FAULTS)[number];
export type ClaudeFault = ArmedFault<ClaudeFaultKind>;

/** The error of a call that is refused before it is worked on; undefined for the other kinds. */
export function refusalOf(fault: ClaudeFault, model: string): ClaudeError | undefined {
  switch (fault.kind) {
    case 'rate-limited-with-hint':
      return {
        status: 429,
        type: 'rate_limit_error',
        message: "This request would exceed your organization's rate limit of 50 requests per minute.",
        headers: { 'retry-after': String(fault.retryAfterSeconds ?? 12) },
      };
    case 'rate-limited':
      return { status: 429, type: 'rate_limit_error', message: 'Rate limited. Please try again later.' };
    case 'quota-exhausted':
      // no retry-after: it pauses until the first of the next month
      return {
        status: 429,
        type: 'rate_limit_error',
        message: "You have reached your usage tier's monthly spend limit.",
        details: { error_code: 'enforced_spend_limit_reached' },
      };
    case 'spend-limit':
      return {
        status: 400,
        type: 'invalid_request_error',
        message:
          'You have reached your specified API usage limits. You will regain access on 2026-12-01 at 00:00 UTC.',
      };
    case 'no-credit':
      return {
        status: 402,
        type: 'billing_error',
        message: 'Your credit balance is too low to access the Anthropic API.',
      };
    case 'key-invalid':
      return { status: 401, type: 'authentication_error', message: 'invalid x-api-key' };
    case 'permission-denied':
      return {
        status: 403,
        type: 'permission_error',
        message: 'Your API key does not have permission to use the specified resource.',
      };
    case 'model-gone':
      return { status: 404, type: 'not_found_error', message: `model: ${model}` };
    case 'server-error':
      return { status: 500, type: 'api_error', message: 'Internal server error' };
    case 'service-unavailable':
      return { status: 503, type: 'api_error', message: 'Service unavailable' };
    case 'gateway-timeout':
      return { status: 504, type: 'timeout_error', message: 'Request timed out.' };
    case 'overloaded':
      return { status: 529, type: 'overloaded_error', message: 'Overloaded' };
    default:
      return undefined;
  }
}
