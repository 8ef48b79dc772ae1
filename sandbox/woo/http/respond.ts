import type { IncomingMessage, ServerResponse } from 'node:http';
import { escapeHtml } from '#sandbox/http/html.ts';
import type { RestReply } from '../rest/request.ts';
import type { World } from '../world.ts';

const MAX_BODY_BYTES = 16 * 1024 * 1024;

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request) {
    const bytes = part as Buffer;
    length += bytes.length;
    if (length <= MAX_BODY_BYTES) parts.push(bytes);
  }
  return Buffer.concat(parts);
}

export function sendHtml(
  response: ServerResponse,
  status: number,
  title: string,
  body: string,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=UTF-8', ...headers });
  response.end(
    `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title>${body}</html>`,
  );
}

/** PHP prints notices before anything else, and nobody can take them back. */
const NOTICE =
  '<br />\n<b>Notice</b>:  Undefined index: colour in <b>/var/www/wp-content/plugins/swatches/swatches.php</b> on line <b>114</b><br />\n';

/** Sends a REST reply, with whatever fault is due to it. */
export function sendRest(
  world: World,
  response: ServerResponse,
  about: { route: string; method: string },
  { status, body, headers = {} }: RestReply,
): void {
  if (body instanceof Uint8Array) {
    response.writeHead(status, { 'content-length': String(body.length), ...headers });
    response.end(body);
    return;
  }
  const fault = <Kind extends 'bom' | 'notice' | 'cut' | 'endless' | 'no-headers' | 'other-ids'>(
    kind: Kind,
  ) => world.faults.take(kind, about);
  const sent = fault('other-ids') ? withOtherIds(body) : body;
  let text = JSON.stringify(sent);
  if (fault('notice')) text = NOTICE + text;
  if (fault('bom')) text = `\uFEFF${text}`;
  if (fault('cut')) text = text.slice(0, Math.ceil(text.length / 2));
  response.writeHead(status, {
    'content-type': 'application/json; charset=UTF-8',
    'x-robots-tag': 'noindex',
    ...(fault('no-headers') ? {} : headers),
  });
  if (!fault('endless')) {
    response.end(text);
    return;
  }
  const pump = () => {
    while (!response.destroyed && response.write(' '.repeat(65_536)));
    if (!response.destroyed) response.once('drain', pump);
  };
  pump();
}

const withOtherIds = (body: unknown): unknown =>
  Array.isArray(body)
    ? body.map(withOtherIds)
    : body !== null && typeof body === 'object'
      ? Object.fromEntries(
          Object.entries(body).map(([name, value]) => [
            name,
            (name === 'id' || name === 'product_id') && typeof value === 'number' ? value + 100_000 : value,
          ]),
        )
      : body;
