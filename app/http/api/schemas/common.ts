import { z } from 'zod';
import { FAILURE_KINDS } from '#app/domain/failure.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import type { Page, PageRequest } from '#app/ports/repositories/page.ts';
import { decodeCursor, encodeCursor, idCursorSchema } from '../../cursor.ts';

export const id = (what: string) =>
  z.uuid().meta({ description: `id of the ${what}`, example: '019aac3e-5a10-7c44-9d0e-6f2b8a1c4d55' });

/** One path parameter that is an id of ours. */
export const idParam = <Name extends string>(name: Name, what: string) =>
  z.object({ [name]: id(what) } as Record<Name, z.ZodUUID>);

export const DEFAULT_LIMIT = 25;
export const MAX_LIMIT = 100;

/** An integer in a query, where everything is text. */
const queryInt = (min: number, max: number) =>
  z
    .string()
    .refine(
      (text) => /^[0-9]{1,9}$/.test(text) && Number(text) >= min && Number(text) <= max,
      `must be a whole number from ${min} to ${max}`,
    )
    .transform(Number);

const limit = queryInt(1, MAX_LIMIT)
  .optional()
  .meta({
    description: 'items in a page',
    override: { type: 'integer', minimum: 1, maximum: MAX_LIMIT, default: DEFAULT_LIMIT },
  });
const cursor = z.string().min(1).max(512).optional().meta({
  description: '`nextCursor` of the page before; opaque',
});

/** Query of a list: its filters beside `limit` and `cursor`. Unknown parameters are refused by name. */
export const listQuery = <Shape extends z.core.$ZodLooseShape>(filters: Shape) =>
  z.strictObject({ ...filters, limit, cursor });

/** Values separated by commas in a query, each one of `values`. */
export const listOf = <Value extends string>(values: readonly Value[]) =>
  z
    .string()
    .transform((text) => [...new Set(text.split(','))])
    .pipe(z.array(z.enum(values)))
    .meta({ override: { type: 'string', example: values.slice(0, 2).join(',') } });

/** A flag in a query. */
export const queryFlag = z
  .string()
  .refine((text) => text === 'true' || text === 'false', 'must be true or false')
  .transform((text) => text === 'true')
  .meta({ override: { type: 'boolean' } });

export interface ListQuery {
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

/** The page asked for, or `invalid-input` naming the cursor. */
export const pageRequest = ({
  limit: size = DEFAULT_LIMIT,
  cursor: from,
}: ListQuery): Result<PageRequest> => {
  if (from === undefined) return ok({ limit: size });
  const at = decodeCursor(from, idCursorSchema);
  return at.ok ? ok({ limit: size, cursor: at.value.id }) : err(at.error);
};

/** A page as it is sent. */
export const pageOf = <T, View>(page: Page<T>, view: (item: T) => View) => ({
  items: page.items.map(view),
  nextCursor: page.nextCursor === null ? null : encodeCursor({ id: page.nextCursor }),
});

export const pageSchema = <Item extends z.ZodType>(item: Item, name: string) =>
  z
    .object({
      items: z.array(item),
      nextCursor: z
        .string()
        .nullable()
        .meta({ description: 'where the next page starts; null on the last page' }),
    })
    .meta({ id: name });

export const time = z.iso.datetime().meta({ example: '2026-11-22T16:20:00.000Z' });

/** Money in integer micro-units of the US dollar, in which providers bill: 1,000,000 is US$1. */
export const micros = z
  .int()
  .meta({ description: 'micro-units of the US dollar: 1,000,000 is US$1', example: 0 });

/** Exact up to nine thousand million units; beyond that a JSON number would lie, so it throws. */
export const microsOf = (amount: bigint): number => {
  const number = Number(amount);
  if (!Number.isSafeInteger(number)) throw new Error('amount does not fit a JSON number');
  return number;
};

/** Why something failed, in words for the merchant. */
export const reasonSchema = z
  .object({
    kind: z.enum(FAILURE_KINDS),
    message: z.string().meta({ description: 'for the merchant' }),
  })
  .meta({ id: 'Reason' });

export const isoOrNull = (at: Date | null): string | null => at?.toISOString() ?? null;
