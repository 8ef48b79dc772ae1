/**
 * `npm test`: every check in turn, cheapest first; stops at the first that fails, because what follows would only repeat it.
 * `npm test -- unit e2e` runs the named ones. Closes with one line of counts over all test runners.
 */
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';

const bin = (name: string) => `node_modules/.bin/${name}`;
const report = (name: string) => `.cache/test-reports/${name}.json`;
const vitest = (project: string) => [
  bin('vitest'),
  'run',
  '--project',
  project,
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report(project)}`,
];

const STEPS: Record<string, string[]> = {
  lint: [bin('biome'), 'ci', '--error-on-warnings', '.'],
  compose: [bin('dclint'), '-q', 'docker-compose.yml'],
  dockerfile: [process.execPath, 'scripts/lint-dockerfile.ts'],
  types: [bin('tsc'), '--noEmit'],
  imports: [
    bin('depcruise'),
    'app',
    'sandbox',
    'scripts',
    'tests',
    'bench',
    'woo-bridge/ui',
    '--config',
    '.dependency-cruiser.cjs',
  ],
  licences: [process.execPath, 'scripts/check-licences.ts'],
  unit: vitest('unit'),
  woo: [
    'sh',
    '-ec',
    'npm ci --no-fund --no-audit --prefix woo-bridge && npm run --silent --prefix woo-bridge check',
  ],
  // after the step before it: PHP 7.4 and 8.3 come from the plugin's packages
  php: ['npm', 'run', '--silent', '--prefix', 'woo-bridge', 'php'],
  integration: vitest('integration'),
  e2e: [bin('playwright'), 'test'],
};

/** Random tests take the same course again with the same seed. */
const seed = process.env.SOFTBOX_TEST_SEED ?? String(randomInt(2 ** 31 - 1));

const run = (command: string[]): Promise<number> =>
  new Promise((resolve) => {
    const child = spawn(command[0] ?? '', command.slice(1), {
      stdio: 'inherit',
      env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: report('e2e'), SOFTBOX_TEST_SEED: seed },
    });
    child.on('close', (code) => resolve(code ?? 1));
    child.on('error', () => resolve(1));
  });

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** Reads the counts that a runner wrote; a runner that wrote none counts as one failure. */
const countsOf = (name: string): Counts => {
  try {
    const json = JSON.parse(readFileSync(report(name), 'utf8'));
    if (name === 'e2e') {
      return {
        passed: json.stats.expected,
        failed: json.stats.unexpected + json.stats.flaky,
        skipped: json.stats.skipped,
      };
    }
    return {
      passed: json.numPassedTests,
      failed: json.numFailedTests,
      skipped: json.numPendingTests + json.numTodoTests,
    };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in STEPS));
if (unknown.length > 0) {
  console.error(`unknown: ${unknown.join(', ')}; one of ${Object.keys(STEPS).join(', ')}`);
  process.exit(2);
}
rmSync('.cache/test-reports', { recursive: true, force: true });
mkdirSync('.cache/test-reports', { recursive: true });

console.log(`random seed ${seed} (SOFTBOX_TEST_SEED takes the same course again)`);

const total: Counts = { passed: 0, failed: 0, skipped: 0 };
let failedStep: string | null = null;
for (const name of asked.length > 0 ? asked : Object.keys(STEPS)) {
  const started = Date.now();
  console.log(`\n── ${name}`);
  const code = await run(STEPS[name] ?? []);
  console.log(
    `── ${name}: ${code === 0 ? 'ok' : `failed (exit ${code})`} in ${((Date.now() - started) / 1000).toFixed(1)} s`,
  );
  if (['unit', 'integration', 'e2e'].includes(name)) {
    const counts = countsOf(name);
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
  }
  if (code !== 0) {
    failedStep = name;
    break;
  }
}
if (failedStep && total.failed === 0) total.failed = 1;
console.log(
  `\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`,
);
process.exit(failedStep ? 1 : 0);
