import { type Failure, RETRY_POLICY } from '../domain/failure.ts';
import { backoffMs } from '../domain/image-job.ts';
import type { Message } from '../domain/message.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { missingScopes, SHOPIFY_SCOPES, type ShopifyScope } from '../domain/scopes.ts';
import { readWebhookEvent, type WebhookEvent, webhookMessage } from '../domain/webhook-event.ts';
import type { Clock, NewId } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import type { AuditLog } from '../ports/repositories/audit-log.ts';
import type { Erasure } from '../ports/repositories/erasure.ts';
import type { Store, Stores } from '../ports/repositories/stores.ts';
import type { Delivery, WebhookInbox } from '../ports/repositories/webhook-inbox.ts';
import type { WooConnections } from '../ports/repositories/woo-connections.ts';
import type { StorePlatform } from '../ports/store-platform.ts';
import type { UnitOfWork } from '../ports/unit-of-work.ts';
import type { RefreshProduct } from './refresh-product.ts';
import type { UninstallStore } from './uninstall-store.ts';

const LEASE_MS = 90_000;
const MAX_TRIES = 10;

export type FindStoreOfDelivery = (
  delivery: Pick<Delivery, 'platform' | 'connection'>,
) => Promise<Store | null>;

export const makeStoreOfDelivery =
  (deps: {
    readonly stores: Pick<Stores, 'findByExternalId' | 'get'>;
    readonly wooConnections: Pick<WooConnections, 'findForWebhook'>;
  }): FindStoreOfDelivery =>
  async ({ platform, connection }) => {
    switch (platform) {
      case 'shopify':
        return deps.stores.findByExternalId('shopify', connection);
      case 'woocommerce': {
        const found = await deps.wooConnections.findForWebhook(connection);
        return found ? deps.stores.get(found.storeId) : null;
      }
    }
  };

export interface HandleWebhookDeps {
  readonly inbox: WebhookInbox;
  readonly stores: Pick<Stores, 'update'>;
  /** The store that a delivery's connection names: a shop's domain, or the id of a connection. */
  readonly storeOf: FindStoreOfDelivery;
  readonly platform: Pick<StorePlatform, 'readStore'>;
  readonly refreshProduct: RefreshProduct;
  readonly uninstallStore: UninstallStore;
  readonly auditLog: Pick<AuditLog, 'append'>;
  readonly unitOfWork: UnitOfWork<{ readonly erasure: Erasure }>;
  readonly objects: Pick<ObjectStore, 'deleteStore'>;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly random: () => number;
  readonly log: Log;
}

export type WebhookOutcome =
  | { readonly kind: 'done'; readonly outcome: string }
  | { readonly kind: 'later'; readonly afterMs: number }
  | { readonly kind: 'nothing' };

/**
 * Does what a verified webhook asks for. Deliveries come twice, late and in any order, so none is believed further than that
 * something happened: a product is read again, an uninstall is checked by trying the token.
 */
export const makeHandleWebhook =
  (deps: HandleWebhookDeps) =>
  async (_storeId: string, id: string, signal: AbortSignal): Promise<WebhookOutcome> => {
    const now = deps.clock.now();
    const delivery = await deps.inbox.claim(id, { until: new Date(now.getTime() + LEASE_MS), now });
    if (!delivery) return { kind: 'nothing' };
    const done = await handle(deps, delivery, signal);
    if (!done.ok && delivery.attempt < MAX_TRIES && RETRY_POLICY[done.error.kind] !== 'never') {
      const afterMs = done.error.retryAfterMs ?? backoffMs(delivery.attempt, deps.random());
      await deps.inbox.retry(id, delivery.attempt, new Date(deps.clock.now().getTime() + afterMs));
      return { kind: 'later', afterMs };
    }
    const cancelled = !done.ok && done.error.kind === 'cancelled';
    if (cancelled) {
      await deps.inbox.retry(id, delivery.attempt, deps.clock.now());
      return { kind: 'later', afterMs: 0 };
    }
    const outcome = done.ok ? done.value : `failed: ${done.error.kind}`;
    await deps.inbox.finish(id, delivery.attempt, { outcome, now: deps.clock.now() });
    deps.log.info({ deliveryId: id, topic: delivery.topic, outcome }, 'a webhook was handled');
    return { kind: 'done', outcome };
  };
export type HandleWebhook = ReturnType<typeof makeHandleWebhook>;

const handle = async (
  deps: HandleWebhookDeps,
  delivery: Delivery,
  signal: AbortSignal,
): Promise<Result<string>> => {
  const store = await deps.storeOf(delivery);
  if (!store) return ok('unknown-store');
  const event = readWebhookEvent(delivery.platform, delivery.topic, delivery.payload);
  switch (event.kind) {
    case 'product-touched':
      if (store.status !== 'active') return ok('not-connected');
      return refresh(deps, delivery, { storeId: store.id, externalId: event.productExternalId, signal });
    case 'uninstalled':
      return removeUnlessThere(deps, store, signal);
    case 'scopes-changed':
      return learnScopes(deps, store, event, signal);
    case 'customer-request':
      await note(deps, store, event.kind, null);
      return ok('noted');
    case 'erase-store':
      return erase(deps, store, signal);
    case 'unknown':
      return ok('ignored');
  }
};

/**
 * Reads the product again. One reading answers every delivery about it that came before: an import that touches a product a
 * thousand times costs the store one call, not a thousand.
 */
const refresh = async (
  deps: HandleWebhookDeps,
  delivery: Delivery,
  target: { readonly storeId: string; readonly externalId: string; readonly signal: AbortSignal },
): Promise<Result<string>> => {
  const readAt = deps.clock.now();
  const { storeId, externalId, signal } = target;
  const refreshed = await deps.refreshProduct(storeId, externalId, { signal });
  if (refreshed.ok) {
    const answered = await deps.inbox.finishSame(delivery, {
      receivedBefore: readAt,
      outcome: 'answered-by-another',
      now: deps.clock.now(),
    });
    if (answered > 0) deps.log.info({ deliveryId: delivery.id, answered }, 'one reading answered several');
  }
  return refreshed;
};

/** A webhook of an uninstall that arrives after the reinstall must not take the app away again: a token that works decides. */
const removeUnlessThere = async (
  deps: HandleWebhookDeps,
  store: Store,
  signal: AbortSignal,
): Promise<Result<string>> => {
  const there = await isThere(deps, store, signal);
  if (!there.ok) return there;
  if (there.value) return ok('still-installed');
  await deps.uninstallStore(store);
  return ok('uninstalled');
};

const isThere = async (
  deps: HandleWebhookDeps,
  store: Store,
  signal: AbortSignal,
): Promise<Result<boolean>> => {
  if (store.status !== 'active') return ok(false);
  const read = await deps.platform.readStore(store.id, { signal });
  if (read.ok) return ok(true);
  return isOver(read.error) ? ok(false) : err(read.error);
};

const isOver = (why: Failure): boolean =>
  why.kind === 'store-unauthorized' || why.kind === 'store-disconnected';

/** Deletes everything of the store: pictures first, for the rows are what tells that there is something left to delete. */
const erase = async (deps: HandleWebhookDeps, store: Store, signal: AbortSignal): Promise<Result<string>> => {
  const there = await isThere(deps, store, signal);
  if (!there.ok) return there;
  if (there.value) return ok('still-installed');
  await deps.uninstallStore(store);
  await deps.objects.deleteStore(store.id);
  await deps.unitOfWork.transact((r) => r.erasure.eraseStore(store.id));
  return ok('erased');
};

/** The payload may be an old one by now, so the platform is asked what we may do. A publication says what is missing. */
const learnScopes = async (
  deps: HandleWebhookDeps,
  store: Store,
  event: Extract<WebhookEvent, { kind: 'scopes-changed' }>,
  signal: AbortSignal,
): Promise<Result<string>> => {
  if (store.status !== 'active') return ok('not-connected');
  const read = await deps.platform.readStore(store.id, { signal });
  if (!read.ok) return isOver(read.error) ? ok('not-connected') : read;
  await deps.stores.update(store.id, read.value);
  const granted = read.value.grantedScopes ?? [];
  const missing = missingScopes(granted, Object.keys(SHOPIFY_SCOPES) as ShopifyScope[]);
  if (missing.length > 0) deps.log.warn({ storeId: store.id, missing }, 'a store took back a permission');
  await note(deps, store, event.kind, { granted, missing });
  return ok(missing.length > 0 ? `missing: ${missing.join(' ')}` : 'noted');
};

const note = (
  deps: HandleWebhookDeps,
  store: Store,
  action: WebhookEvent['kind'],
  details: Readonly<Record<string, unknown>> | null,
): Promise<void> =>
  deps.auditLog.append(store.id, [
    {
      id: deps.newId(),
      actor: 'system',
      action,
      subjectKind: 'store',
      subjectId: store.id,
      details,
      at: deps.clock.now(),
    },
  ]);

/** A sweep: messages of verified webhooks whose own message was lost. */
export const makeStrandedWebhooks =
  (deps: { readonly inbox: Pick<WebhookInbox, 'unhandled'>; readonly clock: Clock }) =>
  async (receivedBefore: Date, limit: number): Promise<readonly Message[]> => {
    const rows = await deps.inbox.unhandled({ now: deps.clock.now(), receivedBefore, limit });
    return rows.map((row) => webhookMessage(row.id));
  };
