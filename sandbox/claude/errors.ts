import type { Reply } from '../provider/server.ts';

/** https://platform.claude.com/docs/en/api/errors */
export type ClaudeError = {
  status: 400 | 401 | 402 | 403 | 404 | 413 | 429 | 500 | 503 | 504 | 529;
  type:
    | 'invalid_request_error'
    | 'authentication_error'
    | 'billing_error'
    | 'permission_error'
    | 'not_found_error'
    | 'rate_limit_error'
    | 'timeout_error'
    | 'api_error'
    | 'overloaded_error';
  message: string;
  details?: Record<string, unknown>;
  headers?: Record<string, string>;
};

export const invalid = (message: string, details?: Record<string, unknown>): ClaudeError => ({
  status: 400,
  type: 'invalid_request_error',
  message,
  ...(details ? { details } : {}),
});

export function errorReply(error: ClaudeError, requestId: string): Reply {
  return {
    status: error.status,
    headers: { 'request-id': requestId, ...error.headers },
    body: {
      type: 'error',
      error: {
        type: error.type,
        message: error.message,
        ...(error.details ? { details: error.details } : {}),
      },
      request_id: requestId,
    },
  };
}
