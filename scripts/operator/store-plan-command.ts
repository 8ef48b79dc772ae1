import { parseArgs } from 'node:util';
import { creditText, parseCredit } from '#app/domain/plan.ts';
import type { StoreAccount } from '#app/ports/repositories/plans.ts';
import type { Stores } from '#app/ports/repositories/stores.ts';
import type { ManagePlans, StorePlanView } from '#app/use-cases/manage-plans.ts';
import type { CommandAnswer } from './bridge-key-command.ts';
import { storeIdOf } from './store-by-name.ts';

export const USAGE = `Plans: the credit that a store gets at the start of each month for pictures that a model draws. Packshot and studio are free.

  npm run store:plan -- list
  npm run store:plan -- show --store STORE
  npm run store:plan -- set  --store STORE --name NAME --credit DOLLARS

STORE is a store's id, its myshopify.com domain, or the address of its WooCommerce site. DOLLARS is what it gets each calendar
month (UTC), like 5 or 12.50. This month's is granted at once, and never twice; a raised plan grants the difference. Credit that is
left stays. --credit 0 ends a plan.`;

export interface StorePlanCommandDeps {
  readonly plans: ManagePlans;
  readonly stores: Pick<Stores, 'findByExternalId'>;
}

/** For the audit log. */
const ACTOR = 'operator';
const PAGE = 200;

const misused = (why: string): CommandAnswer => ({ exitCode: 2, text: `${why}\n\n${USAGE}` });

const readArgs = (args: readonly string[]) => {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { store: { type: 'string' }, name: { type: 'string' }, credit: { type: 'string' } },
    });
    return { ok: true as const, value: { ...values, verbs: positionals } };
  } catch (error) {
    return { ok: false as const, error: error instanceof Error ? error.message : String(error) };
  }
};

/** A store may call itself anything: control characters would write over the operator's screen. */
const plain = (text: string): string => text.replace(/\p{C}/gu, ' ');

const accountLine = (account: StoreAccount): string => {
  const plan = account.plan
    ? `${plain(account.plan.name)} $${creditText(account.plan.monthlyCredit)} a month`
    : 'no plan';
  const gone = account.isActive ? '' : '  (not connected)';
  return `${account.storeId}  ${account.platform}  ${plain(account.externalId)}  balance $${creditText(account.balance)}  ${plan}${gone}`;
};

const list = async (plans: ManagePlans): Promise<CommandAnswer> => {
  const lines: string[] = [];
  let afterStoreId: string | null = null;
  for (;;) {
    const page: readonly StoreAccount[] = await plans.list({ afterStoreId, limit: PAGE });
    lines.push(...page.map(accountLine));
    if (page.length < PAGE) break;
    afterStoreId = page.at(-1)?.storeId ?? null;
  }
  return { exitCode: 0, text: lines.length > 0 ? lines.join('\n') : 'There are no stores yet.' };
};

const viewText = ({ store, balance, plan }: StorePlanView): string => {
  const granted = plan?.grantedFor
    ? `$${creditText(plan.granted)} for ${plan.grantedFor.toISOString().slice(0, 7)}`
    : 'nothing yet';
  const lines = [
    `store    ${plain(store.name)} (${store.platform}, ${plain(store.externalId)})`,
    `balance  $${creditText(balance)}`,
    `plan     ${plan ? `${plain(plan.name)}, $${creditText(plan.monthlyCredit)} a month` : 'none'}`,
  ];
  return [...lines, ...(plan ? [`granted  ${granted}`] : [])].join('\n');
};

const set = async (
  deps: StorePlanCommandDeps,
  storeId: string,
  { name, credit }: { name: string | undefined; credit: string | undefined },
): Promise<CommandAnswer> => {
  if (!name || credit === undefined) return misused('A plan has a --name and a --credit.');
  const monthlyCredit = parseCredit(credit);
  if (monthlyCredit === null) {
    return misused('--credit is an amount in dollars, like 5 or 12.50; at most 1000000.');
  }
  const done = await deps.plans.set(storeId, { name, monthlyCredit }, ACTOR);
  if (!done.ok) return { exitCode: 1, text: done.error.message };
  const { granted } = done.value;
  const now = granted > 0n ? `Granted $${creditText(granted)} now.` : 'Nothing was lacking for this month.';
  return { exitCode: 0, text: `${viewText(done.value)}\n${now}` };
};

/** Does what one call of `npm run store:plan` asks for. Exit code 1: it could not be done; 2: not understood. */
export const runStorePlanCommand = async (
  args: readonly string[],
  deps: StorePlanCommandDeps,
): Promise<CommandAnswer> => {
  const read = readArgs(args);
  if (!read.ok) return misused(read.error);
  const { store, name, credit, verbs } = read.value;
  const [verb, ...more] = verbs;
  if (more.length > 0) return misused(`"${more[0]}" is one word too many.`);
  if (verb !== 'list' && verb !== 'show' && verb !== 'set') {
    return misused(verb === undefined ? 'Say what to do.' : `There is no "${verb}".`);
  }
  if (verb !== 'set' && (name !== undefined || credit !== undefined)) {
    return misused('--name and --credit go with set, and only there.');
  }
  if (verb === 'list')
    return store === undefined ? list(deps.plans) : misused('--store goes with show and set.');
  if (!store) return misused('Name the store with --store.');
  const storeId = await storeIdOf(deps.stores, store);
  if (storeId === null) return { exitCode: 1, text: 'There is no such store.' };
  if (verb === 'set') return set(deps, storeId, { name, credit });
  const shown = await deps.plans.show(storeId);
  return shown.ok ? { exitCode: 0, text: viewText(shown.value) } : { exitCode: 1, text: shown.error.message };
};
