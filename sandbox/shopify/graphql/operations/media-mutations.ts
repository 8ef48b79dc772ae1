import { fileNumber, gid, numberOf } from '../../gid.ts';
import { altTooLong } from '../../rules/create-file.ts';
import { removeFile } from '../../rules/delete-file.ts';
import { MAX_ALT_LENGTH } from '../../rules/limits.ts';
import { type CreateMediaInput, createMedia } from '../../rules/product-media.ts';
import { touchShowing } from '../../rules/update-file.ts';
import { type UserError, userError } from '../../rules/user-error.ts';
import { changeVariantMedia, type VariantMediaPair } from '../../rules/variant-media.ts';
import type { FileRecord, ProductRecord } from '../../state/types.ts';
import { productImageId } from '../../webhooks/product-payload.ts';
import type { Arguments, Context, View } from '../context.ts';
import { notInSandbox } from '../errors.ts';
import { fileView } from '../views/file-view.ts';
import { productView } from '../views/product-view.ts';
import { variantView } from '../views/variant-view.ts';
import { errorViews } from './file-mutations.ts';
import { jobView, newJobId } from './query-root.ts';

/** Both lists that the older media mutations carry: the one with codes and the deprecated one without. */
function bothErrors(errors: UserError[]): Record<string, unknown> {
  return {
    mediaUserErrors: errorViews('MediaUserError', errors),
    userErrors: errorViews('UserError', errors),
  };
}

function noProduct(field: string): UserError {
  return userError([field], 'Product does not exist', 'PRODUCT_DOES_NOT_EXIST');
}

function find(context: Context, id: unknown): ProductRecord | undefined {
  return context.shop.products.get(numberOf('Product', id) ?? 0);
}

function view(context: Context, product: ProductRecord | undefined | null): View | null {
  const row = product && context.shop.products.get(product.id);
  return row ? productView(context, row) : null;
}

export function refuseOtherMedia(inputs: CreateMediaInput[]): void {
  const other = inputs.find((input) => input.mediaContentType !== 'IMAGE');
  if (other) throw notInSandbox(`media of type ${other.mediaContentType}`);
}

export const MEDIA_MUTATIONS: Record<string, (context: Context, args: Arguments) => View> = {
  /** Asynchronous: the answer is a job, the order changes when it is done. Capture product-reorder-media-parity. */
  productReorderMedia(context, args) {
    const product = find(context, args.id);
    const typename = 'ProductReorderMediaPayload';
    if (!product) return { __typename: typename, job: null, ...bothErrors([noProduct('id')]) };
    const { world, shop } = context;
    const jobId = newJobId(context);
    shop.jobs.put({ id: jobId, done: false, createdAt: world.clock.now() });
    const moves = (args.moves as { id: string; newPosition: string | number }[]).map((move) => ({
      id: fileNumber(move.id) ?? 0,
      newPosition: Number(move.newPosition),
    }));
    world.schedule(shop, world.latency.reorderMs, {
      kind: 'reorder-media',
      productId: product.id,
      moves,
      jobId,
    });
    return { __typename: typename, job: jobView(context, jobId), ...bothErrors([]) };
  },
  productVariantAppendMedia: (context, args) => variantMedia(context, 'append', args),
  productVariantDetachMedia: (context, args) => variantMedia(context, 'detach', args),
  productCreateMedia(context, args) {
    const typename = 'ProductCreateMediaPayload';
    const product = find(context, args.productId);
    if (!product)
      return { __typename: typename, media: null, product: null, ...bothErrors([noProduct('productId')]) };
    const inputs = args.media as CreateMediaInput[];
    refuseOtherMedia(inputs);
    const { files, errors } = createMedia(context.world, context.shop, product.id, inputs);
    return {
      __typename: typename,
      media: files.map((file) => fileView(context, file)),
      product: view(context, product),
      ...bothErrors(errors),
    };
  },
  productUpdateMedia(context, args) {
    const typename = 'ProductUpdateMediaPayload';
    const inputs = args.media as { id: string; alt?: string | null; previewImageSource?: string | null }[];
    if (inputs.some((input) => input.previewImageSource != null)) throw notInSandbox('previewImageSource');
    const { product, files, errors } = mediaOnProduct(
      context,
      args.productId,
      inputs.map(({ id }) => id),
      'media',
    );
    for (const [index, input] of inputs.entries()) {
      if ((input.alt ?? '').length > MAX_ALT_LENGTH)
        errors.push({ ...altTooLong(['media', String(index), 'alt']), code: 'INVALID' });
    }
    if (!product || errors.length > 0)
      return { __typename: typename, media: null, product: null, ...bothErrors(errors) };
    const { world, shop } = context;
    for (const [index, file] of files.entries()) {
      shop.files.put({ ...file, alt: inputs[index]?.alt ?? file.alt, updatedAt: world.clock.now() });
      touchShowing(world, shop, file.id);
    }
    const media = files.flatMap((file) => shop.files.get(file.id) ?? []);
    return {
      __typename: typename,
      media: media.map((file) => fileView(context, file)),
      product: view(context, product),
      ...bothErrors([]),
    };
  },
  productDeleteMedia(context, args) {
    const typename = 'ProductDeleteMediaPayload';
    const found = mediaOnProduct(context, args.productId, args.mediaIds as string[], 'mediaIds');
    const nothing = { deletedMediaIds: null, deletedProductImageIds: null, product: null };
    if (!found.product || found.errors.length > 0)
      return { __typename: typename, ...nothing, ...bothErrors(found.errors) };
    for (const file of found.files) removeFile(context.world, context.shop, file.id);
    return {
      __typename: typename,
      deletedMediaIds: found.files.map((file) => gid(file.kind, file.id)),
      deletedProductImageIds: found.files.map((file) => gid('ProductImage', productImageId(file))),
      product: view(context, found.product),
      ...bothErrors([]),
    };
  },
};

function variantMedia(context: Context, operation: 'append' | 'detach', args: Arguments): View {
  const pairs = args.variantMedia as VariantMediaPair[];
  const result = changeVariantMedia(context.world, context.shop, operation, String(args.productId), pairs);
  return {
    __typename:
      operation === 'append' ? 'ProductVariantAppendMediaPayload' : 'ProductVariantDetachMediaPayload',
    product: view(context, result.product),
    productVariants: result.variants?.map((variant) => variantView(context, variant)) ?? null,
    userErrors: errorViews('MediaUserError', result.errors),
  };
}

/** Source of the messages: captures product-media-validation-branches, product-media-missing-media-aggregation. */
function mediaOnProduct(
  context: Context,
  productId: unknown,
  ids: string[],
  field: string,
): { product: ProductRecord | undefined; files: FileRecord[]; errors: UserError[] } {
  const product = find(context, productId);
  if (!product) return { product, files: [], errors: [noProduct('productId')] };
  const files: FileRecord[] = [];
  const missing: string[] = [];
  for (const id of ids) {
    const file = context.shop.files.get(fileNumber(id) ?? 0);
    if (file && product.mediaIds.includes(file.id)) files.push(file);
    else missing.push(id);
  }
  const list = missing.join(',');
  const message = missing.length === 1 ? `Media id ${list} does not exist` : `Media ids ${list} do not exist`;
  const errors = missing.length === 0 ? [] : [userError([field], message, 'MEDIA_DOES_NOT_EXIST')];
  return { product, files, errors };
}
