import type { FaultBoard } from './faults/types.ts';
import type { Logins } from './login/logins.ts';
import type { Preparation } from './plugin/files.ts';
import type { SiteState } from './state/state.ts';
import type { KeyRow, ProductRow, VariationRow } from './state/types.ts';

export type Clock = { now(): number };

/** How the site's addresses look. `plain`: WordPress without permalinks, where only `?rest_route=` leads to the REST API. */
export type Permalinks = 'pretty' | 'index' | 'plain';

export type WooOptions = {
  /** 0 or absent: any free port. */
  port?: number;
  /** Where state and files live; absent: memory only. */
  dataDir?: string;
  name?: string;
  /** A subfolder, e.g. `/shop`; default: the root. */
  path?: string;
  permalinks?: Permalinks;
  /** Serve over TLS with a certificate made at the start; keys then work by Basic, else by OAuth 1.0a only. */
  https?: boolean;
  currency?: string;
  /** The site's time zone, in hours before UTC; `date_modified` is in it. */
  utcOffsetHours?: number;
  /** Is the Softbox plugin there? Default: yes, and switched on. */
  plugin?: boolean | 'inactive';
  /** The plugin's folder with its built screens, and how far those are. Default: `woo-bridge`, whatever lies there. */
  pluginDir?: string;
  preparing?: () => Preparation;
  /** What the plugin's connect screen offers. */
  softboxAddress?: string;
  /** A host that lets only GET, HEAD and POST through. */
  blocksMethods?: boolean;
  /** Asks who is there too early, as WooCommerce 8.0 does: backslashes in a query are lost before its signature is checked. */
  asksTooEarly?: boolean;
  maxUploadBytes?: number;
  /** Certificates (PEM) that the site trusts when it calls out, for a Softbox on a TLS front of a test. */
  trustedCa?: string;
  seed?: boolean;
  catalogueDir?: string;
  clock?: Clock;
};

export type ImageSeed = { bytes: Uint8Array; filename: string; alt?: string };
export type ProductSeed = {
  name: string;
  slug?: string;
  status?: ProductRow['status'];
  description?: string;
  sku?: string;
  price?: string;
  stock?: number;
  categories?: string[];
  tags?: string[];
  images?: ImageSeed[];
  /** Makes it a variable product. */
  variations?: {
    attributes: { name: string; option: string }[];
    sku?: string;
    price?: string;
    stock?: number;
    /** `filename` of one of `images`. */
    imageFile?: string;
  }[];
};

/** What an owner does by hand in wp-admin. Each fires the webhooks that WooCommerce would. */
export type OwnerActions = {
  createProduct(seed: ProductSeed): Promise<ProductRow>;
  updateProduct(id: number, change: Partial<Omit<ProductRow, 'id'>>): void;
  updateVariation(id: number, change: Partial<Omit<VariationRow, 'id' | 'parentId'>>): void;
  trashProduct(id: number): void;
  addMedia(image: ImageSeed): Promise<number>;
  setAlt(attachmentId: number, alt: string): void;
  /** For good, as "Delete permanently" in the media library: galleries keep the dangling id. */
  deleteMedia(attachmentId: number): void;
  writePost(title: string, content: string, featuredId?: number | null): number;
  createKey(permissions?: KeyRow['permissions']): { key: string; secret: string; id: number };
  revokeKey(id: number): void;
  variationsOf(productId: number): VariationRow[];
};

/** What the plugin does when the owner clicks its buttons: the calls a PHP plugin makes to Softbox. */
export type PluginActions = {
  readonly siteId: string;
  /** Asks Softbox for a connect; answers where the browser has to go. */
  start(softboxUrl: string): Promise<PluginAnswer>;
  finish(softboxUrl: string): Promise<PluginAnswer>;
  pair(softboxUrl: string): Promise<PluginAnswer>;
  /** A signed call to Softbox. `path` from the root, query included. */
  call(method: string, path: string, body?: unknown): Promise<PluginAnswer>;
  /** Tells Softbox, then deletes the site's own: webhooks, key, bridge key. */
  disconnect(): Promise<PluginAnswer>;
};
export type PluginAnswer = { status: number; body: Record<string, unknown> };

export type SandboxWoo = {
  /** `http(s)://127.0.0.1:PORT` */
  readonly origin: string;
  /** `home_url()`, without a slash at its end. */
  readonly home: string;
  /** `rest_url()` */
  readonly restUrl: string;
  /** PEM of the site's own certificate; null over http. */
  readonly certificate: string | null;
  readonly state: SiteState;
  readonly faults: FaultBoard;
  readonly logins: Logins;
  readonly owner: OwnerActions;
  readonly plugin: PluginActions;
  fileUrl(attachmentId: number): string | null;
  /** The owner says yes (or no) on the page that an authorize URL shows; answers where the browser is sent. */
  approve(authorizeUrl: string, yes?: boolean): Promise<{ status: number; location: string | null }>;
  /** All galleries and media, to compare before and after. */
  dump(): SiteDump;
  /** Waits until all webhook deliveries have been made. */
  settle(): Promise<void>;
  close(): Promise<void>;
};

export type SiteDump = {
  products: {
    id: number;
    featured: number | null;
    gallery: number[];
    variations: { id: number; image: number | null }[];
  }[];
  media: { id: number; file: string; alt: string; sha256: string; name: string | null }[];
};
