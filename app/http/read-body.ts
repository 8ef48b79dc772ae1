import { err, ok, type Result } from '#app/domain/result.ts';
import { type Refusal, refusal } from './problem.ts';

/** Bodies of the API are lists of ids and options; anything larger is a mistake or an attack. */
export const MAX_BODY_BYTES = 1_000_000;

/**
 * Reads a request's body up to the cap. A body that announces more is refused before a byte is read, one that turns out
 * larger is cut off at the cap; either way the connection is closed, because the rest of the body is still on its way.
 */
export const readBody = async (
  request: Request,
  cap: number = MAX_BODY_BYTES,
): Promise<Result<Uint8Array, Refusal>> => {
  const announced = Number(request.headers.get('Content-Length') ?? 0);
  if (announced > cap) return err(tooLarge(cap));
  if (!request.body) return ok(new Uint8Array());
  const reader = request.body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.byteLength;
      // left unread, not cancelled: to cancel is to destroy the socket, and the caller would never read why
      if (size > cap) return err(tooLarge(cap));
      chunks.push(value);
    }
  } catch {
    return err(refusal('invalid-input', 'The body broke off before its end.', { field: 'body' }));
  }
  return ok(Buffer.concat(chunks));
};

const tooLarge = (cap: number): Refusal =>
  refusal('payload-too-large', `A request body has at most ${cap.toLocaleString('en-US')} bytes.`, {
    field: 'body',
    headers: { Connection: 'close' },
  });

const JSON_TYPE = /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;

/** Parses a JSON body; the refusal says in words what is wrong with it. */
export const parseJson = (bytes: Uint8Array, contentType: string | null): Result<unknown, Refusal> => {
  if (bytes.byteLength === 0) {
    return err(refusal('invalid-input', 'This request needs a JSON body.', { field: 'body' }));
  }
  if (!JSON_TYPE.test(contentType ?? '')) {
    return err(
      refusal('unsupported-media-type', 'Send the body as Content-Type: application/json.', {
        field: 'Content-Type',
        headers: { Accept: 'application/json' },
      }),
    );
  }
  try {
    return ok(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch (cause) {
    const why = cause instanceof SyntaxError ? cause.message : 'it is not UTF-8';
    return err(refusal('invalid-input', `The body is not valid JSON: ${why}.`, { field: 'body' }));
  }
};
