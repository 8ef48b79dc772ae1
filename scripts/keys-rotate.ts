/** Seals every stored secret with the first of SOFTBOX_ENCRYPTION_KEYS: see docs/encryption-keys.md. `npm run keys:rotate` */
import { BadEnvironment } from '#app/env.server.ts';
import { makeRotateKeys } from '#app/use-cases/rotate-keys.ts';
import { openData } from './operator/open-data.ts';
import { rotationWords } from './operator/rotation-words.ts';

const run = async () => {
  const { repositories, keyring, close } = await openData(process.env);
  try {
    const homes = {
      'shopify-session': repositories.sessionRows,
      'bridge-key': repositories.bridgeKeys,
      'woo-connection': repositories.wooConnections,
    };
    return rotationWords(await makeRotateKeys({ homes, keyring })(), keyring.activeKeyId);
  } finally {
    await close();
  }
};

try {
  const { text, isComplete } = await run();
  (isComplete ? console.log : console.error)(text);
  process.exitCode = isComplete ? 0 : 1;
} catch (error) {
  console.error(error instanceof BadEnvironment ? error.message : error);
  process.exitCode = 1;
}
