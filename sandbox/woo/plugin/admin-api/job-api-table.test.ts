import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { JOB_API_ROWS } from './job-api-table.ts';

const ID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const CAPABILITIES: Record<string, string> = {
  SEE: 'edit_products',
  PUBLISH: 'edit_others_products',
  MANAGE: 'manage_woocommerce',
};

/** The rows of the plugin's own table, read out of its source. */
const rowsOfPlugin = () => {
  const source = readFileSync('woo-bridge/src/AdminApi/JobApiTable.php', 'utf8');
  return [...source.matchAll(/self::row\(([^)]+)\)/g)].map(([, inside = '']) => {
    const [method = '', path = '', capability = 'self::SEE', kind = 'self::JSON', seconds = 'self::SHORT_S'] =
      inside.split(',').map((part) => part.trim());
    return {
      method: method.slice(1, -1),
      pattern: `^${path.slice(1, -1).replace('$id', ID)}$`,
      capability: CAPABILITIES[capability.replace('self::', '')],
      isPicture: kind === 'self::PICTURE',
      timeoutMs: seconds === 'self::LONG_S' ? 15_000 : 10_000,
    };
  });
};

test('the stand-in passes on exactly the calls that the plugin passes on, to the same people', () => {
  const mine = JOB_API_ROWS.map((row) => ({ ...row, pattern: row.pattern.source.replaceAll('\\/', '/') }));
  const theirs = rowsOfPlugin();
  expect(theirs.length).toBeGreaterThan(30);
  expect(mine).toEqual(theirs);
});
