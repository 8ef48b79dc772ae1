import { parseArgs } from 'node:util';
import { SANDBOX_UNSPLASH_KEY, startSandboxUnsplash } from './start.ts';

/** `node sandbox/unsplash/main.ts [--port 4203] [--data DIR]` */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4203' },
    data: { type: 'string' },
  },
});
const sandbox = await startSandboxUnsplash({
  port: Number(values.port),
  ...(values.data ? { dataDir: values.data } : {}),
});
process.stdout.write(`Stand-in of Unsplash: ${sandbox.origin} (key: ${SANDBOX_UNSPLASH_KEY})\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    sandbox.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
