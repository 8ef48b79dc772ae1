/**
 * The platform's limits. `capture` below means the answers of a real development store on 2025-01 and 2026-04 that
 * https://github.com/airhorns/shopify-draft-proxy keeps under fixtures/conformance.
 */

/** https://shopify.dev/docs/apps/build/online-store/product-media (250 media a product). */
export const MAX_MEDIA_PER_PRODUCT = 250;

/** Enum value ALT_VALUE_LIMIT_EXCEEDED of `FilesErrorCode`, and capture media-file-update-fabricated-validation. */
export const MAX_ALT_LENGTH = 512;

/** Capture localization-translations-error-codes (TOO_MANY_KEYS_FOR_RESOURCE). */
export const MAX_TRANSLATIONS_PER_CALL = 100;

/** Enum value MAXIMUM_VARIANT_MEDIA_PAIRS_EXCEEDED of `MediaUserErrorCode`. */
export const MAX_VARIANT_MEDIA_PAIRS = 100;

/** Description of `Mutation.metafieldsSet` in the schema. */
export const MAX_METAFIELDS_PER_CALL = 25;

/** https://help.shopify.com/en/manual/products/product-media/product-media-types: 20 MB, 20 MP, 4472 px a side. */
export const MAX_IMAGE_BYTES = 20 * 1024 * 1024;
export const MAX_IMAGE_PIXELS = 20_000_000;
export const MAX_IMAGE_SIDE = 4472;

/** https://shopify.dev/docs/api/usage/limits (input arrays), capture media-file-create-batch-size-limit. */
export const MAX_INPUT_ARRAY = 250;

/** https://shopify.dev/docs/api/usage/limits (pagination). */
export const MAX_PAGE_SIZE = 250;

/** Enum value TOO_MANY_FILE_REFERENCE of `FilesErrorCode`. */
export const MAX_REFERENCES_PER_FILE = 10_000;

/** Capture media-file-create-input-validation. */
export const MAX_SOURCE_LENGTH = 2048;

/** Bytes one upload target takes; the captured upload policy says `content-length-range 1..20971520`. */
export const MAX_UPLOAD_BYTES = 20_971_520;
