/**
 * `npm run dev`: the demo's stack, with the web bundle built again and the web process restarted whenever a source of the app
 * changes. Workers restart with it.
 */
import { spawn } from 'node:child_process';
import { watch } from 'chokidar';
import { DEMO_SHOP, startStack } from './stack/start-stack.ts';

/** A pause after the last change, so that a save of many files is one build. */
const QUIET_MS = 400;

const build = (): Promise<boolean> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, ['node_modules/@remix-run/dev/dist/cli.js', 'vite:build'], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    child.on('close', (code) => resolve(code === 0));
  });

if (!(await build())) process.exit(1);
const stack = await startStack({ dataDir: '.data/demo', seed: true, standIns: true });
await stack.sandbox.install(DEMO_SHOP);
const address = `${stack.sandbox.origin}/store/${DEMO_SHOP.replace('.myshopify.com', '')}/apps/softbox`;
console.log(`Softbox is ready at ${address}\nIt is a sandbox. Watching app/ for changes; stop with Ctrl+C.`);

let timer: NodeJS.Timeout | undefined;
let busy: Promise<void> = Promise.resolve();
const rebuild = async () => {
  console.log('building …');
  if (!(await build())) return console.log('the build failed; the old one keeps running');
  await stack.restartWeb();
  await Promise.all(stack.workers.map((_, index) => stack.restartWorker(index)));
  console.log(`ready again at ${address}`);
};
const watcher = watch('app', { ignoreInitial: true, ignored: [/^app\/generated/, /\.test\.tsx?$/] });
watcher.on('all', () => {
  clearTimeout(timer);
  timer = setTimeout(() => {
    busy = busy.then(rebuild).catch((error: unknown) => console.error(error));
  }, QUIET_MS);
});
await new Promise<void>((done) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => done());
});
await watcher.close();
clearTimeout(timer);
await busy;
await stack.stop();
