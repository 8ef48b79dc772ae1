import { MAX_PAGE, type Page, type PageRequest } from '#app/ports/repositories/page.ts';

const limitOf = (page: PageRequest): number => Math.min(MAX_PAGE, Math.max(1, Math.trunc(page.limit)));

/** Rows to ask for: one more than the page holds, to know whether there is another. */
export const takeOf = (page: PageRequest): number => limitOf(page) + 1;

export const pageOf = <T extends { readonly id: string }>(rows: readonly T[], page: PageRequest): Page<T> => {
  const items = rows.slice(0, limitOf(page));
  return { items, nextCursor: rows.length > items.length ? (items.at(-1)?.id ?? null) : null };
};
