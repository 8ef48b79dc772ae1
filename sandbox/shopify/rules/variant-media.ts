import { fileNumber, numberOf } from '../gid.ts';
import type { ProductRecord, ShopState, VariantRecord } from '../state/types.ts';
import type { World } from '../world.ts';
import { putVariantMedia, touchProduct } from './gallery.ts';
import { MAX_VARIANT_MEDIA_PAIRS } from './limits.ts';
import { type UserError, userError } from './user-error.ts';

export type VariantMediaPair = { variantId: string; mediaIds: string[] };
export type VariantMediaResult = {
  product: ProductRecord | null;
  variants: VariantRecord[] | null;
  errors: UserError[];
};

/**
 * `productVariantAppendMedia` and `productVariantDetachMedia`: one picture a variant, so a second append is refused
 * until the first is detached. All or nothing.
 * Source of every message and code: capture product-variant-media-validation (2026-04).
 */
export function changeVariantMedia(
  world: World,
  shop: ShopState,
  operation: 'append' | 'detach',
  productGid: string,
  pairs: VariantMediaPair[],
): VariantMediaResult {
  const product = shop.products.get(numberOf('Product', productGid) ?? 0);
  const refuse = (...errors: UserError[]): VariantMediaResult => ({ product: null, variants: null, errors });
  if (!product) return refuse(userError(['productId'], 'Product does not exist', 'PRODUCT_DOES_NOT_EXIST'));
  const shape = checkShape(pairs);
  if (shape.length > 0) return refuse(...shape);

  const changes: { variant: VariantRecord; fileId: number }[] = [];
  const errors: UserError[] = [];
  for (const [index, pair] of pairs.entries()) {
    const checked = checkPair(shop, product, operation, pair, String(index));
    if ('code' in checked) errors.push(checked);
    else changes.push(checked);
  }
  if (errors.length > 0) return refuse(...errors);
  for (const { variant, fileId } of changes) {
    putVariantMedia(world, shop, variant, operation === 'append' ? [fileId] : []);
  }
  if (changes.length > 0) touchProduct(world, shop, product.id);
  return {
    product: shop.products.get(product.id) ?? null,
    variants: changes.flatMap(({ variant }) => shop.variants.get(variant.id) ?? []),
    errors: [],
  };
}

function checkShape(pairs: VariantMediaPair[]): UserError[] {
  const count = pairs.reduce((sum, pair) => sum + Math.max(1, pair.mediaIds.length), 0);
  if (count > MAX_VARIANT_MEDIA_PAIRS) {
    const message = 'Exceeded 100 variant-media pairs per mutation.';
    return [userError(['variantMedia'], message, 'MAXIMUM_VARIANT_MEDIA_PAIRS_EXCEEDED')];
  }
  const seen = new Set<string>();
  const errors: UserError[] = [];
  for (const [index, pair] of pairs.entries()) {
    const at = (name: string) => ['variantMedia', String(index), name];
    if (pair.mediaIds.length === 0) {
      errors.push(userError(at('mediaIds'), 'The mediaIds list cannot be empty.', 'BLANK'));
    }
    if (pair.mediaIds.length > 1) {
      const message = 'Only one mediaId is allowed per media input.';
      errors.push(userError(at('mediaIds'), message, 'TOO_MANY_MEDIA_PER_INPUT_PAIR'));
    }
    if (seen.has(pair.variantId)) {
      const message = 'Variant was specified in more than one media input.';
      const first = pairs.findIndex((other) => other.variantId === pair.variantId);
      const field = ['variantMedia', String(first), 'variantId'];
      errors.push(userError(field, message, 'PRODUCT_VARIANT_SPECIFIED_MULTIPLE_TIMES'));
    }
    seen.add(pair.variantId);
  }
  return errors;
}

function checkPair(
  shop: ShopState,
  product: ProductRecord,
  operation: 'append' | 'detach',
  pair: VariantMediaPair,
  index: string,
): UserError | { variant: VariantRecord; fileId: number } {
  const at = (name: string) => ['variantMedia', index, name];
  const variant = shop.variants.get(numberOf('ProductVariant', pair.variantId) ?? 0);
  if (!variant || variant.productId !== product.id) {
    const message = 'Variant does not exist on the specified product.';
    return userError(at('variantId'), message, 'PRODUCT_VARIANT_DOES_NOT_EXIST_ON_PRODUCT');
  }
  const fileId = fileNumber(pair.mediaIds[0]) ?? 0;
  const file = shop.files.get(fileId);
  if (!file || !product.mediaIds.includes(fileId)) {
    const message = 'Media does not exist on the specified product.';
    return userError(at('mediaIds'), message, 'MEDIA_DOES_NOT_EXIST_ON_PRODUCT');
  }
  if (operation === 'detach') {
    if (variant.mediaIds.includes(fileId)) return { variant, fileId };
    const message = 'The specified media is not attached to the specified variant.';
    return userError(at('variantId'), message, 'MEDIA_IS_NOT_ATTACHED_TO_VARIANT');
  }
  if (file.kind !== 'MediaImage') {
    const message = 'Non-image media cannot be attached to variants.';
    return userError(at('mediaIds'), message, 'INVALID_MEDIA_TYPE');
  }
  if (file.status !== 'READY') {
    const message = 'Non-ready media cannot be attached to variants.';
    return userError(at('mediaIds'), message, 'NON_READY_MEDIA');
  }
  if (variant.mediaIds.length > 0) {
    const message = 'The given variant already has attached media.';
    return userError(at('variantId'), message, 'PRODUCT_VARIANT_ALREADY_HAS_MEDIA');
  }
  return { variant, fileId };
}
