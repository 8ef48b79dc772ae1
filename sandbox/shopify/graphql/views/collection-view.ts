import { gid, numberOf } from '../../gid.ts';
import type { CollectionRecord } from '../../state/types.ts';
import { byPosition, connection } from '../connection.ts';
import type { Arguments, Context, View } from '../context.ts';
import { notInSandbox } from '../errors.ts';
import { countView } from './count-view.ts';
import { metafieldFields } from './metafield-view.ts';
import { plainText } from './plain-text.ts';

/** A collection of hand-picked products, in their order. */
export function collectionView(context: Context, collection: CollectionRecord): View {
  const id = gid('Collection', collection.id);
  const products = () =>
    collection.productIds.flatMap((productId) => context.shop.products.get(productId) ?? []);
  return {
    __typename: 'Collection',
    id,
    legacyResourceId: collection.id,
    handle: collection.handle,
    title: collection.title,
    description: ({ truncateAt }: Arguments) => plainText(collection.descriptionHtml, truncateAt),
    descriptionHtml: collection.descriptionHtml,
    sortOrder: 'MANUAL',
    templateSuffix: null,
    ruleSet: null,
    image: null,
    updatedAt: collection.updatedAt,
    productsCount: () => countView(products().length),
    products: (args: Arguments) => {
      const sortKey = args.sortKey;
      if (sortKey !== 'COLLECTION_DEFAULT' && sortKey !== 'MANUAL' && sortKey !== 'ID') {
        throw notInSandbox(`Collection.products(sortKey: ${sortKey})`);
      }
      return connection('ProductConnection', products(), args, {
        key: sortKey === 'ID' ? (row) => ({ value: row.id, id: row.id }) : byPosition,
        view: (row) => context.views.product(context, row),
      });
    },
    hasProduct: ({ id: productId }: Arguments) =>
      collection.productIds.includes(numberOf('Product', productId) ?? 0),
    translations: [],
    ...metafieldFields(context, id),
  };
}
