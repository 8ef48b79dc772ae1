import { failure } from '../domain/failure.ts';
import type { Micros } from '../domain/ledger.ts';
import { PLAN_NAME_LENGTH, type Plan } from '../domain/plan.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { Clock, NewId } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { AuditLog } from '../ports/repositories/audit-log.ts';
import type { Ledger } from '../ports/repositories/ledger.ts';
import type { PlanRow, Plans } from '../ports/repositories/plans.ts';
import type { Store, Stores } from '../ports/repositories/stores.ts';

export interface ManagePlansDeps {
  readonly plans: Plans;
  readonly stores: Pick<Stores, 'get'>;
  readonly ledger: Pick<Ledger, 'balance'>;
  readonly auditLog: Pick<AuditLog, 'append'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly newId: NewId;
}

export interface StorePlanView {
  readonly store: Store;
  readonly balance: Micros;
  readonly plan: PlanRow | null;
}

export interface ManagePlans {
  list: Plans['accounts'];
  /** Failure: not-found. */
  show(storeId: string): Promise<Result<StorePlanView>>;
  /**
   * Sets the plan and grants at once what is lacking of this month: all of its credit, or what a raised plan gives more.
   * Setting the same again grants nothing. Failures: not-found, conflict (not connected), invalid-input (name).
   */
  set(
    storeId: string,
    plan: Plan,
    actor: string,
  ): Promise<Result<StorePlanView & { readonly granted: Micros }>>;
}

const noStore = () => err(failure('not-found', 'There is no such store.'));

export const makeManagePlans = (deps: ManagePlansDeps): ManagePlans => {
  const { plans, stores, ledger, auditLog, clock, newId } = deps;
  const view = async (store: Store): Promise<StorePlanView> => {
    const [balance, plan] = await Promise.all([ledger.balance(store.id), plans.get(store.id)]);
    return { store, balance, plan };
  };
  return {
    list: plans.accounts,
    async show(storeId) {
      const store = await stores.get(storeId);
      return store ? ok(await view(store)) : noStore();
    },
    async set(storeId, { name, monthlyCredit }, actor) {
      const store = await stores.get(storeId);
      if (!store) return noStore();
      if (store.status !== 'active') return err(failure('conflict', 'The store is not connected.'));
      if (name.trim() === '' || name.length > PLAN_NAME_LENGTH) {
        const why = `The name of a plan has 1 to ${PLAN_NAME_LENGTH} characters.`;
        return err(failure('invalid-input', why, { field: 'name' }));
      }
      const now = clock.now();
      const before = await plans.get(storeId);
      await plans.put(storeId, { name, monthlyCredit, updatedBy: actor, now });
      const granted = await plans.grantMonth(storeId, now);
      const isSame = before?.name === name && before.monthlyCredit === monthlyCredit;
      if (!isSame || granted > 0n) {
        await auditLog.append(storeId, [
          {
            id: newId(),
            actor,
            action: 'set-plan',
            subjectKind: 'store',
            subjectId: storeId,
            details: { name, monthlyCreditMicros: String(monthlyCredit), grantedMicros: String(granted) },
            at: now,
          },
        ]);
      }
      return ok({ ...(await view(store)), granted });
    },
  };
};

/** Stores of one turn; what is left is the next turn's. */
const LIMIT = 500;

/** A sweep: the month's credit of every store that lacks it. Any number of processes may do it at once. */
export const makeGrantMonthlyCredit =
  (deps: {
    readonly plans: Pick<Plans, 'grantDue'>;
    readonly clock: Pick<Clock, 'now'>;
    readonly log: Log;
  }) =>
  async (): Promise<number> => {
    const stores = await deps.plans.grantDue(deps.clock.now(), LIMIT);
    if (stores > 0) deps.log.info({ stores }, 'the credit of this month was granted');
    return stores;
  };
export type GrantMonthlyCredit = ReturnType<typeof makeGrantMonthlyCredit>;
