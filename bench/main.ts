/**
 * Runs benches and prints one JSON line a figure on stdout; talk goes to stderr.
 *
 *   npm run bench                      all
 *   npm run bench -- NAME [NAME ...]   these
 *
 * Ends with code 1 when a figure does not hold its limit or a bench cannot run.
 */
import type { Bench } from './bench-line.ts';

/** Loaded only when asked for, so that one bench does not need what another needs. */
const BENCHES: Readonly<Record<string, () => Promise<{ readonly run: Bench }>>> = {
  'cutout-vs-model': () => import('./cutout-vs-model.ts'),
  'cutout-quality': () => import('./cutout-quality.ts'),
  'packshot-vs-sharp': () => import('./packshot-vs-sharp.ts'),
  'pipeline-vs-rows': () => import('./pipeline-vs-rows.ts'),
  'worker-memory': () => import('./worker-memory.ts'),
};

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

const main = async (asked: readonly string[]): Promise<number> => {
  const unknown = asked.filter((name) => !(name in BENCHES));
  if (unknown.length > 0) {
    say(`There is no bench ${unknown.join(', ')}. There are: ${Object.keys(BENCHES).join(', ')}.`);
    return 2;
  }
  let failed = 0;
  for (const [name, load] of Object.entries(BENCHES)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    say(`${name} …`);
    try {
      const { run } = await load();
      const result = await run();
      for (const line of Array.isArray(result) ? result : [result]) {
        process.stdout.write(`${JSON.stringify(line)}\n`);
        if (!line.holds) failed += 1;
      }
    } catch (e) {
      failed += 1;
      say(`${name} could not run: ${e instanceof Error ? (e.stack ?? e.message) : String(e)}`);
    }
  }
  return failed === 0 ? 0 : 1;
};

process.exitCode = await main(process.argv.slice(2));
