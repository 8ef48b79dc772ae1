/** One entry of `userErrors`. `code` is one of the payload's own enum in the schema, or null. */
export type UserError = { field: string[] | null; message: string; code: string | null };

export function userError(field: string[] | null, message: string, code: string | null = null): UserError {
  return { field, message, code };
}
