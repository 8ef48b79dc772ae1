import { z } from 'zod';
import { ok } from '#app/domain/result.ts';
import type { ManagedBudget } from '#app/use-cases/manage-budget.ts';
import { defineEndpoint } from './endpoint.ts';
import { budgetViewSchema, limitSchema, NO_LIMITS, toBudgetView } from './schemas/budget.ts';
import { isoOrNull, time } from './schemas/common.ts';

const budgetSchema = z
  .object({
    ...budgetViewSchema.shape,
    updatedBy: z.string().nullable(),
    updatedAt: time.nullable(),
  })
  .meta({ id: 'Budget' });

const toBudget = ({ view, updatedBy, updatedAt }: ManagedBudget): z.infer<typeof budgetSchema> => ({
  ...toBudgetView(view),
  updatedBy,
  updatedAt: isoOrNull(updatedAt),
});

const limitOf = (micros: number | null): bigint | null => (micros === null ? null : BigInt(micros));

const reply = {
  kind: 'json',
  status: 200,
  description: 'limits and what is left of them',
  schema: budgetSchema,
  example: {
    ...NO_LIMITS,
    day: { limitMicros: 20_000_000, spentMicros: 1_340_000, leftMicros: 18_660_000 },
    updatedBy: 'shopify-user:42',
    updatedAt: '2026-11-22T16:20:00.000Z',
  },
} as const;

export const getBudget = defineEndpoint({
  operationId: 'getBudget',
  method: 'GET',
  path: '/budget',
  tag: 'Usage',
  summary: 'What the store lets itself spend, and what is left',
  description: 'Days and months are those of UTC. A store that set no budget has no limit but its balance.',
  failures: [],
  reply,
  async handle({ caller }, { manageBudget }) {
    return ok({ body: toBudget(await manageBudget.get(caller.storeId)) });
  },
});

export const putBudget = defineEndpoint({
  operationId: 'putBudget',
  method: 'PUT',
  path: '/budget',
  tag: 'Usage',
  summary: 'Set what the store lets itself spend',
  description:
    'Replaces all three limits. A batch or a picture made again that would pass one of them is refused with `budget-exceeded`; what is reserved already stays.',
  body: z.strictObject({ dayMicros: limitSchema, monthMicros: limitSchema, batchMicros: limitSchema }),
  bodyExample: { dayMicros: 20_000_000, monthMicros: 200_000_000, batchMicros: null },
  failures: [],
  reply,
  async handle({ caller, body }, { manageBudget }) {
    const budget = {
      day: limitOf(body.dayMicros),
      month: limitOf(body.monthMicros),
      batch: limitOf(body.batchMicros),
    };
    return ok({ body: toBudget(await manageBudget.put(caller.storeId, budget, caller.actor)) });
  },
});
