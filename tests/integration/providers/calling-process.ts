/** A worker that makes provider calls without end, until it is killed. Prints the id of each call as it is sent. */
import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '#app/adapters/node/new-id.ts';
import { systemClock } from '#app/adapters/node/system-clock.ts';
import { makeDatabase } from '#app/adapters/prisma/client.ts';
import { openGateStates } from '#app/adapters/prisma/gate-states.ts';
import { makeProviderCalls } from '#app/adapters/prisma/provider-calls.ts';
import { DEFAULT_BREAKER } from '#app/domain/providers/gate-types.ts';
import { priceAt } from '#app/domain/providers/prices.ts';
import { NO_USAGE } from '#app/domain/providers/usage.ts';
import { makeCallProvider } from '#app/use-cases/call-provider.ts';
import { makeProviderGate } from '#app/use-cases/provider-gate.ts';

const [url = '', storeId = ''] = process.argv.slice(2);
const database = makeDatabase({ url, poolSize: 4 });
const silent = { info: () => {}, warn: () => {}, error: () => {} };
const callProvider = makeCallProvider({
  providerCalls: makeProviderCalls(database.prisma),
  gate: makeProviderGate({
    states: openGateStates(database),
    rulesOf: () => ({
      limits: [{ unit: 'requests', amount: 100_000, windowMs: 60_000 }],
      perStoreInFlight: 3,
      ticketMs: 1_000,
      breaker: DEFAULT_BREAKER,
    }),
    newId,
    sleep: (ms) => sleep(ms),
    random: Math.random,
  }),
  priceAt,
  clock: systemClock,
  newId,
  random: Math.random,
  log: silent,
});

const signal = new AbortController().signal;
const usage = { ...NO_USAGE, inputTokens: 10, outputImageTokens: 1_120, images: 1 };
const callForEver = async () => {
  for (;;) {
    await callProvider({
      storeId,
      attemptId: null,
      provider: 'gemini',
      displayName: 'Gemini',
      model: 'gemini-3.1-flash-image',
      purpose: 'plate',
      bound: usage,
      timeoutMs: 500,
      signal,
      send: async ({ callId }) => {
        writeSync(1, `${callId}\n`);
        await sleep(Math.random() * 20);
        return {
          status: 'succeeded',
          value: null,
          usage,
          modelVersion: null,
          requestId: callId,
          bytesIn: 1,
          bytesOut: 1,
        };
      },
    });
  }
};
await Promise.all([callForEver(), callForEver(), callForEver()]);
