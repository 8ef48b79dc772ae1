import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { BridgeKeys } from '../ports/repositories/bridge-keys.ts';
import type { IdempotencyKeys } from '../ports/repositories/idempotency-keys.ts';
import type { RateAllowances } from '../ports/repositories/rate-allowances.ts';
import type { WebhookInbox } from '../ports/repositories/webhook-inbox.ts';
import type { WooConnects } from '../ports/repositories/woo-connects.ts';

/**
 * A signature is good from five minutes before to five minutes after its timestamp (`BRIDGE_WINDOW_S` of the edge), so a nonce
 * can come again for ten minutes after it was first seen. A little more, for clocks that differ.
 */
export const NONCES_KEPT_MS = 15 * 60_000;
/**
 * What a handled delivery is kept for: a repetition is known again (Shopify repeats for hours, a captured one may be played
 * back by whoever has it), and an operator can look up what came. Handling one twice does no harm.
 */
export const WEBHOOKS_KEPT_MS = 30 * 24 * 3_600_000;

/** A connect lives half an hour; the key that was posted for it goes with its row. */
export const CONNECTS_KEPT_MS = 3_600_000;

const LIMIT = 1_000;
/** Pages of one turn: what is left is the next turn's. */
const MAX_PAGES = 20;

export interface ForgetOldDeps {
  readonly bridgeKeys: Pick<BridgeKeys, 'forgetNonces'>;
  readonly idempotencyKeys: Pick<IdempotencyKeys, 'forgetExpired'>;
  readonly webhookInbox: Pick<WebhookInbox, 'forgetHandled'>;
  readonly rateAllowances: Pick<RateAllowances, 'forgetWhole'>;
  readonly wooConnects: Pick<WooConnects, 'forgetOld'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
}

export interface ForgottenCounts {
  readonly nonces: number;
  readonly answers: number;
  readonly webhooks: number;
  readonly allowances: number;
  readonly connects: number;
}

/** Deletes page by page, so that no statement holds many rows. */
const inPages = async (deletePage: (limit: number) => Promise<number>): Promise<number> => {
  let total = 0;
  for (let page = 0; page < MAX_PAGES; page++) {
    const deleted = await deletePage(LIMIT);
    total += deleted;
    if (deleted < LIMIT) break;
  }
  return total;
};

/**
 * Deletes rows that only protect for a while: used nonces, answers kept for Idempotency-Keys (their repository knows how
 * long), handled webhooks, allowances that are whole again. Any number of processes may do it at once.
 */
export const makeForgetOld =
  ({ bridgeKeys, idempotencyKeys, webhookInbox, rateAllowances, wooConnects, clock, log }: ForgetOldDeps) =>
  async (): Promise<ForgottenCounts> => {
    const before = (ms: number) => new Date(clock.now().getTime() - ms);
    const forgotten = {
      nonces: await inPages((limit) => bridgeKeys.forgetNonces(before(NONCES_KEPT_MS), limit)),
      answers: await inPages((limit) => idempotencyKeys.forgetExpired(limit)),
      webhooks: await inPages((limit) => webhookInbox.forgetHandled(before(WEBHOOKS_KEPT_MS), limit)),
      allowances: await inPages((limit) => rateAllowances.forgetWhole(limit)),
      connects: await inPages((limit) => wooConnects.forgetOld(before(CONNECTS_KEPT_MS), limit)),
    };
    if (Object.values(forgotten).some((count) => count > 0)) log.info(forgotten, 'forgot old rows');
    return forgotten;
  };
