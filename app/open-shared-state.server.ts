/** What processes share besides the rows themselves: the queue, callers' allowances, the providers' limits. */
import { makeBullmqBackend } from './adapters/bullmq/bullmq-backend.ts';
import { makeTokenBucketLimiter } from './adapters/memory/token-bucket.ts';
import { newId } from './adapters/node/new-id.ts';
import type { Database } from './adapters/prisma/client.ts';
import { openGateStates as openGateStatesOnPostgres } from './adapters/prisma/gate-states.ts';
import { connectRedis } from './adapters/redis/connect.ts';
import { openGateStates as openGateStatesOnRedis } from './adapters/redis/gate-states.ts';
import { makeRedisRateLimiter } from './adapters/redis/rate-limiter.ts';
import { gateRules } from './domain/providers/limits.ts';
import type { Env } from './env.server.ts';
import type { Clock } from './ports/clock.ts';
import type { Log } from './ports/log.ts';
import type { RateAllowances } from './ports/repositories/rate-allowances.ts';
import { makeProviderGate } from './use-cases/provider-gate.ts';
import { makeInsuredRateLimiter, makeSharedRateLimiter } from './use-cases/share-rate-limits.ts';

/** Requests that a quiet caller of the job API may make at once, and how many a second after that. */
const API_ALLOWANCE = { burst: 120, perSecond: 20 };

/** Messages travel through Redis where there is one, else through the database. */
export const openQueue = (env: Env, directUrl: string, log: Log) =>
  env.REDIS_URL === undefined
    ? makeBullmqBackend({
        home: { kind: 'postgres', connectionString: directUrl },
        log,
        variable: env.DATABASE_DIRECT_URL ? 'DATABASE_DIRECT_URL' : 'DATABASE_URL',
      })
    : makeBullmqBackend({ home: { kind: 'redis', url: env.REDIS_URL }, log, variable: 'REDIS_URL' });

/** One allowance for all web processes: in Redis where there is one, else in the database. */
export const openRateLimiter = (env: Env, allowances: RateAllowances, clock: Clock, log: Log) => {
  const redis = env.REDIS_URL === undefined ? null : connectRedis(env.REDIS_URL, log);
  const shared =
    redis === null
      ? makeSharedRateLimiter(allowances, API_ALLOWANCE)
      : makeRedisRateLimiter(redis, API_ALLOWANCE);
  return {
    rateLimiter: makeInsuredRateLimiter(shared, makeTokenBucketLimiter(API_ALLOWANCE, clock), log),
    close: () => redis?.disconnect(),
  };
};

/** The providers' limits, shared by all workers: in Redis where there is one, else in the database. */
export const openProviderGate = (env: Env, database: Database, clock: Clock, log: Log) => {
  const redis = env.REDIS_URL === undefined ? null : connectRedis(env.REDIS_URL, log);
  const gate = makeProviderGate({
    states: redis === null ? openGateStatesOnPostgres(database) : openGateStatesOnRedis(redis),
    rulesOf: (key) => gateRules(env.SOFTBOX_PROVIDER_LIMITS ?? {}, key),
    newId,
    sleep: (ms) => clock.sleep(ms),
    random: Math.random,
  });
  return { gate, close: () => redis?.disconnect() };
};
