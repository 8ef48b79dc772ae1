import type { Database } from '#app/adapters/prisma/client.ts';

/** Rows of each table, and a checksum of them all; tables without rows are left out. */
export type Everything = Readonly<Record<string, string>>;

/**
 * All that a database holds, table by table, as `<rows>:<checksum>`. Two that are equal mean that nothing was added, changed
 * or taken away between them, in whatever table.
 */
export const everythingIn = async ({ pool }: Pick<Database, 'pool'>): Promise<Everything> => {
  const tables = await pool.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' ORDER BY 1`,
  );
  const held: Record<string, string> = {};
  for (const { name } of tables.rows) {
    const counted = await pool.query<{ rows: string; sum: string | null }>(
      `SELECT count(*) AS rows, md5(string_agg(t::text, E'\\n' ORDER BY t::text)) AS sum FROM "${name}" t`,
    );
    const [row] = counted.rows;
    if (row && row.rows !== '0') held[name] = `${row.rows}:${row.sum}`;
  }
  return held;
};

/** How many rows each table has more than before. */
export const rowsAdded = (before: Everything, after: Everything): Record<string, number> => {
  const count = (held: Everything, table: string) => Number(held[table]?.split(':')[0] ?? 0);
  const tables = new Set([...Object.keys(before), ...Object.keys(after)]);
  const added = [...tables].map((table) => [table, count(after, table) - count(before, table)] as const);
  return Object.fromEntries(added.filter(([, rows]) => rows !== 0));
};
