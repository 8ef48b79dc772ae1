import type { Repositories } from '#app/adapters/prisma/repositories.ts';
import type { SeededStore } from '#tests/support/seed-store.ts';

/** Why a method takes no storeId (invariant 4 names these). */
export const EXEMPTIONS = {
  'session store': 'a session comes before its store',
  'webhook inbox': 'a delivery belongs to no store until it is handled',
  sweep: 'background work across stores; no request reaches it',
  authentication: 'finds out which store a proven caller is',
  'no tenant data': 'its rows belong to no store',
  operator: 'only commands of whoever runs the installation call it',
} as const;

/**
 * How the walk calls one method: with `storeId` as the caller, and otherwise only with names of things of the seeded store
 * `s`. The walk calls it as the owner, where it must do or show something, and as another store, where it must not.
 */
type Call<R> = (repository: R, storeId: string, s: SeededStore) => unknown;
type Entry<R> = Call<R> | { readonly exempt: keyof typeof EXEMPTIONS };
export type Walk = {
  readonly [R in keyof Repositories]: { readonly [M in keyof Repositories[R]]: Entry<Repositories[R]> };
};

export const PAGE = { limit: 50 };
export const inDays = (s: SeededStore, days: number) => new Date(s.now.getTime() + days * 86_400_000);
export const later = (s: SeededStore) => new Date(s.now.getTime() + 1_000);
