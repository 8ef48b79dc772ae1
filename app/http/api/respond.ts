import { problemHeaders, problemStatus, type Refusal, toProblem } from '../problem.ts';

/** On every answer: never kept by a cache, never guessed at, of no use to other origins. */
export const SECURITY_HEADERS = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
} as const;

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

export const jsonResponse = (
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { ...SECURITY_HEADERS, 'Content-Type': 'application/json; charset=utf-8', ...headers },
  });

/** `application/problem+json` (RFC 9457). */
export const problemResponse = (
  refused: Refusal,
  instance: string,
  headers: Readonly<Record<string, string>> = {},
): Response =>
  new Response(JSON.stringify(toProblem(refused, instance)), {
    status: problemStatus(refused.kind),
    headers: {
      ...SECURITY_HEADERS,
      'Content-Type': PROBLEM_TYPE,
      ...problemHeaders(refused),
      ...headers,
    },
  });
