import { parseArgs } from 'node:util';
import { SANDBOX_CLAUDE_KEY, startSandboxClaude } from './start.ts';

/** `node sandbox/claude/main.ts [--port 4202] [--data DIR]` */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4202' },
    data: { type: 'string' },
  },
});
const sandbox = await startSandboxClaude({
  port: Number(values.port),
  ...(values.data ? { dataDir: values.data } : {}),
});
process.stdout.write(`Stand-in of Claude: ${sandbox.origin} (key: ${SANDBOX_CLAUDE_KEY})\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    sandbox.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
