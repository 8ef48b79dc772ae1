/**
 * Starts one of the two processes: makes the cut-out model ready, then runs the entry with an environment that keeps its
 * memory flat (docs/decisions/013-flat-memory.md). Signals and the exit code pass through.
 *
 *   node scripts/run-process.mjs app/entry.web.ts | app/entry.worker.ts
 */
import { spawn } from 'node:child_process';
import { flatMemory } from './flat-memory.mjs';
import { ensureModel } from './model/ensure-model.mjs';

const [entry = ''] = process.argv.slice(2);
try {
  await ensureModel();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
const child = spawn(process.execPath, [entry], { stdio: 'inherit', env: flatMemory(process.env) });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
