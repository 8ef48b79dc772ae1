import { z } from 'zod';

/**
 * The plugin's own routes in `wc-softbox/v1`, as docs/woo-bridge-protocol.md describes them. Unknown members of a reply are
 * ignored, so that a newer plugin does not break an older Softbox.
 */
export const PROTOCOL_VERSION = 1;
export const BRIDGE_NAMESPACE = 'wc-softbox/v1';

const id = z.number().int().positive();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const httpUrl = z.url({ protocol: /^https?$/ });

export const siteReply = z.object({
  protocol: z.number().int().positive(),
  id: z.uuid(),
  name: z.string(),
  url: httpUrl,
  rest_url: httpUrl,
  currency: z.string().regex(/^[A-Z]{3}$/),
  timezone: z.string(),
  locale: z.string(),
  multisite: z.boolean(),
  blog_id: id,
  hpos: z.boolean(),
  versions: z.object({
    plugin: z.string(),
    wordpress: z.string(),
    woocommerce: z.string(),
    php: z.string(),
  }),
  max_upload_bytes: z.number().int().nonnegative(),
  image_types: z.array(z.string()),
  pending: sha256.nullable(),
});
export type SiteReply = z.infer<typeof siteReply>;

export const mediumReply = z.object({
  id,
  name: z.string().nullable(),
  url: httpUrl,
  alt: z.string(),
  mime: z.string(),
  bytes: z.number().int().nonnegative().nullable(),
  sha256: sha256.nullable(),
  width: z.number().int().positive().nullable(),
  height: z.number().int().positive().nullable(),
});
export type MediumReply = z.infer<typeof mediumReply>;

export const foundMediumReply = z.object({ media: mediumReply.nullable() });

export const deletedMediumReply = z.object({
  outcome: z.enum(['deleted', 'gone', 'in-use', 'not-ours']),
  used_by: z.array(z.object({ what: z.string(), id })),
});

const variationImage = z.object({ id, image: id.nullable() });

export const galleryReply = z.object({
  product_id: id,
  type: z.string(),
  status: z.string(),
  modified_gmt: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
  featured: id.nullable(),
  gallery: z.array(id),
  variations: z.array(variationImage),
  images: z.array(
    z.object({ id, url: httpUrl, alt: z.string(), mime: z.string(), name: z.string().nullable() }),
  ),
});
export type GalleryReply = z.infer<typeof galleryReply>;

/** A gallery as it is compared and written: raw, repeats and dangling ids included. */
export interface GalleryState {
  readonly featured: number | null;
  readonly gallery: readonly number[];
  readonly variations: readonly { readonly id: number; readonly image: number | null }[];
}

const galleryState = z.strictObject({
  featured: id.nullable(),
  gallery: z.array(id),
  variations: z.array(z.strictObject({ id, image: id.nullable() })),
});
/** What we send; exported because the stand-in's tests and the vectors are held against it. */
export const galleryWrite = z.strictObject({ expected: galleryState, write: galleryState });

export const disconnectReply = z.object({ webhooks_deleted: z.array(id), key_deleted: z.boolean() });

export const pairReply = z.object({
  consumer_key: z.string().regex(/^ck_[0-9a-f]{40}$/),
  consumer_secret: z.string().regex(/^cs_[0-9a-f]{40}$/),
  site: siteReply,
});

/** WordPress's form of an error. */
export const errorReply = z.object({
  code: z.union([z.string(), z.number()]).transform(String),
  message: z.string().optional(),
  data: z.looseObject({ status: z.number().optional() }).nullish(),
});
export type ErrorReply = z.infer<typeof errorReply>;
