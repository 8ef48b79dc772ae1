import { z } from 'zod';
import { failure } from '#app/domain/failure.ts';
import { LEDGER_ENTRY_KINDS } from '#app/domain/ledger.ts';
import { monthAfter, monthOf } from '#app/domain/plan.ts';
import { err, ok } from '#app/domain/result.ts';
import type { LedgerRow } from '#app/ports/repositories/ledger.ts';
import type { PlanRow } from '#app/ports/repositories/plans.ts';
import { defineEndpoint } from './endpoint.ts';
import { stateCounts } from './schemas/batch.ts';
import { id, listQuery, micros, microsOf, pageOf, pageRequest, pageSchema, time } from './schemas/common.ts';

const DAY_MS = 86_400_000;
const MAX_DAYS = 366;
const when = z.iso.datetime({ offset: true }).optional();

const planSchema = z
  .object({
    name: z.string(),
    monthlyCreditMicros: micros.meta({ description: 'micro-USD at the start of each calendar month (UTC)' }),
    grantedMicros: micros.meta({ description: 'what this month has brought; micro-USD' }),
    nextCreditAt: time.meta({ description: 'when the plan brings more' }),
  })
  .meta({
    id: 'Plan',
    description: 'What whoever runs this Softbox gives the store. `balanceMicros` is what is left.',
  });

const toPlan = (plan: PlanRow, now: Date): z.infer<typeof planSchema> => ({
  name: plan.name,
  monthlyCreditMicros: microsOf(plan.monthlyCredit),
  grantedMicros: plan.grantedFor?.getTime() === monthOf(now).getTime() ? microsOf(plan.granted) : 0,
  nextCreditAt: monthAfter(now).toISOString(),
});

const usageSchema = z
  .object({
    balanceMicros: micros.meta({ description: 'what is left for paid recipes; micro-USD' }),
    plan: planSchema.nullable().meta({ description: 'null: no plan brings credit by itself' }),
    from: time,
    to: time,
    batches: z.int(),
    jobs: stateCounts,
    assets: z.int(),
    published: z.int(),
    reverted: z.int(),
  })
  .meta({ id: 'Usage' });

export const getUsage = defineEndpoint({
  operationId: 'getUsage',
  method: 'GET',
  path: '/usage',
  tag: 'Usage',
  summary: 'Balance and plan, and what was done in a period',
  query: z.strictObject({
    from: when.meta({ description: 'start of the period; left out: 30 days before its end' }),
    to: when.meta({ description: 'end of the period, not included; left out: now' }),
  }),
  failures: [],
  reply: {
    kind: 'json',
    status: 200,
    description: 'balance and counts',
    schema: usageSchema,
    example: {
      balanceMicros: 3_600_000,
      plan: {
        name: 'Starter',
        monthlyCreditMicros: 5_000_000,
        grantedMicros: 5_000_000,
        nextCreditAt: '2026-12-01T00:00:00.000Z',
      },
      from: '2026-10-23T16:20:00.000Z',
      to: '2026-11-22T16:20:00.000Z',
      batches: 3,
      jobs: {
        queued: 0,
        preparing: 0,
        rendering: 0,
        waiting: 0,
        checking: 0,
        ready: 48,
        held: 1,
        failed: 2,
        cancelled: 0,
      },
      assets: 49,
      published: 40,
      reverted: 4,
    },
  },
  async handle({ caller, query }, { readUsage, now }) {
    const to = query.to === undefined ? now() : new Date(query.to);
    const from = query.from === undefined ? new Date(to.getTime() - 30 * DAY_MS) : new Date(query.from);
    const span = to.getTime() - from.getTime();
    if (span <= 0 || span > MAX_DAYS * DAY_MS) {
      const why = `The period has to end after it begins and span at most ${MAX_DAYS} days.`;
      return err(failure('invalid-input', why, { field: 'from' }));
    }
    const { balance, counts, plan } = await readUsage.summary(caller.storeId, { from, to });
    const period = { from: from.toISOString(), to: to.toISOString() };
    const { jobs, ...others } = counts;
    const account = { balanceMicros: microsOf(balance), plan: plan && toPlan(plan, now()) };
    return ok({ body: { ...account, ...period, ...others, jobs: { ...jobs } } });
  },
});

const entrySchema = z
  .object({
    id: id('entry'),
    kind: z.enum(LEDGER_ENTRY_KINDS),
    amountMicros: micros.meta({ description: 'micro-units; negative takes from the balance' }),
    jobId: id('job').nullable(),
    createdAt: time,
  })
  .meta({ id: 'LedgerEntry' });

const toEntry = (row: LedgerRow): z.infer<typeof entrySchema> => ({
  id: row.id,
  kind: row.kind,
  amountMicros: microsOf(row.amount),
  jobId: row.jobId,
  createdAt: row.createdAt.toISOString(),
});

export const listLedger = defineEndpoint({
  operationId: 'listLedgerEntries',
  method: 'GET',
  path: '/usage/entries',
  tag: 'Usage',
  summary: "Entries of the store's account, newest first",
  description: 'The sum of all entries is the balance. Recipes that cost nothing make no entries.',
  query: listQuery({}),
  failures: [],
  reply: {
    kind: 'json',
    status: 200,
    description: 'a page of entries',
    schema: pageSchema(entrySchema, 'LedgerEntryPage'),
    example: {
      items: [
        {
          id: '019aac3e-5a12-7000-8000-000000000001',
          kind: 'reserve',
          amountMicros: -40_000,
          jobId: '019aac3e-5a11-7d02-8c3f-0b5e1d2a3c44',
          createdAt: '2026-11-22T16:20:00.000Z',
        },
      ],
      nextCursor: null,
    },
  },
  async handle({ caller, query }, { readUsage }) {
    const page = pageRequest(query);
    if (!page.ok) return page;
    return ok({ body: pageOf(await readUsage.entries(caller.storeId, page.value), toEntry) });
  },
});
