import { createHash } from 'node:crypto';
import { v7 as newId } from 'uuid';

export const NOW = new Date('2026-11-22T10:00:00.000Z');
export const LEASE_UNTIL = new Date('2026-11-22T10:01:00.000Z');
export const PRICE = 40_000n;

export const JOB_STATES = ['queued', 'preparing', 'checking', 'ready', 'held', 'failed'] as const;

export interface SeededStore {
  /** Is in every text of the store's rows: whoever sees it sees the store's data. */
  readonly marker: string;
  readonly storeId: string;
  readonly shop: string;
  readonly productId: string;
  readonly productExternalId: string;
  readonly imageId: string;
  readonly imageExternalId: string;
  readonly imageUrl: string;
  readonly variantId: string;
  readonly recipeHash: string;
  readonly presetId: string;
  readonly batchId: string;
  readonly requestKey: string;
  /** One job in each of these states; the running ones are held by `leaseId`. */
  readonly jobs: Readonly<Record<(typeof JOB_STATES)[number], string>>;
  readonly leaseId: string;
  /** Of the job that is held, undecided and unpublished. */
  readonly heldAssetId: string;
  /** Of the job that is ready, approved and published. */
  readonly publishedAssetId: string;
  readonly publicationId: string;
  /** Waits for a worker. */
  readonly plannedPublicationId: string;
  /** Held by `leaseId`; of another product. */
  readonly uploadingPublicationId: string;
  readonly fileId: string;
  /** Published; of a file of the store's own. */
  readonly altChangeId: string;
  /** Planned, held by `leaseId`. */
  readonly plannedAltChangeId: string;
  readonly ownFileId: string;
  /** Running, held by `leaseId`. */
  readonly wordsRunId: string;
  /** Running, held by `leaseId`. */
  readonly syncId: string;
  readonly sourceHash: string;
  readonly idempotencyKey: string;
  readonly bridgeKeyId: string;
  /** Of the job that is checking; still `started`. */
  readonly providerCallId: string;
  readonly providerPictureId: string;
  /** Of the job that is checking; handed in. */
  readonly waitingDrawId: string;
  readonly inspirationId: string;
  readonly inspirationPictureId: string;
  readonly deliveryId: string;
  readonly sessionId: string;
  readonly workerId: string;
  readonly now: Date;
}

export const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Names for everything of a store. */
export const identify = (marker: string): SeededStore => ({
  marker,
  storeId: newId(),
  shop: `${marker}.myshopify.com`,
  productId: newId(),
  productExternalId: `gid://shopify/Product/${marker}`,
  imageId: newId(),
  imageExternalId: `gid://shopify/MediaImage/1-${marker}`,
  imageUrl: `https://cdn.example/${marker}/1.jpg`,
  variantId: newId(),
  recipeHash: hash(`recipe ${marker}`),
  presetId: newId(),
  batchId: newId(),
  requestKey: `request-${marker}`,
  jobs: Object.fromEntries(JOB_STATES.map((state) => [state, newId()])) as SeededStore['jobs'],
  leaseId: `lease-${marker}`,
  heldAssetId: newId(),
  publishedAssetId: newId(),
  publicationId: newId(),
  plannedPublicationId: newId(),
  uploadingPublicationId: newId(),
  fileId: `gid://shopify/MediaImage/${marker}`,
  altChangeId: newId(),
  plannedAltChangeId: newId(),
  ownFileId: `gid://shopify/MediaImage/${marker}-own`,
  wordsRunId: newId(),
  syncId: newId(),
  sourceHash: hash(`source ${marker}`),
  idempotencyKey: `key-${marker}`,
  bridgeKeyId: newId(),
  providerCallId: newId(),
  providerPictureId: newId(),
  waitingDrawId: newId(),
  inspirationId: newId(),
  inspirationPictureId: `photo-${marker}`,
  deliveryId: newId(),
  sessionId: `offline_${marker}.myshopify.com`,
  workerId: newId(),
  now: NOW,
});
