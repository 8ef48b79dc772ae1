/**
 * `npm run test:long`: the random suites in their long form (20 times as many cases; another number by SOFTBOX_TEST_FACTOR).
 * Run by hand before something is called done; `npm test` has their short form.
 */
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';

const SUITES = [
  'app/domain',
  'app/adapters/sharp/sharp-renderer',
  'tests/integration/work/ledger-law',
  'tests/integration/queue/kill',
  'tests/integration/stack',
  'tests/integration/models/mixed-run',
];
const seed = process.env.SOFTBOX_TEST_SEED ?? String(randomInt(2 ** 31 - 1));
const factor = process.env.SOFTBOX_TEST_FACTOR ?? '20';
console.log(`random seed ${seed}, ${factor} times the short form`);
const child = spawn(
  'node_modules/.bin/vitest',
  ['run', '--testTimeout=3600000', ...SUITES, ...process.argv.slice(2)],
  {
    stdio: 'inherit',
    env: { ...process.env, SOFTBOX_TEST_SEED: seed, SOFTBOX_TEST_FACTOR: factor },
  },
);
child.on('close', (code) => process.exit(code ?? 1));
