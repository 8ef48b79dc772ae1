import { execFile } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** Runs a script of an operator in a process of its own, with nothing in its environment but what is given. */
export const runScript = (
  script: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> =>
  new Promise((resolve) => {
    const env = { NODE_ENV: 'test' as const, PATH: process.env.PATH, ...variables };
    execFile(process.execPath, [script, ...args], { cwd: root, env }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err }),
    );
  });
