import { createHash } from 'node:crypto';

/** Statements kept prepared on each connection. Lists of changing length make ever new texts; those beyond go unnamed. */
const MOST = 400;

/**
 * Names statements by their text, so that PostgreSQL parses and plans each once a connection instead of at every call.
 * Not behind a transaction pooler: there the next statement may land on a connection that has never heard of the name.
 */
export const makeStatementNames = (): ((query: { readonly sql: string }) => string) => {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size >= MOST) return '';
    const name = `s${createHash('sha256').update(sql).digest('hex').slice(0, 32)}`;
    names.set(sql, name);
    return name;
  };
};
