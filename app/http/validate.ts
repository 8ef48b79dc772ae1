import type { z } from 'zod';
import { err, ok, type Result } from '#app/domain/result.ts';
import { type ProblemDetail, type Refusal, refusal } from './problem.ts';

/** At most this many things wrong are listed; a body of a million faults gets no million lines. */
const MAX_ERRORS = 20;

/** Checks `value`; every fault is named by its field, unknown fields by their own names. */
export const validate = <T>(
  value: unknown,
  schema: z.ZodType<T>,
  where: 'body' | 'query',
): Result<T, Refusal> => {
  const parsed = schema.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  const errors = parsed.error.issues.flatMap((issue) => detailsOf(issue, where)).slice(0, MAX_ERRORS);
  const [first] = errors;
  return err(
    refusal('invalid-input', first?.detail ?? `The ${where} is not valid.`, {
      field: first?.field ?? where,
      errors,
    }),
  );
};

const detailsOf = (issue: z.core.$ZodIssue, where: 'body' | 'query'): ProblemDetail[] => {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const field = [...path, key].join('.');
      const noun = where === 'body' ? 'field' : 'query parameter';
      return { field, detail: `There is no ${noun} "${field}" here.` };
    });
  }
  const field = path.join('.') || where;
  return [{ field, detail: `"${field}": ${issue.message}.` }];
};

/** A query as an object; a parameter given twice becomes a list, which only a schema of lists accepts. */
export const queryObject = (query: URLSearchParams): Record<string, string | string[]> => {
  const out: Record<string, string | string[]> = Object.create(null);
  for (const name of new Set(query.keys())) {
    const values = query.getAll(name);
    out[name] = values.length === 1 ? (values[0] ?? '') : values;
  }
  return out;
};
