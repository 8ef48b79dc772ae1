import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDatabase } from '#app/adapters/prisma/client.ts';
import { makeStatementNames } from '#app/adapters/prisma/statement-names.ts';
import { type TestDatabase, withDatabase } from '#tests/support/database.ts';

describe('prepared statements', () => {
  let home: TestDatabase;
  beforeAll(async () => {
    home = await withDatabase();
  });
  afterAll(() => home.close());

  const preparedAfterAQuery = async (directUrl?: string): Promise<number> => {
    const database = makeDatabase({ url: home.url, directUrl, poolSize: 1 });
    try {
      await database.prisma.store.findMany({ take: 1 });
      const { rows } = await database.pool.query('SELECT count(*)::int AS n FROM pg_prepared_statements');
      return rows[0].n;
    } finally {
      await database.close();
    }
  };

  it('are kept on a connection of our own', async () => {
    expect(await preparedAfterAQuery()).toBe(1);
    expect(await preparedAfterAQuery(home.url)).toBe(1);
  });

  it('are not used where a pooler stands between, which would lose them', async () => {
    expect(await preparedAfterAQuery(`${home.url}?application_name=direct`)).toBe(0);
  });

  it('go unnamed beyond a bound, so that lists of changing length do not fill the server', () => {
    const nameOf = makeStatementNames();
    const names = Array.from({ length: 1000 }, (_, i) => nameOf({ sql: `SELECT ${i}` }));
    expect(new Set(names.filter((name) => name !== '')).size).toBe(400);
    expect(nameOf({ sql: 'SELECT 3' })).toBe(names[3]);
  });
});
