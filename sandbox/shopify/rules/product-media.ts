import type { FileRecord, ShopState } from '../state/types.ts';
import type { World } from '../world.ts';
import { isHttpUrl, newFile } from './create-file.ts';
import { cleanName, fileNamed, nameFromSource, withUuid } from './filename.ts';
import { attachFile } from './gallery.ts';
import { MAX_ALT_LENGTH, MAX_MEDIA_PER_PRODUCT } from './limits.ts';
import { type UserError, userError } from './user-error.ts';

export type CreateMediaInput = { alt?: string | null; mediaContentType: string; originalSource: string };

/**
 * New pictures at the end of a gallery. "Adds all valid files and returns errors for any invalid ones" (schema,
 * `Mutation.productCreateMedia`); `productUpdate(media:)` and `productCreate(media:)` go the same way.
 * Source of the messages: captures product-media-validation-branches, product-top-level-media-parity.
 */
export function createMedia(
  world: World,
  shop: ShopState,
  productId: number,
  inputs: CreateMediaInput[],
): { files: FileRecord[]; errors: UserError[] } {
  const files: FileRecord[] = [];
  const errors: UserError[] = [];
  for (const [index, input] of inputs.entries()) {
    const at = (name: string) => ['media', String(index), name];
    const product = shop.products.get(productId);
    if (!product) break;
    if (!isHttpUrl(input.originalSource)) {
      errors.push(userError(at('originalSource'), 'Image URL is invalid', 'INVALID'));
    } else if ((input.alt ?? '').length > MAX_ALT_LENGTH) {
      errors.push(
        userError(at('alt'), 'The alt value exceeds the maximum limit of 512 characters.', 'INVALID'),
      );
    } else if (product.mediaIds.length >= MAX_MEDIA_PER_PRODUCT) {
      errors.push(
        userError(['media'], 'Exceeded the limit of media per product.', 'PRODUCT_MEDIA_LIMIT_EXCEEDED'),
      );
    } else {
      const filename = cleanName(nameFromSource(input.originalSource));
      const file = newFile(world, shop, {
        kind: 'MediaImage',
        filename: fileNamed(shop, filename) ? withUuid(filename, world.uuid()) : filename,
        alt: input.alt ?? '',
        source: input.originalSource,
      });
      attachFile(world, shop, productId, file.id);
      files.push(file);
    }
  }
  return { files, errors };
}
