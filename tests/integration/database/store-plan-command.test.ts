import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#app/adapters/node/new-id.ts';
import { makePinoLog } from '#app/adapters/node/pino-log.ts';
import { makeRepositories, type Repositories } from '#app/adapters/prisma/repositories.ts';
import { makeUnitOfWork } from '#app/adapters/prisma/unit-of-work.ts';
import { recipeSchema } from '#app/domain/recipe/recipe.ts';
import { makeGrantMonthlyCredit, makeManagePlans } from '#app/use-cases/manage-plans.ts';
import { runStorePlanCommand } from '#scripts/operator/store-plan-command.ts';
import { makeTestStore } from '#tests/support/catalogue.ts';
import { type TestDatabase, withDatabase } from '#tests/support/database.ts';
import { everythingIn } from '#tests/support/everything.ts';
import { runScript } from '#tests/support/operator-command.ts';

let db: TestDatabase;
let repositories: Repositories;
let time = new Date('2031-05-14T12:00:00Z');
const clock = { now: () => time };
const log = makePinoLog({ level: 'silent', process: 'worker' });
beforeAll(async () => {
  db = await withDatabase({ poolSize: 10 });
  repositories = makeRepositories(db.database.prisma);
});
afterAll(() => db.close());

const command = (...args: string[]) =>
  runStorePlanCommand(args, {
    plans: makeManagePlans({ ...repositories, clock, newId }),
    stores: repositories.stores,
  });
const sweep = () => makeGrantMonthlyCredit({ plans: repositories.plans, clock, log })();
const set = (store: string, credit: string, name = 'Starter') =>
  command('set', '--store', store, '--name', name, '--credit', credit);
const grants = async (storeId: string) => {
  const { items } = await repositories.ledger.entries(storeId, { limit: 50 });
  // entries of one moment have no order
  return items.map(({ kind, amount }) => `${kind} ${amount}`).sort();
};

describe('npm run store:plan', () => {
  it('works on the database of the environment, and ends with what came of it', async () => {
    const { storeId } = await makeTestStore(db.database, 0);
    const run = (...args: string[]) => runScript('scripts/store-plan.ts', args, { DATABASE_URL: db.url });
    const made = await run('set', '--store', storeId, '--name', 'Starter', '--credit', '5');
    expect(made).toMatchObject({ code: 0, out: expect.stringContaining('Granted $5.00 now.') });
    expect(await repositories.ledger.balance(storeId)).toBe(5_000_000n);
    expect(await run('show', '--store', newId())).toEqual({
      code: 1,
      out: '',
      err: 'There is no such store.\n',
    });
  });

  it("grants a month's credit once, however often it is set, swept and swept at once", async () => {
    const { storeId } = await makeTestStore(db.database, 0);
    time = new Date('2031-05-14T12:00:00Z');
    expect((await set(storeId, '5')).text).toContain('Granted $5.00 now.');
    expect((await set(storeId, '5')).text).toContain('Nothing was lacking');
    await Promise.all(Array.from({ length: 6 }, sweep));
    expect(await grants(storeId)).toEqual(['grant 5000000']);
    time = new Date('2031-06-01T00:00:00Z');
    await Promise.all(Array.from({ length: 6 }, sweep));
    await sweep();
    expect(await grants(storeId)).toEqual(['grant 5000000', 'grant 5000000']);
    // a clock that goes back grants no month again
    time = new Date('2031-05-31T23:00:00Z');
    await sweep();
    await set(storeId, '5');
    expect(await grants(storeId)).toHaveLength(2);
  });

  it('grants the difference when a plan is raised, takes nothing back when it is lowered, and ends with credit 0', async () => {
    const { storeId } = await makeTestStore(db.database, 0);
    time = new Date('2031-07-02T12:00:00Z');
    await set(storeId, '5');
    expect((await set(storeId, '12.50', 'Studio')).text).toContain('Granted $7.50 now.');
    await set(storeId, '1', 'Small');
    await set(storeId, '12.50', 'Studio');
    expect(await grants(storeId)).toEqual(['grant 5000000', 'grant 7500000']);
    await set(storeId, '0', 'Ended');
    time = new Date('2031-08-02T12:00:00Z');
    await sweep();
    expect(await repositories.ledger.balance(storeId)).toBe(12_500_000n);
  });

  it('gives a store that is not connected nothing, and says so', async () => {
    const { storeId } = await makeTestStore(db.database, 0);
    time = new Date('2031-09-02T12:00:00Z');
    await set(storeId, '5');
    await repositories.stores.markUninstalled(storeId, time);
    time = new Date('2031-10-02T12:00:00Z');
    await sweep();
    expect(await repositories.ledger.balance(storeId)).toBe(5_000_000n);
    expect(await set(storeId, '9')).toMatchObject({ exitCode: 1, text: 'The store is not connected.' });
  });

  it('lists every store with its balance, shows one, and leaves what was changed in the audit log', async () => {
    const { storeId } = await makeTestStore(db.database, 0);
    time = new Date('2031-11-02T12:00:00Z');
    await repositories.stores.update(storeId, { name: 'Evil \u001b[2J shop' });
    await set(storeId, '0.25');
    await set(storeId, '0.25');
    const listed = (await command('list')).text.split('\n').find((line) => line.startsWith(storeId));
    expect(listed).toMatch(/shopify {2}\S+ {2}balance \$0\.25 {2}Starter \$0\.25 a month$/);
    const shown = await command('show', '--store', `${storeId}.myshopify.com`);
    expect(shown.text).toMatch(
      /balance {2}\$0\.25\nplan {5}Starter, \$0\.25 a month\ngranted {2}\$0\.25 for 2031-11$/,
    );
    expect(shown.text).not.toContain('\u001b');
    const { items } = await repositories.auditLog.list(storeId, { limit: 10 });
    expect(items.map(({ action, actor, details }) => [action, actor, details])).toEqual([
      ['set-plan', 'operator', { name: 'Starter', monthlyCreditMicros: '250000', grantedMicros: '250000' }],
    ]);
  });

  it('refuses what it does not understand, and changes nothing', async () => {
    const { storeId } = await makeTestStore(db.database, 0);
    const before = await everythingIn(db.database);
    const refused: readonly (readonly [args: string[], code: number, words: RegExp])[] = [
      [[], 2, /npm run store:plan/],
      [['give', '--store', storeId], 2, /give/],
      [['set', '--store', storeId, '--name', 'A'], 2, /--credit/],
      [['set', '--store', storeId, '--name', 'A', '--credit', '-5'], 2, /--credit/],
      [['set', '--store', storeId, '--name', 'A', '--credit', '5,50'], 2, /dollars/],
      [['set', '--store', storeId, '--name', 'x'.repeat(61), '--credit', '5'], 1, /60 characters/],
      [['set', '--store', 'nobody.example', '--name', 'A', '--credit', '5'], 1, /no such store/],
      [['show', '--store', storeId, '--credit', '5'], 2, /only there/],
      [['show'], 2, /--store/],
      [['list', 'all'], 2, /too many/],
    ];
    for (const [args, code, words] of refused) {
      const answer = await command(...args);
      expect([args, answer.exitCode]).toEqual([args, code]);
      expect(answer.text).toMatch(words);
    }
    expect(await everythingIn(db.database)).toEqual(before);
  });
});

describe('credit that is used up', () => {
  it('refuses a paid batch with the plan and its next day in words, and takes a free one', async () => {
    const { storeId, productIds } = await makeTestStore(db.database, 1);
    time = new Date('2031-12-02T12:00:00Z');
    await set(storeId, '0.10');
    const submit = (price: bigint) =>
      makeUnitOfWork(db.database, makeRepositories).transact(({ batches }) =>
        batches.submit(storeId, {
          id: newId(),
          recipe: { hash: 'e'.repeat(64), body: recipeSchema.parse({ kind: 'packshot' }) },
          label: '',
          createdBy: 'someone',
          requestKey: null,
          price,
          jobs: [
            {
              id: newId(),
              productId: productIds[0] ?? '',
              productImageId: newId(),
              url: 'https://x.example/1.jpg',
            },
          ],
          now: time,
        }),
      );
    expect(await submit(150_000n)).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('The plan "Starter" brings $0.10 more on 2032-01-01') },
    });
    expect(await submit(0n)).toMatchObject({ ok: true });
    expect(await submit(100_000n)).toMatchObject({ ok: true });
  });
});
