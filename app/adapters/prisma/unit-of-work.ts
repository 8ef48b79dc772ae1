import type { UnitOfWork } from '#app/ports/unit-of-work.ts';
import type { Database, Db } from './client.ts';

/** Longest wait for a connection, and longest run, of one transaction. */
const MAX_WAIT_MS = 10_000;
const TIMEOUT_MS = 10_000;

/** `make` is usually `makeRepositories`: it is called once for each transaction, with that transaction's client. */
export const makeUnitOfWork = <R>(database: Database, make: (db: Db) => R): UnitOfWork<R> => ({
  transact: (work) =>
    database.prisma.$transaction((db) => work(make(db)), { maxWait: MAX_WAIT_MS, timeout: TIMEOUT_MS }),
});
