/** Issues, revokes and lists the keys of bridges: see USAGE. `npm run bridge-key -- …` */
import { randomBytes } from 'node:crypto';
import { newId } from '#app/adapters/node/new-id.ts';
import { systemClock } from '#app/adapters/node/system-clock.ts';
import { BadEnvironment } from '#app/env.server.ts';
import { makeManageBridgeKeys } from '#app/use-cases/manage-bridge-keys.ts';
import { runBridgeKeyCommand } from './operator/bridge-key-command.ts';
import { openData } from './operator/open-data.ts';

const run = async () => {
  const data = await openData(process.env);
  try {
    const { bridgeKeys, stores, auditLog } = data.repositories;
    const keys = makeManageBridgeKeys({
      bridgeKeys,
      stores,
      auditLog,
      keyring: data.keyring,
      clock: systemClock,
      newId,
      randomHex32: () => randomBytes(32).toString('hex'),
    });
    return await runBridgeKeyCommand(process.argv.slice(2), { keys, stores });
  } finally {
    await data.close();
  }
};

try {
  const { exitCode, text } = await run();
  (exitCode === 0 ? console.log : console.error)(text);
  process.exitCode = exitCode;
} catch (error) {
  console.error(error instanceof BadEnvironment ? error.message : error);
  process.exitCode = 1;
}
