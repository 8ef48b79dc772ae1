import { FRESH_GATE, type GateState } from '#app/domain/providers/gate-types.ts';
import type { GateStates } from '#app/ports/gate-states.ts';
import type { Database } from './client.ts';

/**
 * Gate states in PostgreSQL: one row a model, replaced by compare-and-set on its version. No lock is held between reading
 * and writing, so a worker that dies in between holds up nobody.
 */
export const openGateStates = (database: Pick<Database, 'pool'>): GateStates => ({
  async read({ provider, model }) {
    const { rows } = await database.pool.query<{
      now: string;
      version: string | null;
      state: GateState | null;
    }>(
      `SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint::text AS now, g.version::text AS version, g.state
       FROM (SELECT 1) AS one LEFT JOIN provider_gates g ON g.provider = $1 AND g.model = $2`,
      [provider, model],
    );
    const row = rows[0];
    if (!row) throw new Error('a query of one row gave none');
    return { state: row.state ?? FRESH_GATE, version: row.version, now: Number(row.now) };
  },
  async write({ provider, model }, version, state) {
    const sql =
      version === null
        ? `INSERT INTO provider_gates (provider, model, version, state, updated_at)
           VALUES ($1, $2, 1, $3::jsonb, now()) ON CONFLICT (provider, model) DO NOTHING`
        : `UPDATE provider_gates SET version = version + 1, state = $3::jsonb, updated_at = now()
           WHERE provider = $1 AND model = $2 AND version = $4::bigint`;
    const values = [provider, model, JSON.stringify(state), ...(version === null ? [] : [version])];
    const { rowCount } = await database.pool.query(sql, values);
    return rowCount === 1;
  },
});
