import type { Redis } from 'ioredis';
import { FRESH_GATE, type GateState } from '#app/domain/providers/gate-types.ts';
import type { GateStates } from '#app/ports/gate-states.ts';
import type { GateKey } from '#app/ports/provider-gate.ts';

/** Nothing in a state is older than the longest window (a day, and a slice of it): a model unused for two is forgotten. */
const KEEP_MS = 2 * 86_400_000;

/** Writes only if the version is the one that was read; Redis runs a script as one step. */
const COMPARE_AND_SET = `
local version = redis.call('HGET', KEYS[1], 'version')
if (version or '') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'version', tostring(tonumber(version or '0') + 1), 'state', ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 1`;

const READ = `
local found = redis.call('HMGET', KEYS[1], 'version', 'state')
local time = redis.call('TIME')
return { time[1], time[2], found[1], found[2] }`;

type Reply = readonly [seconds: string, micros: string, version: string | null, state: string | null];

const keyOf = ({ provider, model }: GateKey): string => `softbox:gate:${provider}:${model}`;

/** Gate states in Redis: one hash a model, replaced by compare-and-set on its version; time is the server's. */
export const openGateStates = (redis: Redis): GateStates => ({
  async read(key) {
    const [seconds, micros, version, state] = (await redis.eval(READ, 1, keyOf(key))) as Reply;
    const now = Number(seconds) * 1_000 + Math.floor(Number(micros) / 1_000);
    // written by `write` below, from this type
    return { state: state === null ? FRESH_GATE : (JSON.parse(state) as GateState), version, now };
  },
  async write(key, version, state) {
    const written = await redis.eval(
      COMPARE_AND_SET,
      1,
      keyOf(key),
      version ?? '',
      JSON.stringify(state),
      KEEP_MS,
    );
    return written === 1;
  },
});
