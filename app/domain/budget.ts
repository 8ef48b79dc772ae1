import { type Failure, failure } from './failure.ts';
import type { Micros } from './ledger.ts';

/** What a store may spend: in a day, in a calendar month (both UTC), and on one batch. */
export const BUDGET_SPANS = ['day', 'month', 'batch'] as const;
export type BudgetSpan = (typeof BUDGET_SPANS)[number];

/** Limits in micro-units of the US dollar; null: no limit of that kind. */
export type Budget = Readonly<Record<BudgetSpan, Micros | null>>;
export const NO_BUDGET: Budget = { day: null, month: null, batch: null };

/** Limit, what is taken of it (reserved and not refunded), and what is left; never below zero. */
export interface BudgetLeft {
  readonly limit: Micros;
  readonly spent: Micros;
  readonly left: Micros;
}
export type BudgetView = Readonly<Record<BudgetSpan, BudgetLeft | null>>;

/** First moment of the day and of the month of `now`, UTC. */
export const budgetPeriods = (now: Date): { readonly day: Date; readonly month: Date } => ({
  day: new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate())),
  month: new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1)),
});

export const budgetView = (budget: Budget, spent: Readonly<Record<BudgetSpan, Micros>>): BudgetView => {
  const of = (span: BudgetSpan): BudgetLeft | null => {
    const limit = budget[span];
    if (limit === null) return null;
    const left = limit - spent[span];
    return { limit, spent: spent[span], left: left > 0n ? left : 0n };
  };
  return { day: of('day'), month: of('month'), batch: of('batch') };
};

const WORDS = {
  day: 'the budget for today (it starts again at midnight UTC)',
  month: 'the budget for this month',
  batch: 'the budget for one batch',
} as const satisfies Record<BudgetSpan, string>;

/** The failure of spending `price` more, or null when every limit allows it. The tightest limit is named. */
export const budgetFailure = (view: BudgetView, price: Micros): Failure | null => {
  const over = BUDGET_SPANS.flatMap((span) => {
    const left = view[span];
    return left !== null && price > left.left ? [{ span, ...left }] : [];
  }).sort((a, b) => (a.left < b.left ? -1 : 1))[0];
  if (!over) return null;
  return failure(
    'budget-exceeded',
    `This costs more than is left of ${WORDS[over.span]}. Choose fewer pictures, or raise the budget.`,
    {
      field: `budget.${over.span}`,
      details: {
        limitMicros: String(over.limit),
        spentMicros: String(over.spent),
        leftMicros: String(over.left),
        priceMicros: String(price),
      },
    },
  );
};
