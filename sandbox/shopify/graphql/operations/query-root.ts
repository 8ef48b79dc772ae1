import { gid, numberOf } from '../../gid.ts';
import { translatableFile } from '../../rules/translations.ts';
import { connection } from '../connection.ts';
import type { Arguments, Context, View } from '../context.ts';
import { notInSandbox, topLevelError } from '../errors.ts';
import { installationView } from '../views/app-view.ts';
import { bulkOperationView } from '../views/bulk-view.ts';
import { nodeView, requireGid } from '../views/node-view.ts';
import { productView } from '../views/product-view.ts';
import { shopView } from '../views/shop-view.ts';
import { shopLocaleViews, translatableResourceView } from '../views/translation-view.ts';
import { LISTS } from './lists.ts';
import { requireTranslatable } from './translation-mutations.ts';

/** The object at the root of a query, also below `Job.query`. */
export function queryRoot(context: Context): View {
  const lists = Object.fromEntries(
    Object.entries(LISTS).map(([name, list]) => [name, (args: Arguments) => list(context, args)]),
  );
  return {
    __typename: 'QueryRoot',
    ...lists,
    ...single(context, 'product', 'Product'),
    ...single(context, 'productVariant', 'ProductVariant'),
    ...single(context, 'collection', 'Collection'),
    ...single(context, 'bulkOperation', 'BulkOperation'),
    shop: () => shopView(context),
    productByIdentifier: ({ identifier }: Arguments) => productBy(context, identifier),
    node: ({ id }: Arguments) => nodeView(context, id),
    nodes: ({ ids }: Arguments) => (ids as unknown[]).map((id) => nodeView(context, id)),
    job: ({ id }: Arguments) => jobView(context, String(id)),
    shopLocales: (args: Arguments) => shopLocaleViews(context, args),
    translatableResource: ({ resourceId }: Arguments) => {
      const file = translatableFile(context.shop, requireTranslatable(resourceId));
      return file ? translatableResourceView(context, file) : null;
    },
    currentAppInstallation: () => currentInstallation(context),
    // Only subscriptions made by the API are listed, and the app's are in its toml. Source: description of
    // `QueryRoot.webhookSubscriptions` in the schema.
    webhookSubscriptions: (args: Arguments) =>
      connection('WebhookSubscriptionConnection', [] as { id: number }[], args, {
        key: (row) => ({ value: row.id, id: row.id }),
        view: () => ({ __typename: 'WebhookSubscription' }),
      }),
    bulkOperations: (args: Arguments) => {
      if (args.query != null) throw notInSandbox('bulkOperations(query:)');
      return connection('BulkOperationConnection', context.shop.bulkOperations.all(), args, {
        key: (row) => ({ value: row.createdAt, id: row.id }),
        view: (row) => bulkOperationView(context, row),
      });
    },
  };
}

/** A look-up by id: null for one that is not there, an error for an id of another kind. */
function single(
  context: Context,
  field: string,
  type: string,
): Record<string, (args: Arguments) => View | null> {
  return {
    [field]: ({ id }: Arguments) => {
      const parsed = requireGid(id);
      if (parsed.type !== type) throw topLevelError(`Invalid id: ${String(id)}`, 'RESOURCE_NOT_FOUND');
      return nodeView(context, id);
    },
  };
}

function productBy(context: Context, identifier: unknown): View | null {
  const { id, handle, customId } = identifier as Record<string, unknown>;
  if (customId != null) throw notInSandbox('productByIdentifier(customId)');
  const products = context.shop.products.all();
  const found = products.find((product) =>
    id == null ? product.handle === handle : product.id === numberOf('Product', id),
  );
  return found ? productView(context, found) : null;
}

/** Source: https://shopify.dev/docs/api/admin-graphql/latest/objects/Job (`query` only once the job is done). */
export function jobView(context: Context, id: string): View | null {
  const job = context.shop.jobs.get(id);
  if (!job) return null;
  return {
    __typename: 'Job',
    id: job.id,
    done: job.done,
    query: () => (job.done ? queryRoot(context) : null),
  };
}

export function newJobId(context: Context): string {
  return gid('Job', context.world.uuid());
}

function currentInstallation(context: Context): View {
  const installation = context.shop.installations.all().find((row) => row.uninstalledAt === null);
  if (!installation) throw topLevelError('The app is not installed.', 'ACCESS_DENIED');
  return installationView(context, installation);
}
