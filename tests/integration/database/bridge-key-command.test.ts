import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#app/adapters/node/new-id.ts';
import { systemClock } from '#app/adapters/node/system-clock.ts';
import { makeRepositories, type Repositories } from '#app/adapters/prisma/repositories.ts';
import { makeKeyring } from '#app/adapters/secrets/keyring.ts';
import { makeFindBridgeKey } from '#app/use-cases/bridge-keys.ts';
import { makeManageBridgeKeys } from '#app/use-cases/manage-bridge-keys.ts';
import { runBridgeKeyCommand } from '#scripts/operator/bridge-key-command.ts';
import { makeTestStore } from '#tests/support/catalogue.ts';
import { type TestDatabase, withDatabase } from '#tests/support/database.ts';
import { everythingIn } from '#tests/support/everything.ts';
import { runScript } from '#tests/support/operator-command.ts';

let db: TestDatabase;
let repositories: Repositories;
beforeAll(async () => {
  db = await withDatabase();
  repositories = makeRepositories(db.database.prisma);
});
afterAll(() => db.close());

const key = { id: 'k1', key: randomBytes(32) };
const keyring = makeKeyring({ keys: [key], activeId: 'k1' });

/** The command in a process of its own, as an operator calls it. */
const npmRun = (...args: string[]) =>
  runScript('scripts/bridge-key.ts', args, {
    DATABASE_URL: db.url,
    SOFTBOX_ENCRYPTION_KEYS: `k1:${key.key.toString('base64')}`,
  });
/** The same, quicker. */
const command = (...args: string[]) =>
  runBridgeKeyCommand(args, {
    keys: makeManageBridgeKeys({
      ...repositories,
      keyring,
      clock: systemClock,
      newId,
      randomHex32: () => randomBytes(32).toString('hex'),
    }),
    stores: repositories.stores,
  });
const find = (keyId: string) => makeFindBridgeKey({ bridgeKeys: repositories.bridgeKeys, keyring })(keyId);

describe('npm run bridge-key', () => {
  it('works on the database and with the keys of the environment, and ends with what came of it', async () => {
    const { storeId } = await makeTestStore(db.database, 0);
    const issued = await npmRun('issue', '--store', storeId);
    const [, keyId = '', secret = ''] = /^key +(\S+)\nsecret +([0-9a-f]{64})\n/.exec(issued.out) ?? [];
    expect(await find(keyId)).toEqual({ id: keyId, storeId, secret });
    expect(await npmRun('revoke', '--store', storeId, '--key', newId())).toEqual({
      code: 1,
      out: '',
      err: expect.stringContaining('no such key'),
    });
  });

  it('issues a key that opens its store, lists it without its secret, and revokes it', async () => {
    const { storeId } = await makeTestStore(db.database, 0);
    const issued = await command('issue', '--store', storeId);
    const [, keyId = '', secret = ''] = /^key +(\S+)\nsecret +([0-9a-f]{64})\n/.exec(issued.text) ?? [];
    expect(await find(keyId)).toEqual({ id: keyId, storeId, secret });
    const listed = await command('list', '--store', `${storeId}.myshopify.com`);
    expect(listed.text).toMatch(new RegExp(`^${keyId} {2}issued 20.*in use$`));
    expect(listed.text).not.toContain(secret);
    expect(await command('revoke', '--store', storeId, '--key', keyId)).toMatchObject({ exitCode: 0 });
    expect(await find(keyId)).toBeNull();
    expect((await command('list', '--store', storeId)).text).toContain('revoked 20');
    const { items } = await repositories.auditLog.list(storeId, { limit: 10 });
    expect(items.map(({ action, actor, subjectId }) => [action, actor, subjectId])).toEqual([
      ['revoke-bridge-key', 'operator', keyId],
      ['issue-bridge-key', 'operator', keyId],
    ]);
    expect(JSON.stringify(items)).not.toContain(secret);
  });

  it('refuses what cannot be done, says why, and changes nothing', async () => {
    const { storeId: mine } = await makeTestStore(db.database, 0);
    const { storeId: theirs } = await makeTestStore(db.database, 0);
    const { storeId: gone } = await makeTestStore(db.database, 0);
    await repositories.stores.markUninstalled(gone, new Date());
    const issued = await command('issue', '--store', theirs);
    const [, keyId = ''] = /^key +(\S+)/.exec(issued.text) ?? [];
    const before = await everythingIn(db.database);
    const refused: readonly (readonly [args: string[], code: number, words: RegExp])[] = [
      [['revoke', '--store', mine, '--key', keyId], 1, /no such key/],
      [['issue', '--store', newId()], 1, /no such store/],
      [['issue', '--store', 'nobody.myshopify.com'], 1, /no such store/],
      [['issue', '--store', gone], 1, /not connected/],
      [['issue'], 2, /--store/],
      [['revoke', '--store', theirs], 2, /--key/],
      [['revoke', '--store', theirs, '--key', 'x'], 2, /--key/],
      [['destroy', '--store', theirs], 2, /destroy/],
      [['issue', '--shop', theirs], 2, /--shop/],
      [[], 2, /npm run bridge-key/],
    ];
    for (const [args, code, words] of refused) {
      const answer = await command(...args);
      expect([args, answer.exitCode]).toEqual([args, code]);
      expect(answer.text).toMatch(words);
    }
    expect(await everythingIn(db.database)).toEqual(before);
    expect(await find(keyId)).not.toBeNull();
  });
});
