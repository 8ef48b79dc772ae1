import { type Failure, HTTP_STATUS } from '#app/domain/failure.ts';
import { readBody } from './read-body.ts';

/**
 * What small requests of a screen (previews, searches, pickers) answer: JSON, or words in `detail`, with the field of the screen
 * that they are about in `field` where there is one. Nothing is cached.
 */
export const screenJson = (body: unknown, status = 200): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' },
  });

export const screenProblem = (status: number, detail: string, field?: string): Response =>
  new Response(JSON.stringify({ status, detail, field }), {
    status,
    headers: { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' },
  });

export const screenFailure = ({ kind, message }: Failure): Response =>
  screenProblem(HTTP_STATUS[kind], message);

/** More than any recipe needs. */
const MAX_JSON = 32_768;

/** The fields of a JSON body of a screen; empty for anything else. */
export const screenBody = async (request: Request): Promise<Readonly<Record<string, unknown>>> => {
  const bytes = await readBody(request, MAX_JSON);
  if (!bytes.ok) return {};
  try {
    const body: unknown = JSON.parse(new TextDecoder().decode(bytes.value));
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body } : {};
  } catch {
    return {};
  }
};
