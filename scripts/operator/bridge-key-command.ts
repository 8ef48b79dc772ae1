import { parseArgs } from 'node:util';
import { validate as isUuid } from 'uuid';
import type { Failure } from '#app/domain/failure.ts';
import { ok } from '#app/domain/result.ts';
import type { Stores } from '#app/ports/repositories/stores.ts';
import type { ManageBridgeKeys } from '#app/use-cases/manage-bridge-keys.ts';
import { storeIdOf } from './store-by-name.ts';

export const USAGE = `Keys with which a bridge (the WordPress plugin) signs its calls to the job API.

  npm run bridge-key -- issue  --store STORE
  npm run bridge-key -- revoke --store STORE --key KEY
  npm run bridge-key -- list   --store STORE

STORE is a store's id, its myshopify.com domain, or the address of its WooCommerce site.`;

export interface BridgeKeyCommandDeps {
  readonly keys: ManageBridgeKeys;
  readonly stores: Pick<Stores, 'findByExternalId'>;
}

export interface CommandAnswer {
  readonly exitCode: 0 | 1 | 2;
  readonly text: string;
}

/** For the audit log. */
const ACTOR = 'operator';

const misused = (why: string): CommandAnswer => ({ exitCode: 2, text: `${why}\n\n${USAGE}` });
const failed = (why: Failure): CommandAnswer => ({ exitCode: 1, text: why.message });
const said = (text: string): CommandAnswer => ({ exitCode: 0, text });

const readArgs = (args: readonly string[]) => {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { store: { type: 'string' }, key: { type: 'string' } },
    });
    return ok({ ...values, verbs: positionals });
  } catch (error) {
    return { ok: false as const, error: error instanceof Error ? error.message : String(error) };
  }
};

const issue = async (deps: BridgeKeyCommandDeps, storeId: string): Promise<CommandAnswer> => {
  const issued = await deps.keys.issue(storeId, ACTOR);
  if (!issued.ok) return failed(issued.error);
  const { keyId, secret } = issued.value;
  return said(`key     ${keyId}\nsecret  ${secret}\n\nThe secret is shown this once.`);
};

const list = async (deps: BridgeKeyCommandDeps, storeId: string): Promise<CommandAnswer> => {
  const keys = await deps.keys.list(storeId);
  if (!keys.ok) return failed(keys.error);
  if (keys.value.length === 0) return said('The store has no keys.');
  const lines = keys.value.map(({ id, createdAt, revokedAt }) => {
    const state = revokedAt ? `revoked ${revokedAt.toISOString()}` : 'in use';
    return `${id}  issued ${createdAt.toISOString()}  ${state}`;
  });
  return said(lines.join('\n'));
};

/** Does what one call of `npm run bridge-key` asks for. Exit code 1: it could not be done; 2: not understood. */
export const runBridgeKeyCommand = async (
  args: readonly string[],
  deps: BridgeKeyCommandDeps,
): Promise<CommandAnswer> => {
  const read = readArgs(args);
  if (!read.ok) return misused(read.error);
  const { store, key, verbs } = read.value;
  const [verb, ...more] = verbs;
  if (more.length > 0) return misused(`"${more[0]}" is one word too many.`);
  if (verb !== 'issue' && verb !== 'revoke' && verb !== 'list') {
    return misused(verb === undefined ? 'Say what to do.' : `There is no "${verb}".`);
  }
  if (!store) return misused('Name the store with --store.');
  if ((key !== undefined) !== (verb === 'revoke')) return misused('--key goes with revoke, and only there.');
  const storeId = await storeIdOf(deps.stores, store);
  if (storeId === null) return { exitCode: 1, text: 'There is no such store.' };
  switch (verb) {
    case 'issue':
      return issue(deps, storeId);
    case 'list':
      return list(deps, storeId);
    case 'revoke': {
      if (key === undefined || !isUuid(key)) return misused('--key is not the id of a key.');
      const revoked = await deps.keys.revoke(storeId, key, ACTOR);
      return revoked.ok ? said(`The key ${key} is revoked.`) : failed(revoked.error);
    }
  }
};
