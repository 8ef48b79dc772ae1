import { z } from 'zod';
import type { BUDGET_SPANS, BudgetLeft, BudgetView } from '#app/domain/budget.ts';
import { id, micros, microsOf } from './common.ts';

const leftSchema = z
  .object({
    limitMicros: micros,
    spentMicros: micros.meta({ description: 'reserved in this span and not refunded; micro-units' }),
    leftMicros: micros,
  })
  .meta({ id: 'BudgetLeft' });

const spans = <Value extends z.ZodType>(value: (span: (typeof BUDGET_SPANS)[number]) => Value) => ({
  day: value('day'),
  month: value('month'),
  batch: value('batch'),
});

/** Limits with what is left of them; null: no limit of that kind. */
export const budgetViewSchema = z
  .object(spans(() => leftSchema.nullable()))
  .meta({ id: 'BudgetView', description: 'day and month are those of UTC; null: no limit of that kind' });

const toLeft = (left: BudgetLeft | null): z.infer<typeof leftSchema> | null =>
  left === null
    ? null
    : {
        limitMicros: microsOf(left.limit),
        spentMicros: microsOf(left.spent),
        leftMicros: microsOf(left.left),
      };

export const toBudgetView = (view: BudgetView): z.infer<typeof budgetViewSchema> => ({
  day: toLeft(view.day),
  month: toLeft(view.month),
  batch: toLeft(view.batch),
});

export const NO_LIMITS: z.infer<typeof budgetViewSchema> = { day: null, month: null, batch: null };

/** A limit in a body: whole micro-units up to what a JSON number holds exactly; null lifts it. */
export const limitSchema = z
  .int()
  .min(0)
  .max(Number.MAX_SAFE_INTEGER)
  .nullable()
  .meta({ description: 'micro-units; null: no limit', example: 20_000_000 });

/** A picture that the store has already, made from the same inputs. */
export const libraryMatchSchema = z
  .object({
    productId: id('product'),
    productImageId: id('source picture'),
    assetId: id('finished picture made before'),
  })
  .meta({ id: 'LibraryMatch' });
