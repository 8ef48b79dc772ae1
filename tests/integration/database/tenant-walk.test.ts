import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { v7 as newId } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '#app/adapters/prisma/client.ts';
import { REPOSITORIES } from '#app/adapters/prisma/repositories.ts';
import { type TestDatabase, withDatabase } from '#tests/support/database.ts';
import { type SeededStore, seedStore } from '#tests/support/seed-store.ts';
import { EXEMPTIONS, WALK } from './tenant-walk.ts';

const ADAPTER = join(import.meta.dirname, '../../../app/adapters/prisma');
/** Factories of that folder that are no repositories. */
const NO_REPOSITORY = [
  'makeAdvisoryLock',
  'makeDatabase',
  'makeRepositories',
  'makeStatementNames',
  'makeUnitOfWork',
];

type AnyCall = (repository: object, storeId: string, s: SeededStore) => unknown;
const methods = Object.entries(WALK).flatMap(([repository, entries]) =>
  Object.entries(entries).map(([method, entry]) => ({
    repository: repository as keyof typeof REPOSITORIES,
    method,
    entry: entry as AnyCall | { readonly exempt: keyof typeof EXEMPTIONS },
  })),
);

/** Everything in a result as text, whatever it is made of. */
const textOf = (value: unknown): string =>
  JSON.stringify(value, (_key, v: unknown) => {
    if (typeof v === 'bigint') return `${v}n`;
    if (v instanceof Map) return [...v];
    if (v instanceof Set) return [...v];
    if (v instanceof Uint8Array) return Buffer.from(v).toString('latin1');
    return v;
  }) ?? 'undefined';

describe('no repository shows or changes what belongs to another store', () => {
  let db: TestDatabase;
  let owner: SeededStore;
  /** Another store, with nothing in it yet. */
  const other = newId();
  let tables: string[];

  beforeAll(async () => {
    db = await withDatabase();
    owner = await seedStore(db.database.prisma, 'ownersmark');
    await db.database.prisma.store.create({
      data: { id: other, platform: 'shopify', externalId: 'other.myshopify.com', name: 'Other' },
    });
    const { rows } = await db.database.pool.query<{ table_name: string }>(
      `SELECT table_name FROM information_schema.columns
       WHERE table_schema = 'public' AND column_name = 'store_id' ORDER BY 1`,
    );
    tables = rows.map((row) => row.table_name);
  });
  afterAll(() => db.close());

  /** All rows of the owner, as text. */
  const rowsOfOwner = async (tx: Db): Promise<string> => {
    const parts = [];
    for (const table of tables) {
      parts.push(
        await tx.$queryRawUnsafe(
          `SELECT '${table}' AS t, to_jsonb(r)::text AS row FROM "${table}" r WHERE store_id = $1::uuid ORDER BY 2`,
          owner.storeId,
        ),
      );
    }
    parts.push(
      await tx.$queryRaw`SELECT to_jsonb(s)::text AS row FROM stores s WHERE id = ${owner.storeId}::uuid`,
    );
    return textOf(parts);
  };

  /** Calls a method for a caller and takes everything back again. */
  const callAs = async (caller: string, repository: keyof typeof REPOSITORIES, call: AnyCall) => {
    const undo = new Error('undo');
    let outcome = { result: '', changedOwner: false };
    await db.database.prisma
      .$transaction(async (tx) => {
        const before = await rowsOfOwner(tx);
        const result = textOf(await call(REPOSITORIES[repository](tx), caller, owner));
        outcome = { result, changedOwner: (await rowsOfOwner(tx)) !== before };
        throw undo;
      })
      .catch((error: unknown) => {
        if (error !== undo) throw error;
      });
    return outcome;
  };

  /** What names the owner or anything of it. */
  const traces = (): string[] =>
    Object.values(owner)
      .flatMap((value) => (value !== null && typeof value === 'object' ? Object.values(value) : [value]))
      .filter((value) => typeof value === 'string');

  const walked = methods.flatMap(({ entry, ...rest }) =>
    typeof entry === 'function' ? [{ name: `${rest.repository}.${rest.method}`, ...rest, call: entry }] : [],
  );

  it.each(walked)('$name', async ({ repository, call }) => {
    const asOther = await callAs(other, repository, call);
    expect(asOther.changedOwner).toBe(false);
    for (const trace of traces()) expect(asOther.result).not.toContain(trace);

    // the same call by the owner: were it without effect, the above would prove nothing
    const asOwner = await callAs(owner.storeId, repository, call);
    expect(asOwner.changedOwner || asOwner.result !== asOther.result).toBe(true);
  });

  it('is walked method by method: none is missing, none is there no more', () => {
    for (const [name, make] of Object.entries(REPOSITORIES)) {
      const described = methods.filter((m) => m.repository === name).map((m) => m.method);
      expect(described.sort(), name).toEqual(Object.keys(make(db.database.prisma)).sort());
    }
    expect(Object.keys(WALK).sort()).toEqual(Object.keys(REPOSITORIES).sort());
  });

  it('excepts methods for a named reason only', () => {
    for (const { entry, repository, method } of methods) {
      if (typeof entry === 'function') continue;
      expect(Object.keys(EXEMPTIONS), `${repository}.${method}`).toContain(entry.exempt);
    }
  });

  it('knows every repository of the folder', async () => {
    const known = new Set<unknown>(Object.values(REPOSITORIES));
    for (const file of (await readdir(ADAPTER)).filter((f) => f.endsWith('.ts') && !f.endsWith('.test.ts'))) {
      const module: Record<string, unknown> = await import(join(ADAPTER, file));
      for (const [name, value] of Object.entries(module)) {
        if (!/^make[A-Z]/.test(name) || NO_REPOSITORY.includes(name)) continue;
        expect(known.has(value), `${name} in ${file} is not in REPOSITORIES`).toBe(true);
      }
    }
  });

  it('sees rows of the owner in every table of a tenant', async () => {
    for (const table of tables) {
      const { rowCount } = await db.database.pool.query(
        `SELECT 1 FROM "${table}" WHERE store_id = $1 LIMIT 1`,
        [owner.storeId],
      );
      expect(rowCount, table).toBe(1);
    }
  });
});
