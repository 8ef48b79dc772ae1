import { expect } from 'vitest';
import { recipeSchema } from '#app/domain/recipe/recipe.ts';
import type { startModelWorld } from '#tests/support/models/model-world.ts';
import { billingEntries } from '#tests/support/provider-stand-ins.ts';

export type World = Awaited<ReturnType<typeof startModelWorld>>;

/** An order that can wait, from its pictures' rows to what ledger, book and bill say of them. */
export const orderWaiting = async (
  world: World,
  recipe: object,
  options: Parameters<World['run']>[0] & { readonly products?: number } = {},
) => {
  const { products = 1, ...workerOptions } = options;
  const worker = world.run(workerOptions);
  const order = await world.order(worker, recipe, { products, canWait: true });
  const { storeId, jobIds, grant, price } = order;
  const { prisma } = world.db.database;
  const signal = new AbortController().signal;
  const from = new Date(Date.now() - 1_000);
  const priceNow = worker.priceOf(recipeSchema.parse(recipe), new Date());
  const calls = () => prisma.providerCall.findMany({ where: { storeId }, orderBy: { startedAt: 'asc' } });
  const rows = () => prisma.imageJob.findMany({ where: { storeId }, orderBy: { id: 'asc' } });
  return {
    ...order,
    worker,
    signal,
    calls,
    rows,
    priceNow: priceNow.ok ? priceNow.value : 0n,
    /** Every job of the order that is in the queue, one after the other. */
    runAll: async (by = worker) => {
      const outcomes: string[] = [];
      for (const id of jobIds) outcomes.push(await by.run({ storeId, id }, signal));
      return outcomes;
    },
    /** Handed in, worked on by the provider and looked at. */
    throughABatch: async (by = worker) => {
      await by.draws.handIn(signal);
      await world.gemini.batchesSettled();
      by.clock.forward(6_000);
      await by.draws.lookAfter(signal);
    },
    /** Whatever was to be waited for is over. */
    later: async (by = worker) => {
      await by.openGate();
      by.clock.forward(26 * 3_600_000);
    },
    states: async () => (await rows()).map((row) => row.state),
    /** Time goes on until the batches are due, and they are looked at. */
    lookAfter: async (by = worker, ms = 6_000) => {
      by.clock.forward(ms);
      return by.draws.lookAfter(signal);
    },
    /** The merchant's ledger at this moment. */
    ledgerSays: async (state: 'reserved' | 'settled' | 'refunded') => {
      const entries = (await worker.ledger.entries(storeId, { limit: 200 })).items;
      const kinds = entries.filter((e) => e.kind !== 'grant').map((e) => e.kind);
      const closing = { reserved: [], settled: ['settle'], refunded: ['refund'] }[state];
      expect(kinds.sort()).toEqual(jobIds.flatMap(() => ['reserve', ...closing]).sort());
      const spent = state === 'refunded' ? 0n : price * BigInt(jobIds.length);
      expect(await worker.ledger.balance(storeId)).toBe(grant - spent);
    },
    /** After reconciling, the book has exactly what the providers bill for this store's calls; no call is left open. */
    bookIsBill: async () => {
      for (const provider of ['gemini', 'claude'] as const) {
        const mine = (await calls()).filter((call) => call.provider === provider);
        expect(mine.map((call) => call.status)).not.toContain('started');
        const ids = new Set(mine.map((call) => call.id));
        const requests = new Set(mine.map((call) => call.requestId));
        const bill = billingEntries(world[provider].billing()).filter(
          (e) => (e.callId !== null && ids.has(e.callId)) || requests.has(e.requestId),
        );
        // what we booked by ourselves is right before the bill corrects anything
        for (const call of mine.filter(({ status }) => status === 'succeeded')) {
          const entry = bill.find((e) => e.callId === call.id || e.requestId === call.requestId);
          expect(call.cost).toBe(entry?.cost);
        }
        await worker.reconcile(provider, bill, from);
        const after = (await calls()).filter((call) => call.provider === provider);
        expect(after.map((call) => call.cost)).not.toContain(null);
        const booked = after.reduce((sum, call) => sum + (call.cost ?? 0n), 0n);
        expect(booked).toBe(bill.reduce((sum, e) => sum + e.cost, 0n));
        for (const call of after) expect(call.cost ?? 0n).toBeLessThanOrEqual(call.costUpperBound);
      }
    },
  };
};
