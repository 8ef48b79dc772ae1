// Entry of `npm run demo | test | bench | dev …` on a machine that may have nothing but Node and npm: installs the packages,
// generates the database client, fetches and checks the cut-out model, builds the web bundle, then hands over to the task
// under the pinned Node. Uses no package itself. Each step is skipped when its inputs have not changed.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { flatMemory } from './flat-memory.mjs';
import { ensureSystemPrograms } from './system-programs.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [task = '', ...args] = process.argv.slice(2);

/** What each task needs, and the script that does it. */
const TASKS = {
  demo: { script: 'scripts/demo.ts', model: true, build: true, programs: [] },
  dev: { script: 'scripts/dev.ts', model: true, build: false, programs: [] },
  fidelity: { script: 'scripts/fidelity/main.ts', model: true, build: false, programs: [] },
  bench: { script: 'bench/main.ts', model: true, build: true, programs: ['redis-server'] },
  test: {
    script: 'scripts/test.ts',
    model: true,
    build: true,
    programs: ['chromium', 'redis-server', 'php', 'phpunit', 'phpcs'],
  },
  'test:long': {
    script: 'scripts/test-long.ts',
    model: true,
    build: true,
    programs: ['chromium', 'redis-server'],
  },
};

const say = (text) => process.stderr.write(`${text}\n`);
const fail = (text) => {
  say(`\nsoftbox: ${text}`);
  process.exit(1);
};

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19))
  fail(`Node 20.19 or newer is needed to start (this is ${process.version}).`);
if (!TASKS[task]) fail(`unknown task "${task}"; one of ${Object.keys(TASKS).join(', ')}`);

/** Runs a command, showing a line of life every few seconds; its output is shown only when it fails. */
function step(title, command, commandArgs, env = {}) {
  return new Promise((resolve) => {
    const started = Date.now();
    const seconds = () => Math.round((Date.now() - started) / 1000);
    say(`• ${title} …`);
    let output = '';
    const child = spawn(command, commandArgs, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    const keep = (chunk) => {
      output = (output + chunk).slice(-20_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const alive = setInterval(() => say(`  … still at it (${seconds()} s)`), 10_000);
    child.on('error', (error) => {
      clearInterval(alive);
      fail(`${title}: could not start ${command}: ${error.message}`);
    });
    child.on('close', (code) => {
      clearInterval(alive);
      if (code !== 0) {
        say(output);
        fail(`${title} failed (exit ${code}).`);
      }
      say(`  done in ${seconds()} s`);
      resolve();
    });
  });
}

const hash = createHash('sha256');
const digestOf = (paths) => {
  const digest = hash.copy();
  const add = (path) => {
    if (!existsSync(path)) return;
    if (statSync(path).isDirectory()) {
      for (const name of readdirSync(path).sort())
        if (name !== 'generated' && !name.includes('.test.')) add(join(path, name));
      return;
    }
    digest.update(path.slice(root.length)).update('\0').update(readFileSync(path)).update('\0');
  };
  for (const path of paths) add(join(root, path));
  return digest.digest('hex');
};

/** Runs `work` unless the stamp file says it was done for the same inputs and `product` is there. */
async function once(stampFile, inputs, product, work) {
  const stamp = join(root, stampFile);
  const want = digestOf(inputs);
  if (existsSync(join(root, product)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === want) return;
  await work();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, want);
}

const plan = TASKS[task];
await once(
  'node_modules/.softbox-packages',
  ['package.json', 'package-lock.json', '.npmrc'],
  'node_modules/.bin',
  () => step('installing packages (npm ci)', 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']),
);
// The pinned Node 22 of the `node` package: runs TypeScript as it stands, whatever Node started this script.
const node = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
if (!existsSync(node)) fail(`the pinned Node is missing at ${node}; remove node_modules and run this again.`);
await once(
  'node_modules/.softbox-prisma',
  ['prisma/schema.prisma', 'package-lock.json'],
  'app/generated/prisma/client.ts',
  () => step('generating the database client', node, ['scripts/prisma-generate.mjs']),
);
if (plan.model) {
  const model = spawnSync(node, ['scripts/model/ensure-model.mjs'], {
    cwd: root,
    // what it prints is a path; the task's own output may be read line by line as JSON
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (model.status !== 0) fail('the cut-out model could not be made ready (see above).');
}
if (plan.build) {
  await once(
    'build/.softbox-build',
    ['app', 'vite.config.ts', 'package-lock.json'],
    'build/server/index.js',
    () =>
      step('building the web bundle', node, [
        join('node_modules', '@remix-run', 'dev', 'dist', 'cli.js'),
        'vite:build',
      ]),
  );
}
if (!ensureSystemPrograms(plan.programs, say)) process.exit(1);

const child = spawn(node, ['--disable-warning=ExperimentalWarning', plan.script, ...args], {
  cwd: root,
  stdio: 'inherit',
  env: flatMemory({ ...process.env, PATH: `${join(root, 'node_modules', '.bin')}:${process.env.PATH}` }),
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
