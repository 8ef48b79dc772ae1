import { parseArgs } from 'node:util';
import { SANDBOX_GEMINI_KEY, startSandboxGemini } from './start.ts';

/** `node sandbox/gemini/main.ts [--port 4201] [--data DIR] [--damage-share 0.3]` */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4201' },
    data: { type: 'string' },
    'damage-share': { type: 'string', default: '0' },
  },
});
const sandbox = await startSandboxGemini({
  port: Number(values.port),
  damages: { share: Number(values['damage-share']) },
  ...(values.data ? { dataDir: values.data } : {}),
});
process.stdout.write(`Stand-in of Gemini: ${sandbox.origin} (key: ${SANDBOX_GEMINI_KEY})\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    sandbox.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
