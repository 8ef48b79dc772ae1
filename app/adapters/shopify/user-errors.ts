import { z } from 'zod';
import { type Failure, failure } from '#app/domain/failure.ts';

/** `code` is missing where the schema's plain `UserError` is used. */
export const userErrorsSchema = z.array(
  z.object({
    code: z.string().nullish(),
    field: z.array(z.string()).nullish(),
    message: z.string(),
  }),
);
export type UserErrors = z.infer<typeof userErrorsSchema>;

const KIND_OF_CODE = {
  PRODUCT_MEDIA_LIMIT_EXCEEDED: 'media-limit',
  PRODUCT_DOES_NOT_EXIST: 'product-gone',
  REFERENCE_TARGET_DOES_NOT_EXIST: 'product-gone',
  FILE_DOES_NOT_EXIST: 'media-gone',
  MEDIA_DOES_NOT_EXIST: 'media-gone',
  RESOURCE_NOT_FOUND: 'media-gone',
  MEDIA_DOES_NOT_EXIST_ON_PRODUCT: 'media-gone',
  // somebody else works on the file; it passes
  FILE_LOCKED: 'store-unavailable',
  NON_READY_STATE: 'store-unavailable',
  NON_READY_MEDIA: 'store-unavailable',
} as const;

const WORDS = {
  'media-limit': 'The product already holds as many pictures as it can.',
  'product-gone': 'The product is no longer in the store.',
  'media-gone': 'The picture is no longer in the store.',
  'store-unavailable': 'The picture is busy in Shopify at the moment.',
} as const;

/** A 200 whose `userErrors` is not empty has failed like any other call. Null when it is empty. */
export const userErrorFailure = (operation: string, errors: UserErrors): Failure | null => {
  const first = errors[0];
  if (!first) return null;
  const codes = errors.map((e) => e.code ?? 'NONE');
  const details = { operation, codes, fields: errors.map((e) => (e.field ?? []).join('.')) };
  for (const [code, kind] of Object.entries(KIND_OF_CODE)) {
    if (codes.includes(code)) return failure(kind, WORDS[kind], { details });
  }
  return failure('publish-rejected', `Shopify refused the change: ${first.message}`, { details });
};

export const hasCode = (errors: UserErrors, code: string): boolean => errors.some((e) => e.code === code);
