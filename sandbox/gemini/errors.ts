import type { Reply } from '../provider/server.ts';

const STATUS = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  413: 'INVALID_ARGUMENT',
  429: 'RESOURCE_EXHAUSTED',
  500: 'INTERNAL',
  501: 'UNIMPLEMENTED',
  503: 'UNAVAILABLE',
  504: 'DEADLINE_EXCEEDED',
} as const;
export type ErrorCode = keyof typeof STATUS;

/** google.rpc.Status as JSON (https://cloud.google.com/apis/design/errors#http_mapping). */
export type ApiError = {
  code: ErrorCode;
  message: string;
  status?: string;
  details?: Record<string, unknown>[];
};

export function errorReply(error: ApiError): Reply {
  return { status: error.code, body: errorBody(error) };
}

export function errorBody({ code, message, status, details }: ApiError): object {
  return { error: { code, message, status: status ?? STATUS[code], ...(details ? { details } : {}) } };
}

export const invalid = (message: string, field?: string): ApiError => ({
  code: 400,
  message,
  ...(field
    ? {
        details: [
          {
            '@type': 'type.googleapis.com/google.rpc.BadRequest',
            fieldViolations: [{ field, description: message }],
          },
        ],
      }
    : {}),
});

export const missingKey: ApiError = {
  code: 403,
  message:
    "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.",
};

/** https://ai.google.dev/gemini-api/docs/troubleshooting */
export const invalidKey: ApiError = {
  code: 400,
  message: 'API key not valid. Please pass a valid API key.',
  details: [
    {
      '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
      reason: 'API_KEY_INVALID',
      domain: 'googleapis.com',
      metadata: { service: 'generativelanguage.googleapis.com' },
    },
  ],
};

export const missingToken: ApiError = {
  code: 401,
  message:
    'Request is missing required authentication credential. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.',
};

export const noSuchModel = (model: string, version: string): ApiError => ({
  code: 404,
  message: `models/${model} is not found for API version ${version}, or is not supported for generateContent. Call ListModels to see the list of available models and their supported methods.`,
});
