import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { RestRequest } from '../rest/request.ts';
import { invalidParam, WpError } from '../rest/wp-error.ts';

export const sha256Hex = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex');

/** The body of a POST, held against the hash in the signed query, and against its schema. */
export function signedBody<T>(request: RestRequest, schema: z.ZodType<T>): T {
  checkHash(request, request.body);
  const parsed = schema.safeParse(JSON.parse(request.body.toString('utf8') || 'null'));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw invalidParam(issue?.path.join('.') || 'body', issue?.message ?? 'wrong');
  }
  return parsed.data;
}

export function checkHash(request: RestRequest, bytes: Uint8Array): string {
  const given = request.query.get('sha256') ?? '';
  if (!/^[0-9a-f]{64}$/.test(given)) throw invalidParam('sha256', 'sha256 is 64 hex digits.');
  const real = sha256Hex(bytes);
  if (real !== given)
    throw new WpError('softbox_hash_mismatch', 400, 'The body is not the one that was signed.');
  return real;
}

export const id = z.number().int().positive();
