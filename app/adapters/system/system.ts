import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { v7 } from 'uuid';
import type { Clock, NewId } from '#app/ports/clock.ts';
import type { Sha256 } from '#app/ports/hash.ts';

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => new Date(),
  async sleep(ms, signal) {
    try {
      await delay(ms, undefined, signal ? { signal } : {});
    } catch (e) {
      throw signal?.aborted ? signal.reason : e;
    }
  },
};

/** UUIDv7 (RFC 9562): sorts by time, also within one millisecond of one process. */
export const newId: NewId = () => v7();

export const sha256: Sha256 = (data) => createHash('sha256').update(data).digest('hex');
