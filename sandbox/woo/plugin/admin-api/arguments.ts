import { z } from 'zod';
import type { RestRequest } from '../../rest/request.ts';
import { invalidParam, WpError } from '../../rest/wp-error.ts';

/** The arguments of a route by their schema, with WordPress's errors: the missing first, then those of a wrong form. */
export function readArguments<T>(request: RestRequest, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(request.params);
  if (parsed.success) return parsed.data;
  const names = [...new Set(parsed.error.issues.map((issue) => String(issue.path[0] ?? '')))];
  const missing = names.filter((name) => request.params[name] === undefined);
  if (missing.length > 0)
    throw new WpError('rest_missing_callback_param', 400, `Missing parameter(s): ${missing.join(', ')}`, {
      params: missing,
    });
  throw invalidParam(names.join(', '), parsed.error.issues[0]?.message ?? 'wrong');
}

export const startArguments = z.object({
  address: z.string().max(300),
  method: z.enum(['authorize', 'pair']).default('authorize'),
  consent: z.boolean(),
});
export const finishArguments = z.object({ state: z.string().min(1).max(300) });
export const PLACEMENTS = ['main', 'append', 'replace'] as const;
export const settingsArguments = z.object({
  placement: z.enum(PLACEMENTS),
  aiLabel: z.string().max(60),
  removeData: z.boolean(),
});
export const lookUpArguments = z.object({
  productIds: z.array(z.int().positive()).min(1).max(1000),
});
