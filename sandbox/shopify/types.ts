import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FaultBoard } from './faults/types.ts';
import type { FileRecord, ProductRecord, SandboxState, VariantRecord } from './state/types.ts';

/** Milliseconds since the epoch. Tests pass one they move by hand. */
export type Clock = { now(): number };

/** How long the asynchronous parts of the platform take here, in milliseconds. */
export type Latency = {
  /** A file stays UPLOADED this long … */
  uploadedMs: number;
  /** … and then PROCESSING this long. */
  processingMs: number;
  /** From `productReorderMedia` to its job being done. */
  reorderMs: number;
  /** `files(query:)` shows a write only after this long. */
  searchLagMs: number;
  /** From an event to its first webhook delivery. */
  webhookMs: number;
  /** The whole retry schedule of webhooks (4 h on the platform) is multiplied by this. */
  webhookRetryScale: number;
  /** Time limit of one webhook delivery. */
  webhookTimeoutMs: number;
  /** From `bulkOperationRunQuery` to its completion. */
  bulkMs: number;
};

/** One subscription as `shopify.app.toml` declares it. `uri` is absolute or relative to the app's URL. */
export type WebhookSubscriptionConfig = { topics?: string[]; complianceTopics?: string[]; uri: string };

/** A page the browser part adds. Returns false to leave the request to the API. */
export type PageHandler = (request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>;

export type ImageSeed = { bytes: Uint8Array; filename: string; alt?: string };

/** What a test or the seed gives to make a product; everything but the title has a default. */
export type ProductSeed = {
  title: string;
  handle?: string;
  descriptionHtml?: string;
  vendor?: string;
  productType?: string;
  tags?: string[];
  status?: ProductRecord['status'];
  /** Names of the options; each variant gives a value for each. */
  options?: string[];
  variants?: {
    title?: string;
    sku?: string;
    price?: string;
    inventory?: number;
    /** A value per option, in the options' order. */
    optionValues?: string[];
    /** `filename` of one of `images`. */
    imageFile?: string;
  }[];
  images?: ImageSeed[];
};

/** Whatever a merchant does by hand in the Admin: the same operations as the API's, without its checks on apps. */
export type MerchantActions = {
  createProduct(shop: string, seed: ProductSeed): Promise<ProductRecord>;
  createCollection(
    shop: string,
    seed: { title: string; handle: string; productIds: number[] },
  ): Promise<void>;
  updateProduct(
    shop: string,
    productId: number,
    change: Partial<Pick<ProductRecord, 'title' | 'descriptionHtml' | 'vendor' | 'tags' | 'status'>>,
  ): Promise<void>;
  deleteProduct(shop: string, productId: number): Promise<void>;
  /** Adds a READY picture at the end of the gallery. */
  addImage(shop: string, productId: number, image: ImageSeed): Promise<FileRecord>;
  setAlt(shop: string, fileId: number, alt: string): Promise<void>;
  /** A language besides the shop's own; null takes it away, with all its translations. */
  setLocale(shop: string, locale: string, published: boolean | null): Promise<void>;
  /** The alt text of a file in another language; null takes it away. */
  setTranslation(shop: string, fileId: number, locale: string, value: string | null): Promise<void>;
  /** Zero-based position, at once. */
  moveMedia(shop: string, productId: number, fileId: number, newPosition: number): Promise<void>;
  detachMedia(shop: string, productId: number, fileId: number): Promise<void>;
  deleteFile(shop: string, fileId: number): Promise<void>;
  setVariantImage(shop: string, variantId: number, fileId: number | null): Promise<void>;
  variantsOf(shop: string, productId: number): VariantRecord[];
};

export type SandboxShopify = {
  /** `http://127.0.0.1:{port}` */
  readonly origin: string;
  readonly clientId: string;
  readonly appUrl: string;
  readonly state: SandboxState;
  readonly faults: FaultBoard;
  readonly merchant: MerchantActions;
  /** Installs the app with the scopes it asks for (again after an uninstall: same shop, new tokens). */
  install(shop: string, scopes?: string[]): Promise<void>;
  /** What the app declares. */
  readonly scopes: { readonly required: readonly string[]; readonly optional: readonly string[] };
  /** The merchant agrees to optional scopes, as `shopify.scopes.request` asks; throws for one that is not declared as optional. */
  grantScopes(shop: string, scopes: readonly string[]): Promise<void>;
  /** Revokes all tokens and fires `app/uninstalled`. */
  uninstall(shop: string): Promise<void>;
  /** Fires one of the compliance topics on demand (48 h after an uninstall on the platform). */
  sendCompliance(
    shop: string,
    topic: 'shop/redact' | 'customers/redact' | 'customers/data_request',
  ): Promise<void>;
  /** The id token App Bridge would give the embedded app: HS256, one minute. */
  sessionToken(shop: string, options?: { userId?: number; lifetimeSeconds?: number }): string;
  /** The public address of a file's bytes; null until it was READY once. */
  fileUrl(shop: string, file: FileRecord): string | null;
  /** Runs what is due by the clock and waits for it, webhook deliveries included. */
  settle(): Promise<void>;
  close(): Promise<void>;
};

export type SandboxOptions = {
  /** 0 or absent: any free port. */
  port?: number;
  /** Where state and blobs live; absent: memory only. */
  dataDir?: string;
  clientId: string;
  clientSecret: string;
  /** Where relative webhook addresses point and what the Admin frames. */
  appUrl: string;
  clock?: Clock;
  /** Shops to make when the data directory holds none. */
  shops?: string[];
  /** Fill new shops from the catalogue directory; default: when it holds a catalogue.json. */
  seed?: boolean;
  catalogueDir?: string;
  latency?: Partial<Latency>;
  /** Points in the bucket and points restored a second. Default: the standard plan. */
  throttle?: { maximumAvailable: number; restoreRate: number };
  cdn?: { stripMetadata?: boolean };
  /** Scopes granted on install. */
  scopes?: string[];
  /** Scopes that may be asked for in the app. */
  optionalScopes?: string[];
  webhooks?: WebhookSubscriptionConfig[];
  webhookApiVersion?: string;
  /** Browser pages instead of the sandbox's own Admin and storefront (`admin-ui/admin-pages.ts`). */
  pages?: (sandbox: SandboxShopify) => PageHandler;
};
