import { systemClock } from '#app/adapters/node/system-clock.ts';
import type { Clock } from '#app/ports/clock.ts';

/** The machine's clock, which a test can set forward; sleeping takes real time. */
export const makeShiftedClock = (): Clock & { forward(ms: number): void } => {
  let shift = 0;
  return {
    now: () => new Date(Date.now() + shift),
    sleep: systemClock.sleep,
    forward: (ms) => {
      shift += ms;
    },
  };
};

export const silentLog = { info: () => {}, warn: () => {}, error: () => {} };
