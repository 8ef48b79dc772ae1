import { type Budget, type BudgetView, NO_BUDGET } from '../domain/budget.ts';
import type { Clock, NewId } from '../ports/clock.ts';
import type { AuditLog } from '../ports/repositories/audit-log.ts';
import type { BudgetRow, Budgets } from '../ports/repositories/budgets.ts';

export interface ManagedBudget {
  /** Limits as they were set; all null when none was. */
  readonly budget: Budget;
  /** With what is spent and left now. */
  readonly view: BudgetView;
  readonly updatedBy: string | null;
  readonly updatedAt: Date | null;
}

export interface ManageBudget {
  get(storeId: string): Promise<ManagedBudget>;
  /** Replaces all three limits. What is reserved already stays reserved. */
  put(storeId: string, budget: Budget, actor: string): Promise<ManagedBudget>;
}

const limitsOf = ({ day, month, batch }: Budget): Budget => ({ day, month, batch });

const managed = (row: BudgetRow | null, view: BudgetView): ManagedBudget => ({
  budget: row === null ? NO_BUDGET : limitsOf(row),
  view,
  updatedBy: row?.updatedBy ?? null,
  updatedAt: row?.updatedAt ?? null,
});

const textOf = (limit: bigint | null): string => (limit === null ? 'none' : String(limit));

/** What a store lets itself spend in a day, in a month and on one batch; every change is in the audit log. */
export const makeManageBudget = (deps: {
  readonly budgets: Budgets;
  readonly auditLog: Pick<AuditLog, 'append'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly newId: NewId;
}): ManageBudget => {
  const { budgets, auditLog, clock, newId } = deps;
  const get = async (storeId: string): Promise<ManagedBudget> => {
    const [row, view] = await Promise.all([budgets.get(storeId), budgets.view(storeId, clock.now())]);
    return managed(row, view);
  };
  return {
    get,
    async put(storeId, budget, actor) {
      const now = clock.now();
      await budgets.put(storeId, { ...limitsOf(budget), updatedBy: actor, now });
      await auditLog.append(storeId, [
        {
          id: newId(),
          actor,
          action: 'set-budget',
          subjectKind: 'store',
          subjectId: storeId,
          details: { day: textOf(budget.day), month: textOf(budget.month), batch: textOf(budget.batch) },
          at: now,
        },
      ]);
      return get(storeId);
    },
  };
};
