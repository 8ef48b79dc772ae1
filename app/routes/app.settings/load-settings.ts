import type { Container } from '#app/container.server.ts';
import { BUDGET_SPANS, budgetPeriods } from '#app/domain/budget.ts';
import { DEFAULT_FIDELITY_SETTINGS } from '#app/domain/fidelity/settings.ts';
import { monthAfter } from '#app/domain/plan.ts';
import type { BudgetLeftView } from './budget-card.tsx';
import { valuesOf } from './settings-form.ts';
import type { UsageView } from './usage-card.tsx';

const sum = (numbers: readonly bigint[]): string => String(numbers.reduce((a, b) => a + b, 0n));

const usageOf = async ({ useCases, clock }: Container, storeId: string): Promise<UsageView> => {
  const now = clock.now();
  const period = { from: budgetPeriods(now).month, to: monthAfter(now) };
  const [{ balance, plan }, kinds] = await Promise.all([
    useCases.readUsage.summary(storeId, period),
    useCases.readUsage.spending(storeId, period),
  ]);
  return {
    balance: String(balance),
    plan: plan && {
      name: plan.name,
      monthlyCredit: String(plan.monthlyCredit),
      nextAt: monthAfter(now).toISOString().slice(0, 10),
    },
    spent: sum(kinds.map((row) => row.spent)),
    reserved: sum(kinds.map((row) => row.reserved)),
    kinds: kinds.map((row) => ({ ...row, spent: String(row.spent), reserved: String(row.reserved) })),
  };
};

/** What the screen shows of a store. */
export const loadSettings = async (container: Container, storeId: string) => {
  const { manageBudget, manageBrandKit, manageFidelitySettings } = container.useCases;
  const [{ budget, view }, brand, { settings }, usage] = await Promise.all([
    manageBudget.get(storeId),
    manageBrandKit.get(storeId),
    manageFidelitySettings.get(storeId),
    usageOf(container, storeId),
  ]);
  const left = BUDGET_SPANS.map((span) => {
    const one = view[span];
    return [span, one && { spent: String(one.spent), left: String(one.left) }] as const;
  });
  return {
    values: valuesOf({ budget, brand, fidelity: settings }),
    usual: valuesOf({ budget, brand, fidelity: DEFAULT_FIDELITY_SETTINGS }),
    left: Object.fromEntries(left) as BudgetLeftView,
    usage,
  };
};
