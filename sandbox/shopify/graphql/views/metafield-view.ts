import { gid, parseGid } from '../../gid.ts';
import { compareDigest, findMetafield, resolveNamespace } from '../../rules/metafields.ts';
import type { MetafieldRecord } from '../../state/types.ts';
import { connection } from '../connection.ts';
import type { Arguments, Context, View } from '../context.ts';

const OWNER_TYPES: Record<string, string> = {
  Product: 'PRODUCT',
  ProductVariant: 'PRODUCTVARIANT',
  Collection: 'COLLECTION',
  Shop: 'SHOP',
  AppInstallation: 'API_PERMISSION',
};

export function metafieldView(context: Context, row: MetafieldRecord): View {
  return {
    __typename: 'Metafield',
    id: gid('Metafield', row.id),
    legacyResourceId: row.id,
    namespace: row.namespace,
    key: row.key,
    type: row.type,
    value: row.value,
    jsonValue: jsonValue(row),
    compareDigest: compareDigest(row),
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    ownerType: OWNER_TYPES[parseGid(row.ownerId)?.type ?? ''],
    owner: () => context.views.node(context, row.ownerId),
    sizeInBytes: Buffer.byteLength(row.value),
    definition: null,
    description: null,
    reference: null,
    references: null,
    translations: [],
  };
}

/** `metafield` and `metafields` of everything that has some. */
export function metafieldFields(context: Context, ownerId: string): Record<string, unknown> {
  return {
    metafield: ({ namespace, key }: Arguments) => {
      const full = resolveNamespace(namespace as string | undefined, context.world.app.clientId);
      const row = findMetafield(context.shop, ownerId, full, String(key));
      return row ? metafieldView(context, row) : null;
    },
    metafields: (args: Arguments) => {
      const wanted = args.namespace as string | undefined;
      const keys = args.keys as string[] | undefined;
      const namespace = wanted == null ? undefined : resolveNamespace(wanted, context.world.app.clientId);
      const rows = context.shop.metafields
        .all()
        .filter((row) => row.ownerId === ownerId)
        .filter((row) => namespace === undefined || row.namespace === namespace)
        .filter((row) => keys == null || keys.includes(`${row.namespace}.${row.key}`));
      return connection('MetafieldConnection', rows, args, {
        key: (row) => ({ value: row.id, id: row.id }),
        view: (row) => metafieldView(context, row),
      });
    },
  };
}

function jsonValue(row: MetafieldRecord): unknown {
  if (
    !/^(json|number_integer|number_decimal|boolean|rating|money|dimension|volume|weight|list\..+)$/.test(
      row.type,
    )
  ) {
    return row.value;
  }
  try {
    return JSON.parse(row.value) as unknown;
  } catch {
    return row.value;
  }
}
