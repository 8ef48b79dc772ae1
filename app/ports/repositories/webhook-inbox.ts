import type { Platform } from './stores.ts';

/** A webhook whose signature was right. */
export interface NewDelivery {
  readonly id: string;
  readonly platform: Platform;
  /** The shop domain or connection id that the delivery names; resolved to a store when it is handled. */
  readonly connection: string;
  /** The platform's id of this delivery, the same on every retry. */
  readonly deliveryId: string;
  /** The same for deliveries that one look answers: Shopify's id of the event, the product of a WooCommerce site. */
  readonly eventId: string | null;
  readonly topic: string;
  readonly payload: unknown;
  /** When the event happened, as the platform says. */
  readonly triggeredAt: Date | null;
  readonly now: Date;
}

export interface Delivery {
  readonly id: string;
  readonly platform: Platform;
  readonly connection: string;
  readonly eventId: string | null;
  readonly topic: string;
  readonly payload: unknown;
  readonly triggeredAt: Date | null;
  readonly receivedAt: Date;
  /** Tries so far, the present one included; with `id` it names the try that may finish. */
  readonly attempt: number;
}

/**
 * Verified webhooks, before anything is done about them (invariant 5). They belong to no store yet, so this is one of the
 * named repositories that take no storeId; no request of a merchant reaches it.
 */
export interface WebhookInbox {
  /** `duplicate`: this delivery of this connection is there already. Any number may call it at the same time. */
  insertOnce(delivery: NewDelivery): Promise<'new' | 'duplicate'>;
  /** Takes an unhandled delivery that nobody holds. Null: handled, held, waiting, or not there. Counts a try. */
  claim(id: string, lease: { readonly until: Date; readonly now: Date }): Promise<Delivery | null>;
  /** Done. `outcome` says how in a word or two. False when another try has taken over. */
  finish(
    id: string,
    attempt: number,
    end: { readonly outcome: string; readonly now: Date },
  ): Promise<boolean>;
  /**
   * Finishes the other deliveries about the same event (platform, connection and `eventId`) that came before, and that nobody
   * has begun with; returns how many. None for a delivery without an `eventId`.
   */
  finishSame(
    delivery: Pick<Delivery, 'id' | 'platform' | 'connection' | 'eventId'>,
    end: { readonly receivedBefore: Date; readonly outcome: string; readonly now: Date },
  ): Promise<number>;
  /** Lets go until `notBefore`. False when another try has taken over. */
  retry(id: string, attempt: number, notBefore: Date): Promise<boolean>;
  /** A sweep: unhandled ones received before `receivedBefore` that nobody holds (their message was lost), oldest first. */
  unhandled(options: {
    readonly now: Date;
    readonly receivedBefore: Date;
    readonly limit: number;
  }): Promise<readonly Pick<Delivery, 'id' | 'platform' | 'connection' | 'topic' | 'attempt'>[]>;
  /** A sweep: forgets up to `limit` deliveries handled before `handledBefore`; returns how many. */
  forgetHandled(handledBefore: Date, limit: number): Promise<number>;
}
