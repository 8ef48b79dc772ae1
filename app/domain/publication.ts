import type { ExternalId } from './ids.ts';

/** States of a publication; publishing again is a new publication. `planned` .. `verifying` are resumable after a kill. */
export const PUBLICATION_STATES = [
  'planned',
  'uploading',
  'placing',
  'verifying',
  'published',
  'reverting',
  'reverted',
  'failed',
] as const;
export type PublicationState = (typeof PUBLICATION_STATES)[number];

const NEXT: Record<PublicationState, readonly PublicationState[]> = {
  planned: ['uploading', 'failed'],
  uploading: ['placing', 'failed'],
  placing: ['verifying', 'failed'],
  verifying: ['published', 'failed'],
  published: ['reverting'],
  // a revert that could not finish is taken up again from the same snapshot
  reverting: ['reverted', 'published'],
  reverted: [],
  failed: [],
};
export const canMovePublication = (from: PublicationState, to: PublicationState): boolean =>
  NEXT[from].includes(to);

/**
 * Where the picture goes. `append`: last. `main`: first, the others keep their order. `replace`: takes the place of
 * `replaces` in view and on its variants; the original is detached (never deleted, its file stays).
 */
export const PLACEMENTS = ['append', 'main', 'replace'] as const;
export type Placement = (typeof PLACEMENTS)[number];

export const REVIEW_STATES = ['undecided', 'approved', 'rejected'] as const;
export type ReviewState = (typeof REVIEW_STATES)[number];

/** One medium of a product as the channel shows it. Position is its index in `ProductMediaSnapshot.media`. */
export interface MediaSnapshot {
  readonly id: ExternalId;
  readonly kind: 'image' | 'video' | 'external-video' | 'model-3d';
  readonly alt: string;
  /** Canonical URL of the original file, as the platform gives it (for the record and for re-upload when asked). */
  readonly url: string | null;
  /** Where we keep a copy of its bytes: of a medium that we are about to detach, should its file be deleted later. */
  readonly objectKey?: string;
}

/** Everything about a product's media that a publication may change: the thing undo restores. */
export interface ProductMediaSnapshot {
  readonly productId: ExternalId;
  readonly takenAt: string;
  readonly media: readonly MediaSnapshot[];
  /** Each variant's medium (one at most, on every platform; null = none). */
  readonly variants: readonly { readonly id: ExternalId; readonly mediaId: ExternalId | null }[];
  /**
   * How the platform itself keeps the order, where that is more than the order: WooCommerce may have no main picture, and may
   * name one twice. In the platform's own words; undo gives it back when the order is what it was.
   */
  readonly layout?: string | undefined;
  /** On WooCommerce a variant may show a file that is not among the product's media; on Shopify it cannot. */
  readonly variantsShowAnyFile?: boolean | undefined;
}

/** Kinds of things that undo can leave alone. */
export const LEFT_ALONE = ['medium', 'place', 'alt', 'variant', 'translation'] as const;

/** An element of the gallery that undo left alone because someone changed it since. */
export interface LeftAlone {
  readonly what: (typeof LEFT_ALONE)[number];
  readonly id: ExternalId;
  readonly why: string;
}
