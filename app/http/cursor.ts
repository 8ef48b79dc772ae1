import { z } from 'zod';
import { failure } from '#app/domain/failure.ts';
import { err, ok, type Result } from '#app/domain/result.ts';

/**
 * Cursors are opaque to callers: base64url of a small JSON value that says where the next page starts. They hold no
 * secret and grant nothing (every query is scoped by store), so they are not signed; one that does not decode is refused.
 */
export const encodeCursor = (position: unknown): string =>
  Buffer.from(JSON.stringify(position), 'utf8').toString('base64url');

const MAX_CURSOR = 512;

/** The position a cursor stands for, or `invalid-input` naming `field`. */
export const decodeCursor = <T>(cursor: string, schema: z.ZodType<T>, field = 'cursor'): Result<T> => {
  const refused = err(
    failure('invalid-input', 'This cursor is not one we gave out; start again without it.', { field }),
  );
  if (cursor.length > MAX_CURSOR || !/^[A-Za-z0-9_-]+$/.test(cursor)) return refused;
  let position: unknown;
  try {
    position = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return refused;
  }
  const parsed = schema.safeParse(position);
  return parsed.success ? ok(parsed.data) : refused;
};

/** Position of lists in order of id (UUIDv7: in order of time). */
export const idCursorSchema = z.strictObject({ id: z.uuid() });
