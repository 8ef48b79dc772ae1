import { gid, parseGid } from '../../gid.ts';
import type { Context, View } from '../context.ts';
import { notInSandbox, topLevelError } from '../errors.ts';
import { installationView } from './app-view.ts';
import { bulkOperationView } from './bulk-view.ts';
import { collectionView } from './collection-view.ts';
import { fileView } from './file-view.ts';
import { metafieldView } from './metafield-view.ts';
import { productView } from './product-view.ts';
import { shopView } from './shop-view.ts';
import { variantView } from './variant-view.ts';

/** Source: capture product-media-validation-branches ("Invalid global id ''"). */
export function requireGid(value: unknown): { type: string; id: string } {
  const parsed = parseGid(value);
  if (!parsed) throw topLevelError(`Invalid global id '${String(value)}'`, 'INVALID_VARIABLE');
  return parsed;
}

/** Anything by its global id; null when there is none. */
export function nodeView(context: Context, value: unknown): View | null {
  const { type, id } = requireGid(value);
  const number = Number(id);
  const { shop } = context;
  switch (type) {
    case 'Product':
      return some(shop.products.get(number), (row) => productView(context, row));
    case 'ProductVariant':
      return some(shop.variants.get(number), (row) => variantView(context, row));
    case 'Collection':
      return some(shop.collections.get(number), (row) => collectionView(context, row));
    case 'MediaImage':
    case 'GenericFile': {
      const file = shop.files.get(number);
      return file?.kind === type ? fileView(context, file) : null;
    }
    case 'Metafield':
      return some(shop.metafields.get(number), (row) => metafieldView(context, row));
    case 'Shop':
      return shop.record.id === number ? shopView(context) : null;
    case 'AppInstallation':
      return some(shop.installations.get(number), (row) => installationView(context, row));
    case 'BulkOperation':
      return some(shop.bulkOperations.get(number), (row) => bulkOperationView(context, row));
    default:
      throw notInSandbox(`node(id:) for ${gid(type, '…')}`);
  }
}

function some<Row>(row: Row | undefined, view: (row: Row) => View): View | null {
  return row === undefined ? null : view(row);
}
