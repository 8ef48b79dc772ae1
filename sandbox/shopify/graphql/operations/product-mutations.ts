import { gid, numberOf } from '../../gid.ts';
import { deleteMetafields, type MetafieldInput, setMetafields } from '../../rules/metafields.ts';
import { type CreateMediaInput, createMedia } from '../../rules/product-media.ts';
import {
  changeProduct,
  freeHandle,
  insertProduct,
  type ProductChange,
  removeProduct,
} from '../../rules/products.ts';
import { type UserError, userError } from '../../rules/user-error.ts';
import type { ProductRecord } from '../../state/types.ts';
import type { Arguments, Context, View } from '../context.ts';
import { notInSandbox, topLevelError } from '../errors.ts';
import { metafieldView } from '../views/metafield-view.ts';
import { productView } from '../views/product-view.ts';
import { errorViews } from './file-mutations.ts';
import { refuseOtherMedia } from './media-mutations.ts';

type ProductInput = Record<string, unknown>;

const CHANGEABLE = [
  'title',
  'handle',
  'descriptionHtml',
  'vendor',
  'productType',
  'tags',
  'status',
  'seo',
] as const;
/** Known to the schema and harmless to leave out, because they only say how something else is to be done. */
const IGNORABLE = new Set([
  'id',
  'redirectNewHandle',
  'deleteConflictingConstrainedMetafields',
  'requiresSellingPlan',
]);

/** The part of an input that the sandbox honours; anything else in it is an error, not a silent loss. */
function changeOf(input: ProductInput): ProductChange {
  const change: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(input)) {
    if (value == null || IGNORABLE.has(name)) continue;
    if (!(CHANGEABLE as readonly string[]).includes(name)) throw notInSandbox(`product input field ${name}`);
    change[name] = value;
  }
  if (change.seo) {
    const seo = change.seo as { title?: string | null; description?: string | null };
    change.seo = { title: seo.title ?? null, description: seo.description ?? null };
  }
  return change as ProductChange;
}

function blankTitle(change: ProductChange): UserError[] {
  return change.title !== undefined && change.title.trim() === ''
    ? [userError(['title'], "Title can't be blank")]
    : [];
}

function payload(
  context: Context,
  typename: string,
  product: ProductRecord | undefined,
  errors: UserError[],
): View {
  const row = product && context.shop.products.get(product.id);
  return {
    __typename: typename,
    product: row ? productView(context, row) : null,
    userErrors: errorViews('UserError', errors),
  };
}

export const PRODUCT_MUTATIONS: Record<string, (context: Context, args: Arguments) => View> = {
  productCreate(context, args) {
    const input = (args.product ?? args.input) as ProductInput | null;
    if (!input) throw topLevelError('productCreate needs a product', 'BAD_REQUEST');
    const change = changeOf(input);
    const title = change.title ?? '';
    const wrong = blankTitle({ title });
    if (wrong.length > 0) return payload(context, 'ProductCreatePayload', undefined, wrong);
    const product = insertProduct(context.world, context.shop, { ...change, title });
    const errors = addMedia(context, product, args.media);
    return payload(context, 'ProductCreatePayload', product, errors);
  },
  productUpdate(context, args) {
    const typename = 'ProductUpdatePayload';
    const input = ((args.product ?? args.input) as ProductInput | null) ?? {};
    const identifier = args.identifier as { id?: string; handle?: string } | null | undefined;
    const id = numberOf('Product', input.id ?? identifier?.id);
    const product = context.shop.products
      .all()
      .find((row) => (id === undefined ? row.handle === identifier?.handle : row.id === id));
    if (!product) return payload(context, typename, undefined, [userError(['id'], 'Product does not exist')]);
    const change = changeOf(input);
    const wrong = blankTitle(change);
    if (wrong.length > 0) return payload(context, typename, product, wrong);
    if (change.handle !== undefined && change.handle !== product.handle) {
      change.handle = freeHandle(context.shop, change.handle);
    }
    const errors = addMedia(context, product, args.media);
    const row = context.shop.products.get(product.id);
    if (row && Object.keys(change).length > 0) changeProduct(context.world, context.shop, row, change);
    return payload(context, typename, product, errors);
  },
  productDelete(context, args) {
    const { id } = args.input as { id: string };
    const product = context.shop.products.get(numberOf('Product', id) ?? 0);
    const typename = 'ProductDeletePayload';
    if (args.synchronous === false) throw notInSandbox('productDelete(synchronous: false)');
    if (!product) {
      const errors = errorViews('UserError', [userError(['id'], 'Product does not exist')]);
      return { __typename: typename, deletedProductId: null, userErrors: errors };
    }
    removeProduct(context.world, context.shop, product);
    return { __typename: typename, deletedProductId: gid('Product', product.id), userErrors: [] };
  },
  metafieldsSet(context, args) {
    const inputs = args.metafields as MetafieldInput[];
    requireOwnerScopes(context, inputs);
    const { metafields, errors } = setMetafields(context.world, context.shop, inputs);
    return {
      __typename: 'MetafieldsSetPayload',
      metafields: metafields?.map((row) => metafieldView(context, row)) ?? null,
      userErrors: errorViews('MetafieldsSetUserError', errors).map((error) => ({
        ...error,
        elementIndex: null,
      })),
    };
  },
  metafieldsDelete(context, args) {
    const inputs = args.metafields as { ownerId: string; namespace: string; key: string }[];
    requireOwnerScopes(context, inputs);
    const deleted = deleteMetafields(context.world, context.shop, inputs);
    return {
      __typename: 'MetafieldsDeletePayload',
      deletedMetafields: deleted.map((row) => row && { __typename: 'MetafieldIdentifier', ...row }),
      userErrors: [],
    };
  },
};

function addMedia(context: Context, product: ProductRecord, media: unknown): UserError[] {
  if (media == null) return [];
  const inputs = media as CreateMediaInput[];
  refuseOtherMedia(inputs);
  return createMedia(context.world, context.shop, product.id, inputs).errors;
}

/** Metafields are written with the scope of what they hang on. https://shopify.dev/docs/apps/build/custom-data/permissions */
function requireOwnerScopes(context: Context, inputs: { ownerId: string }[]): void {
  const products = inputs.some(({ ownerId }) => /\/(Product|ProductVariant|Collection)\//.test(ownerId));
  if (products && !context.token.scopes.includes('write_products')) {
    throw topLevelError(
      'Access denied for metafieldsSet field. Required access: `write_products` access scope.',
      'ACCESS_DENIED',
      {
        documentation: 'https://shopify.dev/api/usage/access-scopes',
        requiredAccess: '`write_products` access scope.',
      },
    );
  }
}
