import type { IncomingMessage, ServerResponse } from 'node:http';

/** Larger bodies than any test needs are cut off. */
const MAX_BODY_BYTES = 64 * 1024 * 1024;

export class BodyTooLarge extends Error {}

export async function readBody(request: IncomingMessage, limit = MAX_BODY_BYTES): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request) {
    const bytes = part as Buffer;
    length += bytes.length;
    // Read to its end all the same: a connection cut off here would lose the answer that says why.
    if (length <= limit) parts.push(bytes);
  }
  if (length > limit) throw new BodyTooLarge(`more than ${limit} bytes`);
  return Buffer.concat(parts);
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  const text = JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(text);
}

export function sendText(response: ServerResponse, status: number, type: string, text: string): void {
  response.writeHead(status, { 'content-type': type });
  response.end(text);
}

export function sendBytes(
  response: ServerResponse,
  mimeType: string,
  bytes: Uint8Array,
  headers: Record<string, string> = {},
): void {
  response.writeHead(200, { 'content-type': mimeType, 'content-length': String(bytes.length), ...headers });
  response.end(bytes);
}

/** A JSON object or a form, by its content type; undefined when it is neither. */
export function parseFields(contentType: string, body: Buffer): Record<string, unknown> | undefined {
  if (contentType.includes('application/x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(body.toString('utf8')));
  }
  try {
    const value = JSON.parse(body.toString('utf8')) as unknown;
    return value !== null && typeof value === 'object' && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
