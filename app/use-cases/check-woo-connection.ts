import type { Failure } from '../domain/failure.ts';
import type { Message } from '../domain/message.ts';
import type { WooHealth, WooProblemKind } from '../domain/woo-health.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { WooConnections } from '../ports/repositories/woo-connections.ts';
import type { WooSites, WooWebhook } from '../ports/woo-sites.ts';
import type { OpenConnection, OpenWooConnection } from './open-woo-connection.ts';
import type { StartSync } from './sync-catalogue.ts';

/** How often a site is asked what has changed: what its webhooks failed to tell is known after this long. */
export const CHECK_EVERY_MS = 15 * 60_000;
/** How often the whole catalogue is read: a product that is deleted for good, past the trash, fires no webhook. */
const WHOLE_SYNC_EVERY_MS = 24 * 3_600_000;
const LIMIT = 100;

export interface CheckWooConnectionDeps {
  readonly openConnection: OpenConnection;
  readonly sites: Pick<WooSites, 'readFacts' | 'listWebhooks' | 'ensureWebhooks'>;
  readonly wooConnections: Pick<WooConnections, 'setHealth' | 'setWebhooks' | 'setWholeSync' | 'takeDue'>;
  readonly startSync: StartSync;
  readonly deliveryUrlOf: (connectionId: string) => string;
  readonly clock: Clock;
  readonly log: Log;
}

type Problems = WooHealth['problems'];

/**
 * Looks after one connection: does the site still answer, with our key, as the site it was? Are its webhooks alive (WooCommerce
 * disables one that kept failing, and tells nobody)? Then asks for what has changed, because deliveries get lost.
 */
export const makeCheckWooConnection =
  (deps: CheckWooConnectionDeps) =>
  async (
    storeId: string,
    _id: string,
    signal: AbortSignal,
  ): Promise<{ readonly kind: 'done' | 'nothing' }> => {
    const open = await deps.openConnection(storeId);
    if (!open.ok) return { kind: 'nothing' };
    const site = open.value;
    const found = await inspect(deps, site, signal);
    if (signal.aborted) return { kind: 'nothing' };
    const now = deps.clock.now();
    const isReachable = !found.problems.some(
      ({ kind }) => kind !== 'webhook-disabled' && kind !== 'webhook-missing',
    );
    const health: WooHealth = {
      checkedAt: now.toISOString(),
      problems: found.problems,
      webhooks: found.webhooks.map(({ topic, status }) => ({ topic, status })),
    };
    await deps.wooConnections.setHealth(storeId, health, isReachable ? now : null);
    if (found.problems.length > 0) {
      deps.log.warn(
        { storeId, problems: found.problems.map(({ kind }) => kind) },
        'a WooCommerce connection',
      );
    }
    if (isReachable) await deps.startSync(storeId, { mode: 'changes' });
    return { kind: 'done' };
  };

const inspect = async (
  deps: CheckWooConnectionDeps,
  site: OpenWooConnection,
  signal: AbortSignal,
): Promise<{ problems: Problems; webhooks: readonly WooWebhook[] }> => {
  const options = { signal };
  const none = (failed: Failure) => ({ problems: [problemOf(failed)], webhooks: [] });
  const facts = await deps.sites.readFacts(site.address, site, options);
  if (!facts.ok) return none(facts.error);
  if (facts.value.siteId !== site.siteId) {
    return { problems: [otherSite()], webhooks: [] };
  }
  const deliveryUrl = deps.deliveryUrlOf(site.connection.id);
  const before = await deps.sites.listWebhooks(site.address, site, deliveryUrl, options);
  if (!before.ok) return none(before.error);
  const after = await deps.sites.ensureWebhooks(
    site.address,
    site,
    { deliveryUrl, secret: site.webhookSecret, renewSecret: false },
    options,
  );
  if (!after.ok) return none(after.error);
  const ids = after.value.map((webhook) => webhook.id);
  if (ids.join() !== site.connection.webhookIds.join()) {
    await deps.wooConnections.setWebhooks(site.connection.storeId, ids);
    deps.log.warn(
      {
        storeId: site.connection.storeId,
        was: before.value.map(({ topic, status }) => `${topic} ${status}`),
      },
      'the webhooks of a site were mended',
    );
  }
  const paused = after.value.filter((webhook) => webhook.status !== 'active');
  return {
    problems: paused.map((webhook) => ({
      kind: 'webhook-disabled' as const,
      message: `The webhook ${webhook.topic} is paused in WooCommerce; changes reach Softbox with a delay.`,
    })),
    webhooks: after.value,
  };
};

const otherSite = (): Problems[number] => ({
  kind: 'other-site',
  message: 'Another installation answers at the address of the site. Connect it again.',
});

const problemOf = (failed: Failure): Problems[number] => ({
  kind: kindOf(failed),
  message: failed.message,
});

const kindOf = (failed: Failure): WooProblemKind => {
  if (failed.kind === 'store-unauthorized')
    return failed.details?.readOnly === true ? 'read-only' : 'unauthorized';
  return failed.kind === 'store-disconnected' ? 'no-plugin' : 'unreachable';
};

/** A sweep: messages for the connections whose check is due. Each is handed out once per interval, whoever asks. */
export const makeDueWooChecks =
  (deps: Pick<CheckWooConnectionDeps, 'wooConnections' | 'startSync' | 'clock'>) =>
  async (): Promise<readonly Message[]> => {
    const now = deps.clock.now();
    const due = await deps.wooConnections.takeDue({
      now,
      nextCheckAt: new Date(now.getTime() + CHECK_EVERY_MS),
      limit: LIMIT,
    });
    for (const { storeId, wholeSyncIsDue } of due) {
      if (!wholeSyncIsDue) continue;
      await deps.startSync(storeId, { mode: 'whole' });
      await deps.wooConnections.setWholeSync(storeId, new Date(now.getTime() + WHOLE_SYNC_EVERY_MS));
    }
    return due.map(({ id, storeId }) => ({ v: 1, kind: 'store-check', storeId, id }));
  };
