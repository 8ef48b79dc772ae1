import type { IncomingMessage } from 'node:http';

/** One picture may be 20 MB on the platform; the rest of a form is small. */
const maximumBytes = 21 * 1024 * 1024;

export type FormFailure = 'too-large' | 'unreadable';
export type FormResult = { ok: true; form: FormData } | { ok: false; failure: FormFailure };

async function readBody(request: IncomingMessage): Promise<Buffer<ArrayBuffer> | undefined> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request) {
    const bytes = Buffer.isBuffer(piece) ? piece : Buffer.from(String(piece));
    size += bytes.byteLength;
    // Keep reading (and forget) up to the end, so that the browser gets the answer instead of a reset connection.
    if (size <= maximumBytes) pieces.push(bytes);
    if (size > 4 * maximumBytes) return undefined;
  }
  return size > maximumBytes ? undefined : Buffer.concat(pieces);
}

/** Reads an urlencoded or multipart body; larger than one picture is refused by name. */
export async function readForm(request: IncomingMessage): Promise<FormResult> {
  const body = await readBody(request);
  if (!body) return { ok: false, failure: 'too-large' };
  const contentType = request.headers['content-type'];
  if (!contentType) return { ok: true, form: new FormData() };
  try {
    const form = await new Response(body, { headers: { 'Content-Type': contentType } }).formData();
    return { ok: true, form };
  } catch {
    return { ok: false, failure: 'unreadable' };
  }
}

export function textField(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

/** A non-negative whole number, or undefined. */
export function numberField(form: FormData, name: string): number | undefined {
  const text = textField(form, name).trim();
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/**
 * True when a changing request comes from one of these pages. Browsers send Origin with every POST, so a page of
 * another site cannot uninstall the app or delete a file behind the user's back.
 */
export function isOwnOrigin(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  return typeof origin === 'string' && typeof host === 'string' && origin === `http://${host}`;
}

/** Loopback names only: a foreign name that resolves to this machine (DNS rebinding) is turned away. */
export function isLoopbackHost(request: IncomingMessage): boolean {
  const host = request.headers.host ?? '';
  return /^(?:127(?:\.\d{1,3}){3}|localhost|\[::1\])(?::\d+)?$/i.test(host);
}
