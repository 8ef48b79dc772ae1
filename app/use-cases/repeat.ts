import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';

export interface RepeatOptions {
  readonly name: string;
  readonly everyMs: number;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly log: Log;
}

/** Runs `work` again and again, `everyMs` apart, until the signal aborts. A throw is logged and the next turn comes. */
export const repeat = async (options: RepeatOptions, work: () => Promise<unknown>): Promise<void> => {
  const { name, everyMs, signal, clock, log } = options;
  while (!signal.aborted) {
    try {
      await work();
    } catch (e) {
      log.error({ loop: name, error: e instanceof Error ? e.message : String(e) }, 'a turn of a loop failed');
    }
    await clock.sleep(everyMs, signal).catch(() => undefined);
  }
};
