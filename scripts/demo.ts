/** `npm run demo`: the sandbox store in the browser, or with `--headless` the main job unattended. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fillStore } from './demo/fill-store.ts';
import { parseDemoOptions, USAGE } from './demo/options.ts';
import { runMainJob } from './demo/run-main-job.ts';
import { makeDemoWoo } from './demo/woo.ts';
import { DEMO_SHOP, startStack } from './stack/start-stack.ts';

const DATA_DIR = '.data/demo';
const say = (text: string) => console.error(text);

/** Whoever looks at a placeholder shall know that it is one. */
const sayWhoDraws = (byStandIn: boolean) =>
  say(
    byStandIn
      ? 'No key of an image provider is set: stand-ins on this computer play Gemini, Claude and Unsplash. Their pictures are placeholders.'
      : 'A key of Gemini is set: scenes, redraws and edits that you order are drawn by it, and its bill is yours.',
  );

const headless = async (photos: string | null, out: string): Promise<number> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'softbox-demo-'));
  await mkdir(out, { recursive: true });
  say('Starting the sandbox: a stand-in for Shopify on this computer');
  const stack = await startStack({ dataDir, seed: photos === null, fastDatabase: true, standIns: true });
  sayWhoDraws(stack.drawsByStandIn);
  try {
    const filled = photos === null ? null : await fillStore(stack.sandbox, DEMO_SHOP, photos);
    for (const r of filled?.refused ?? []) say(`  refused: ${r.product}: ${r.reason}`);
    const summary = await runMainJob({
      stack,
      out,
      fileOf: filled?.fileOf ?? null,
      refused: filled?.refused ?? [],
      say,
    });
    for (const line of summary.mismatches) say(`MISMATCH ${line}`);
    console.log(
      `${summary.products} products, ${summary.assets.length} pictures, ${summary.refused.length} refused, ` +
        `${summary.published} published, ${summary.reverted} undone, ${summary.mismatches.length} mismatches. See ${out}/`,
    );
    await stack.stop();
    await rm(dataDir, { recursive: true, force: true });
    return summary.mismatches.length === 0 ? 0 : 1;
  } catch (error) {
    // what the processes said is kept only when it may be needed
    await stack.stop();
    throw new Error(
      `${error instanceof Error ? error.message : error}\nWhat its processes wrote is in ${dataDir}`,
    );
  }
};

const byHand = async (port: number | null, fresh: boolean): Promise<void> => {
  if (fresh) await rm(DATA_DIR, { recursive: true, force: true });
  say('Starting the sandbox: a stand-in for Shopify on this computer …');
  const woo = await makeDemoWoo(DATA_DIR, say);
  const stack = await startStack({
    dataDir: DATA_DIR,
    seed: true,
    standIns: true,
    env: woo.env,
    ...(port === null ? {} : { sandboxPort: port }),
  });
  await stack.sandbox.install(DEMO_SHOP);
  sayWhoDraws(stack.drawsByStandIn);
  const store = DEMO_SHOP.replace('.myshopify.com', '');
  console.log(`
Softbox is ready. Open

  ${stack.sandbox.origin}/store/${store}/apps/softbox

in a browser on this computer. It is a sandbox: nothing leaves it. What you do is kept in ${DATA_DIR};
start afresh with: npm run demo -- --fresh. Stop with Ctrl+C.`);
  const ended = new Promise<void>((done) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => done());
  });
  await woo.start(stack.webUrl);
  await ended;
  say('\nStopping …');
  await woo.stop();
  await stack.stop();
};

let options: ReturnType<typeof parseDemoOptions>;
try {
  options = parseDemoOptions(process.argv.slice(2));
} catch (error) {
  say(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
  process.exit(2);
}
try {
  if (options.headless) process.exitCode = await headless(options.photos, options.out ?? 'demo-out');
  else await byHand(options.port, options.fresh);
} catch (error) {
  say(`\nThe demo stopped: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
// whatever a failed start left open must not keep the command from ending
process.exit();
