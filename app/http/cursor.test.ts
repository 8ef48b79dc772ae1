import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { decodeCursor, encodeCursor, idCursorSchema } from './cursor.ts';

describe('a cursor', () => {
  it('gives back the position it was made of', () => {
    fc.assert(
      fc.property(fc.record({ at: fc.integer(), id: fc.uuid() }), (position) => {
        const cursor = encodeCursor(position);
        expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
        expect(decodeCursor(cursor, z.strictObject({ at: z.int(), id: z.uuid() }))).toEqual({
          ok: true,
          value: position,
        });
      }),
    );
  });

  it.each([
    ['nothing', ''],
    ['no base64url', 'a+b/='],
    ['no JSON', Buffer.from('{id').toString('base64url')],
    ['an id of ours in the clear', '019aac3e-5a10-7c44-9d0e-6f2b8a1c4d55'],
    ['another position', encodeCursor({ offset: 3 })],
    ['something added', encodeCursor({ id: '019aac3e-5a10-7c44-9d0e-6f2b8a1c4d55', storeId: 'x' })],
    ['too much', encodeCursor({ id: 'x'.repeat(600) })],
  ])('that is %s is refused by name', (_what, cursor) => {
    const decoded = decodeCursor(cursor, idCursorSchema);
    expect(decoded).toMatchObject({ ok: false, error: { kind: 'invalid-input', field: 'cursor' } });
  });

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        decodeCursor(text, idCursorSchema);
      }),
    );
  });
});
