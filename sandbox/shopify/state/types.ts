/**
 * The records the sandbox keeps of each shop. They are plain JSON (they are written to disk as such), keyed by the
 * number that ends a Shopify global id, and replaced as a whole on each change, never mutated in place.
 */

/** The states of a medium. Source: enum `MediaStatus` of the 2026-10 Admin schema. */
export type MediaStatus = 'UPLOADED' | 'PROCESSING' | 'READY' | 'FAILED';

/** Why processing failed. A subset of enum `FileErrorCode` / `MediaErrorCode` of the 2026-10 Admin schema. */
export type MediaErrorCode =
  | 'DUPLICATE_FILENAME_ERROR'
  | 'GENERIC_FILE_DOWNLOAD_FAILURE'
  | 'GENERIC_FILE_INVALID_SIZE'
  | 'IMAGE_DOWNLOAD_FAILURE'
  | 'IMAGE_PROCESSING_FAILURE'
  | 'INVALID_IMAGE_FILE_SIZE'
  | 'INVALID_IMAGE_RESOLUTION'
  | 'INVALID_SIGNED_URL'
  | 'UNSUPPORTED_IMAGE_FILE_TYPE'
  | 'UNKNOWN';

export type MediaError = { code: MediaErrorCode; message: string };

/** The bytes a READY file shows. `sha256` names the blob; `mimeType` is what the bytes are, not what was claimed. */
export type FileContent = {
  sha256: string;
  byteLength: number;
  mimeType: string;
  /** Pixels; null for generic files. */
  width: number | null;
  height: number | null;
};

/** A file of the shop's Files page: a picture (`MediaImage`) or anything else (`GenericFile`). */
export type FileRecord = {
  id: number;
  kind: 'MediaImage' | 'GenericFile';
  /** Name in the CDN address, unique in the shop. */
  filename: string;
  /** Since when it has that name: `files(query:)` finds it by name only some time later. */
  filenameSince: number;
  /** Belongs to the file, so it is shared by every product that shows it. '' when there is none. */
  alt: string;
  status: MediaStatus;
  errors: MediaError[];
  /** What the CDN serves; null until the file was READY once. */
  content: FileContent | null;
  /** Where the present processing takes its bytes from; null when nothing is under way. */
  pendingSource: string | null;
  /** The `v=` of the CDN address: seconds of the last change of the bytes. */
  version: number;
  /** Milliseconds since the epoch, as all times here. */
  createdAt: number;
  updatedAt: number;
};

export type ProductOption = { id: number; name: string; values: string[] };

export type ProductStatus = 'ACTIVE' | 'ARCHIVED' | 'DRAFT' | 'UNLISTED';

export type ProductRecord = {
  id: number;
  handle: string;
  title: string;
  descriptionHtml: string;
  vendor: string;
  productType: string;
  tags: string[];
  status: ProductStatus;
  options: ProductOption[];
  /** File ids in gallery order: the first is the main picture. */
  mediaIds: number[];
  /** Variant ids by position. */
  variantIds: number[];
  seo: { title: string | null; description: string | null };
  publishedAt: number | null;
  createdAt: number;
  updatedAt: number;
};

export type VariantRecord = {
  id: number;
  productId: number;
  inventoryItemId: number;
  title: string;
  sku: string | null;
  barcode: string | null;
  /** Decimal string, as Shopify's `Money` scalar. */
  price: string;
  compareAtPrice: string | null;
  inventory: number;
  /** One-based. */
  position: number;
  /** One value per option of the product, in the options' order. */
  optionValues: { name: string; value: string }[];
  /** File ids; at most one (one picture a variant). */
  mediaIds: number[];
  createdAt: number;
  updatedAt: number;
};

export type CollectionRecord = {
  id: number;
  handle: string;
  title: string;
  descriptionHtml: string;
  productIds: number[];
  createdAt: number;
  updatedAt: number;
};

export type MetafieldRecord = {
  id: number;
  /** Full global id of the owner, e.g. `gid://shopify/Product/1`. */
  ownerId: string;
  namespace: string;
  key: string;
  type: string;
  value: string;
  createdAt: number;
  updatedAt: number;
};

/** A language of the shop. */
export type LocaleRecord = { locale: string; primary: boolean; published: boolean };

/** One translated field. `digest` is that of the text it was made from. */
export type TranslationRecord = {
  /** Resource, locale and key in one. */
  id: string;
  resourceId: string;
  locale: string;
  key: string;
  value: string;
  digest: string;
  updatedAt: number;
};

/** The answer to `job(id)`: done once its task ran. */
export type JobRecord = { id: string; done: boolean; createdAt: number };

/** An address handed out by `stagedUploadsCreate`; `content` is filled in by the upload itself. */
export type StagedUploadRecord = {
  id: string;
  /** The key in the resource URL: `tmp/{shop id}/products/{uuid}/{filename}`. */
  key: string;
  filename: string;
  mimeType: string;
  resource: string;
  httpMethod: 'PUT' | 'POST';
  /** What the upload has to present; compared on arrival. */
  signature: string;
  declaredSize: number | null;
  expiresAt: number;
  content: { sha256: string; byteLength: number } | null;
};

/** The app's installation in a shop. Uninstalling sets `uninstalledAt` and revokes every token. */
export type InstallationRecord = {
  id: number;
  clientId: string;
  scopes: string[];
  installedAt: number;
  uninstalledAt: number | null;
};

/** An access token or the refresh token beside it. Only the SHA-256 of the secret is kept. */
export type TokenRecord = {
  id: string;
  kind: 'offline' | 'online' | 'refresh';
  sha256: string;
  scopes: string[];
  userId: number | null;
  /** null: does not expire. */
  expiresAt: number | null;
  revokedAt: number | null;
  /** Access and refresh token of one exchange or refresh share a pair. */
  pair: string;
  /** The pair whose refresh token made this one; null for an exchange. */
  previousPair: string | null;
  /** When this token was first used. */
  firstUsedAt: number | null;
};

export type BulkOperationRecord = {
  id: number;
  status: 'CREATED' | 'RUNNING' | 'COMPLETED' | 'FAILED' | 'CANCELED';
  query: string;
  createdAt: number;
  completedAt: number | null;
  errorCode: 'ACCESS_DENIED' | 'INTERNAL_SERVER_ERROR' | 'TIMEOUT' | null;
  objectCount: number;
  rootObjectCount: number;
  content: { sha256: string; byteLength: number } | null;
  apiVersion: string;
  scopes: string[];
};

/** A webhook on its way. Kept until it was accepted or given up, so that a restart loses none. */
export type DeliveryRecord = {
  id: string;
  /** `X-Shopify-Webhook-Id`: the same on each retry. */
  webhookId: string;
  /** `X-Shopify-Event-Id`: the same over several subscriptions to one event. */
  eventId: string;
  topic: string;
  uri: string;
  apiVersion: string;
  /** The exact body that is signed and sent. */
  body: string;
  triggeredAt: number;
  attempts: { at: number; outcome: string }[];
  state: 'waiting' | 'delivered' | 'given-up';
};

/** Something that happens by the clock. */
export type TaskRecord = { id: number; at: number } & (
  | { kind: 'start-processing'; fileId: number; source: string }
  | { kind: 'finish-processing'; fileId: number; source: string }
  | { kind: 'reorder-media'; productId: number; moves: { id: number; newPosition: number }[]; jobId: string }
  | { kind: 'deliver-webhook'; deliveryId: string }
  | { kind: 'run-bulk-query'; operationId: number }
);

export type ShopRecord = {
  id: number;
  /** `{name}.myshopify.com` */
  domain: string;
  name: string;
  email: string;
  ownerName: string;
  currencyCode: string;
  planName: string;
  createdAt: number;
};

/** One table of records by key. */
export type Table<Key extends string | number, Row> = {
  get(key: Key): Row | undefined;
  readonly size: number;
  /** All rows in the order of their first insertion. */
  all(): Row[];
  put(row: Row): void;
  remove(key: Key): void;
};

/** Everything known of one shop. Changes are durable after `SandboxState.commit()`. */
export type ShopState = {
  readonly record: ShopRecord;
  readonly products: Table<number, ProductRecord>;
  readonly variants: Table<number, VariantRecord>;
  readonly files: Table<number, FileRecord>;
  readonly collections: Table<number, CollectionRecord>;
  readonly metafields: Table<number, MetafieldRecord>;
  readonly locales: Table<string, LocaleRecord>;
  readonly translations: Table<string, TranslationRecord>;
  readonly jobs: Table<string, JobRecord>;
  readonly stagedUploads: Table<string, StagedUploadRecord>;
  readonly installations: Table<number, InstallationRecord>;
  readonly tokens: Table<string, TokenRecord>;
  readonly deliveries: Table<string, DeliveryRecord>;
  readonly bulkOperations: Table<number, BulkOperationRecord>;
  readonly tasks: Table<number, TaskRecord>;
  /** Ids already given stay given, also over a restart. */
  nextId(): number;
};

/** Bytes by their SHA-256. */
export type BlobStore = {
  put(bytes: Uint8Array): Promise<string>;
  get(sha256: string): Promise<Buffer | undefined>;
};

export type SandboxState = {
  shops(): ShopState[];
  shop(domain: string): ShopState | undefined;
  createShop(record: Omit<ShopRecord, 'id' | 'createdAt'>): ShopState;
  readonly blobs: BlobStore;
  /** Writes what changed since the last commit; called before each answer. */
  commit(): void;
  close(): void;
};
