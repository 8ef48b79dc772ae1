/** Builds the plugin's screens and what they need of WordPress, for the stand-in of a site: the demo's and the tests'. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import type { Preparation } from '#sandbox/woo/plugin/files.ts';

const FOLDER = 'woo-bridge';
const STAMP = `${FOLDER}/.cache/screens`;
const PRODUCTS = [`${FOLDER}/build/admin.js`, `${FOLDER}/.cache/wordpress/wp.js`];
/** What the screens are made of; the plugin's types come from the API document, its recipes from the domain. */
const INPUTS = [
  `${FOLDER}/ui`,
  `${FOLDER}/scripts`,
  `${FOLDER}/package-lock.json`,
  'app/domain',
  'docs/api/openapi.json',
];

export interface ScreenPreparation {
  now(): Preparation;
  /** When it is over, one way or the other. */
  readonly done: Promise<Preparation>;
  /** Ends a command that still runs. */
  stop(): void;
}

const digest = async (): Promise<string> => {
  const hash = createHash('sha256');
  const add = async (path: string): Promise<void> => {
    const entries = await readdir(path, { withFileTypes: true }).catch(() => null);
    if (entries === null) {
      hash.update(path).update(await readFile(path));
      return;
    }
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1)))
      if (!entry.name.includes('.test.')) await add(join(path, entry.name));
  };
  for (const path of INPUTS) await add(path);
  return hash.digest('hex');
};

type Lock = { packages: Record<string, { version?: string; optional?: boolean }> };
const lockOf = async (path: string): Promise<Lock | null> => {
  const text = await readFile(path, 'utf8').catch(() => null);
  return text === null ? null : (JSON.parse(text) as Lock);
};

/** Whether npm has put there what the lock file asks for. */
const hasPackages = async (): Promise<boolean> => {
  const there = await lockOf(`${FOLDER}/node_modules/.package-lock.json`);
  const wanted = await lockOf(`${FOLDER}/package-lock.json`);
  if (!there || !wanted) return false;
  return Object.entries(wanted.packages).every(
    ([path, { version, optional }]) =>
      path === '' || optional === true || there.packages[path]?.version === version,
  );
};

const KEPT_OUTPUT = 4_000;

/**
 * Begins at once, in the background and behind everything else on the machine, unless the screens are there already. With
 * `quiet: false` it takes its share of the machine, for a caller that only waits for it.
 */
export const prepareScreens = ({ quiet }: { readonly quiet: boolean }): ScreenPreparation => {
  const started = Date.now();
  let state: 'working' | 'ready' | { readonly problem: string } = 'working';
  let step = 'Looking at what is there';
  let stop = () => {};
  const now = (): Preparation => {
    if (state === 'working')
      return { state: 'working', step, seconds: Math.round((Date.now() - started) / 1000) };
    return state === 'ready' ? { state } : { state: 'failed', problem: state.problem };
  };

  const run = (title: string, args: readonly string[]): Promise<void> =>
    new Promise((resolve, reject) => {
      step = title;
      const child = spawn('npm', [...args, '--prefix', FOLDER], {
        stdio: ['ignore', 'pipe', 'pipe'],
        shell: process.platform === 'win32',
      });
      if (quiet && child.pid !== undefined) setPriority(child.pid, 15);
      stop = () => void child.kill();
      let output = '';
      const keep = (chunk: Buffer) => {
        output = (output + chunk.toString()).slice(-KEPT_OUTPUT);
      };
      child.stdout.on('data', keep);
      child.stderr.on('data', keep);
      child.on('error', (error) => reject(new Error(`${title}: ${error.message}`)));
      child.on('close', (code) =>
        code === 0
          ? resolve()
          : reject(new Error(`${title} (npm ${args.join(' ')}) failed:\n${output.trim()}`)),
      );
    });

  const work = async (): Promise<void> => {
    const want = await digest();
    const stamp = await readFile(STAMP, 'utf8').catch(() => null);
    if (stamp === want && PRODUCTS.every((path) => existsSync(path))) return;
    if (!(await hasPackages()))
      await run('Fetching the packages of its screens', [
        'ci',
        '--no-audit',
        '--no-fund',
        '--loglevel=error',
      ]);
    await run('Building its screens', ['run', '--silent', 'build']);
    await run('Building what they need of WordPress', ['run', '--silent', 'sandbox-globals']);
    await mkdir(join(FOLDER, '.cache'), { recursive: true });
    await writeFile(STAMP, want);
  };
  const done = work().then(
    () => {
      state = 'ready';
      return now();
    },
    (error: unknown) => {
      state = { problem: error instanceof Error ? error.message : String(error) };
      return now();
    },
  );
  return { now, done, stop: () => stop() };
};
