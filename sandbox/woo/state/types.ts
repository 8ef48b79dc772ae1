/** What a WordPress site with WooCommerce keeps, as far as the stand-in has it. Times are milliseconds since the epoch. */

export type ProductStatus = 'publish' | 'draft' | 'pending' | 'private' | 'future' | 'trash';

export type Stock = {
  manageStock: boolean;
  stockQuantity: number | null;
  stockStatus: 'instock' | 'outofstock' | 'onbackorder';
};

export type AttributeValue = { name: string; option: string };

export type ProductRow = Stock & {
  id: number;
  name: string;
  slug: string;
  type: 'simple' | 'variable' | 'grouped' | 'external';
  status: ProductStatus;
  description: string;
  sku: string;
  price: string;
  categoryIds: number[];
  tagIds: number[];
  attributes: { id: number; name: string; options: string[]; variation: boolean }[];
  /** `_thumbnail_id`; null: none, even when there is a gallery. */
  imageId: number | null;
  /** `_product_image_gallery`, raw: repeats and ids of deleted attachments stay in it. */
  galleryIds: number[];
  createdAt: number;
  modifiedAt: number;
};

export type VariationRow = Stock & {
  id: number;
  parentId: number;
  status: 'publish' | 'private';
  sku: string;
  price: string;
  attributes: AttributeValue[];
  imageId: number | null;
  menuOrder: number;
  createdAt: number;
  modifiedAt: number;
};

export type AttachmentRow = {
  id: number;
  /** Path below wp-content/uploads. */
  file: string;
  mime: string;
  sha256: string;
  bytes: number;
  width: number;
  height: number;
  alt: string;
  title: string;
  /** `_softbox_name` of those that the plugin made. */
  softboxName: string | null;
  parentId: number;
  createdAt: number;
};

export type TermRow = {
  id: number;
  taxonomy: 'category' | 'tag';
  name: string;
  slug: string;
  parent: number;
};
export type AttributeRow = { id: number; name: string; slug: string };

export type KeyRow = {
  id: number;
  userId: number;
  description: string;
  permissions: 'read' | 'write' | 'read_write';
  /** HMAC-SHA256 of the key under "wc-api", as WooCommerce keeps it. */
  keyHash: string;
  /** In the clear, as WooCommerce keeps it. */
  secret: string;
  /** OAuth nonces by their timestamps. */
  nonces: Record<string, string>;
};

export type WebhookRow = {
  id: number;
  name: string;
  status: 'active' | 'paused' | 'disabled';
  topic: string;
  deliveryUrl: string;
  secret: string;
  failureCount: number;
  createdAt: number;
  modifiedAt: number;
};

/** A delivery that was tried; kept for tests and the log page. */
export type DeliveryRow = {
  id: number;
  webhookId: number;
  topic: string;
  deliveryId: string;
  status: number | null;
  at: number;
};

/** A post whose text may show a picture; what makes a file used outside of products. */
export type PostRow = { id: number; title: string; content: string; featuredId: number | null };

/** What the plugin keeps in the site's options. */
export type PluginRow = {
  id: 1;
  siteId: string;
  version: string;
  pending: {
    origin: string;
    verifier: string;
    challenge: string;
    startedAt: number;
    state: string | null;
    /** WooCommerce keys that called while this was open: those made for it. */
    keyIds: number[];
  } | null;
  code: { value: string; madeAt: number; wrong: number; userId: number } | null;
  connection: {
    softboxOrigin: string;
    connectionId: string;
    apiUrl: string;
    storeName: string;
    keyId: string;
    secret: string;
    home: string;
    connectedAt: number;
  } | null;
  /** WooCommerce keys that were made for Softbox. */
  keyIds: number[];
  settings: { placement: string; aiLabel: string; removeData: boolean } | null;
  /** What a person chose in the product list, on its way to our screen. */
  chosen: { userId: number; productIds: number[]; at: number } | null;
};

/** Whether the plugin's files are on the site, and whether it is switched on. */
export type InstalledRow = { id: 1; isInstalled: boolean; isActive: boolean };

export type Tables = {
  products: ProductRow;
  variations: VariationRow;
  attachments: AttachmentRow;
  terms: TermRow;
  attributes: AttributeRow;
  keys: KeyRow;
  webhooks: WebhookRow;
  deliveries: DeliveryRow;
  posts: PostRow;
  plugin: PluginRow;
  installed: InstalledRow;
};
export type TableName = keyof Tables;
