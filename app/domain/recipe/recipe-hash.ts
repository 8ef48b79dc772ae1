import type { Recipe } from './recipe.ts';

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

const canonical = (value: Json): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`).join(',')}}`;
  }
  return JSON.stringify(value);
};

/** The recipe as canonical JSON: keys sorted, no white space. Equal recipes give equal text. */
export const canonicalRecipe = (recipe: Recipe): string => canonical(recipe as unknown as Json);

/** Name of a recipe: the hash of its canonical text. `sha256` comes from outside, the domain has no crypto of its own. */
export const recipeHash = (recipe: Recipe, sha256: (text: string) => string): string =>
  sha256(canonicalRecipe(recipe));
