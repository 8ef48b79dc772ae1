import { v7 as newId } from 'uuid';
import type { Db } from '#app/adapters/prisma/client.ts';
import { JOB_STATES, LEASE_UNTIL, NOW, PRICE, type SeededStore } from './seeded-store.ts';

export const seedJobs = async (db: Db, s: SeededStore): Promise<void> => {
  const { storeId, recipeHash, marker, batchId } = s;
  await db.recipe.create({ data: { storeId, hash: recipeHash, body: { kind: 'packshot', note: marker } } });
  await db.batch.create({
    data: {
      id: batchId,
      storeId,
      recipeHash,
      label: `Batch ${marker}`,
      createdBy: `user-${marker}`,
      requestKey: s.requestKey,
      jobCount: JOB_STATES.length,
      priceTotal: PRICE * BigInt(JOB_STATES.length),
      createdAt: NOW,
    },
  });
  await db.ledgerEntry.create({
    data: { id: newId(), storeId, kind: 'grant', amount: 5_000_000n + BigInt(marker.length) },
  });
  for (const state of JOB_STATES) {
    const id = s.jobs[state];
    const isRunning = state === 'preparing' || state === 'checking';
    const isFinal = !isRunning && state !== 'queued';
    await db.imageJob.create({
      data: {
        id,
        storeId,
        batchId,
        productId: s.productId,
        productImageId: s.imageId,
        sourceUrl: s.imageUrl,
        recipeHash,
        state,
        price: PRICE,
        attempt: state === 'queued' ? 0 : 1,
        dispatchedAt: state === 'queued' ? null : NOW,
        leaseId: isRunning ? s.leaseId : null,
        leaseUntil: isRunning ? LEASE_UNTIL : null,
        failureKind: state === 'failed' ? 'fetch-failed' : null,
        failureMessage: state === 'failed' ? `No answer ${marker}` : null,
        createdAt: NOW,
        changedAt: NOW,
        finishedAt: isFinal ? NOW : null,
      },
    });
    await db.ledgerEntry.create({
      data: { id: newId(), storeId, jobId: id, kind: 'reserve', amount: -PRICE },
    });
    if (!isFinal) continue;
    const closing = state === 'failed' ? ({ kind: 'refund', amount: PRICE } as const) : null;
    await db.ledgerEntry.create({
      data: { id: newId(), storeId, jobId: id, ...(closing ?? { kind: 'settle', amount: 0n }) },
    });
  }
  const attemptId = newId();
  await db.attempt.create({
    data: {
      id: attemptId,
      storeId,
      jobId: s.jobs.checking,
      number: 1,
      renderer: `local-${marker}`,
      startedAt: NOW,
    },
  });
  await db.providerCall.create({
    data: {
      id: s.providerCallId,
      storeId,
      attemptId,
      provider: 'example',
      model: `model-${marker}`,
      purpose: 'check-key',
      costUpperBound: 100n,
      startedAt: NOW,
    },
  });
  await db.providerPicture.create({
    data: {
      id: s.providerPictureId,
      storeId,
      jobId: s.jobs.checking,
      number: 1,
      purpose: 'plate',
      model: `example/model-${marker}`,
      wording: `a place of ${marker}`,
      objectKey: `models/${marker}.png`,
      contentType: 'image/png',
      width: 1024,
      height: 1024,
      hasC2pa: true,
      callId: s.providerCallId,
      isPlaceholder: true,
      createdAt: NOW,
    },
  });
  await db.waitingDraw.create({
    data: {
      id: s.waitingDrawId,
      storeId,
      jobId: s.jobs.checking,
      attemptId,
      number: 2,
      provider: 'example',
      model: `model-${marker}`,
      request: { note: marker },
      wording: `a place of ${marker}`,
      requestBytes: 1_000,
      replyBytes: 1_000,
      costUpperBound: 100n,
      createdAt: NOW,
      providerBatchId: newId(),
      callId: newId(),
    },
  });
  await db.storeBudget.create({
    data: { storeId, day: 9_000_000n, updatedBy: `owner-${marker}`, updatedAt: NOW },
  });
  await db.storePlan.create({
    data: {
      storeId,
      name: `Plan ${marker}`,
      monthlyCredit: 5_000_000n,
      updatedBy: `operator-${marker}`,
      updatedAt: NOW,
    },
  });
  await db.fidelitySettings.create({
    data: {
      storeId,
      body: { limits: {}, modelMayClear: true },
      updatedBy: `owner-${marker}`,
      updatedAt: NOW,
    },
  });
};
