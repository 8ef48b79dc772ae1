import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { ProviderCalls } from '../ports/repositories/provider-calls.ts';

const LIMIT = 500;
const MAX_PAGES = 50;

/**
 * Turns calls whose worker was killed before it could write their end into `unknown`: they count with their upper bound until
 * they are reconciled. Returns how many. Any number of processes may sweep at once.
 */
export const makeSettleLostCalls =
  (deps: {
    readonly providerCalls: Pick<ProviderCalls, 'markLost'>;
    readonly clock: Pick<Clock, 'now'>;
    readonly log: Log;
  }) =>
  async (): Promise<number> => {
    let total = 0;
    for (let page = 0; page < MAX_PAGES; page++) {
      const count = await deps.providerCalls.markLost(deps.clock.now(), LIMIT);
      total += count;
      if (count < LIMIT) break;
    }
    if (total > 0) deps.log.warn({ calls: total }, 'provider calls without an end');
    return total;
  };
export type SettleLostCalls = ReturnType<typeof makeSettleLostCalls>;
