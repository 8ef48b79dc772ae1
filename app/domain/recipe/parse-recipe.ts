import type { z } from 'zod';
import { type Failure, failure } from '../failure.ts';
import { err, ok, type Result } from '../result.ts';
import { RECIPE_KINDS, type Recipe, recipeSchema } from './recipe.ts';

/**
 * Turns anything into a complete recipe. An option we do not have, a value we cannot honour, or two options that
 * contradict each other is a failure `unsupported-option` whose `field` names the option; never a silent default.
 */
export const parseRecipe = (input: unknown): Result<Recipe> => {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return err(failure('invalid-input', 'A recipe is an object with a `kind`.', { field: 'recipe' }));
  }
  const parsed = recipeSchema.safeParse(input);
  return parsed.success ? ok(parsed.data) : err(recipeFailure(parsed.error.issues, input));
};

const recipeFailure = (issues: readonly z.core.$ZodIssue[], input: object): Failure => {
  const { field, message } = nameIssue(issues[0], input);
  const fields = [...new Set(issues.map((i) => nameIssue(i, input).field))];
  return failure('unsupported-option', message, { field, details: { fields } });
};

const nameIssue = (
  issue: z.core.$ZodIssue | undefined,
  input: object,
): { readonly field: string; readonly message: string } => {
  if (!issue) return { field: 'recipe', message: 'The recipe is not one we know.' };
  const path = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    const field = [path, issue.keys[0]].filter(Boolean).join('.');
    return { field, message: `There is no option "${field}" in this recipe.` };
  }
  if (issue.code === 'invalid_union') {
    if (path === 'kind')
      return { field: 'kind', message: kindMessage('kind' in input ? input.kind : undefined) };
    const inner = closest(issue.errors);
    if (inner)
      return nameIssue({ ...inner, path: [...issue.path, ...inner.path] } as z.core.$ZodIssue, input);
  }
  return { field: path || 'recipe', message: `The option "${path}" cannot be honoured: ${issue.message}.` };
};

/** Of a union's alternatives, the one that came nearest: with unknown keys last, because those mean another shape. */
const closest = (errors: readonly (readonly z.core.$ZodIssue[])[]): z.core.$ZodIssue | undefined => {
  const ranked = [...errors].sort((a, b) => a.length - b.length);
  const flat = ranked.map((e) => e[0]).filter((e) => e !== undefined);
  return flat.find((e) => e.code !== 'unrecognized_keys' && e.code !== 'invalid_type') ?? flat[0];
};

const kindMessage = (kind: unknown): string => {
  const have = RECIPE_KINDS.join(', ');
  if (kind === undefined) return `A recipe names its kind: ${have}.`;
  return `There is no recipe of that kind; there are ${have}.`;
};
