import { expect } from 'vitest';
import type { FailureKind } from '#app/domain/failure.ts';
import { MEASURES } from '#app/domain/fidelity/measures.ts';
import { isProviderFailure, providerFailure } from '#app/domain/providers/failure-words.ts';
import { ok } from '#app/domain/result.ts';
import type { FidelityMeter } from '#app/ports/fidelity.ts';
import type { startModelWorld } from '#tests/support/models/model-world.ts';
import { billingEntries } from '#tests/support/provider-stand-ins.ts';

export type World = Awaited<ReturnType<typeof startModelWorld>>;

/** Finds every product unchanged: for tests that are about the look after it. */
export const UNCHANGED: FidelityMeter = {
  version: 'unchanged-1',
  measure: async () =>
    ok({
      found: 'aligned',
      values: Object.fromEntries(MEASURES.map((m) => [m, 0])) as Record<(typeof MEASURES)[number], number>,
      regions: [],
    }),
};

export const wordsFor = (kind: FailureKind, name: string, model: string): string =>
  isProviderFailure(kind)
    ? providerFailure(kind, name).message
    : `${name} has no model ${model} any more, or the key may not use it. Choose another model in the settings.`;

const never = new AbortController().signal;

/** One paid picture, from its order to what its store, its ledger and the book say of it. */
export const orderOne = async (world: World, recipe: object, options: Parameters<World['run']>[0] = {}) => {
  const worker = world.run(options);
  const order = await world.order(worker, recipe);
  const { storeId, grant, price } = order;
  const id = order.jobIds[0] ?? '';
  const { prisma } = world.db.database;
  const from = new Date(Date.now() - 1_000);
  const calls = () => prisma.providerCall.findMany({ where: { storeId }, orderBy: { startedAt: 'asc' } });
  return {
    ...order,
    worker,
    calls,
    run: () => worker.run({ storeId, id }, never),
    row: () => prisma.imageJob.findUniqueOrThrow({ where: { id } }),
    assetOf: async () => {
      const job = await worker.imageJobs.get(storeId, id);
      const asset = await worker.repositories.assets.get(storeId, job?.assetId ?? '');
      const provenance = await worker.repositories.assets.provenance(storeId, job?.assetId ?? '');
      return { asset, model: provenance?.model };
    },
    /** Time goes on, and whatever the provider wanted us to wait for is over. */
    later: async () => {
      await worker.openGate();
      worker.clock.forward((366 * 86_400_000) / 12);
    },
    /** The merchant's ledger at this moment. */
    ledgerSays: async (state: 'reserved' | 'settled' | 'refunded') => {
      const entries = (await worker.ledger.entries(storeId, { limit: 50 })).items.map((e) => e.kind);
      const closing = { reserved: [], settled: ['settle'], refunded: ['refund'] }[state];
      expect([...entries].sort()).toEqual(['grant', 'reserve', ...closing].sort());
      expect(await worker.ledger.balance(storeId)).toBe(state === 'refunded' ? grant : grant - price);
    },
    /** After reconciling, the book has exactly what each provider bills for this store's calls. */
    bookIsBill: async () => {
      for (const provider of ['gemini', 'claude'] as const) {
        const mine = (await calls()).filter((call) => call.provider === provider);
        const ids = new Set(mine.map((call) => call.id));
        const requests = new Set(mine.map((call) => call.requestId));
        const bill = billingEntries(world[provider].billing()).filter(
          (e) => (e.callId !== null && ids.has(e.callId)) || requests.has(e.requestId),
        );
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
