import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useFetcher, useLoaderData, useNavigate, useNavigation, useSearchParams } from '@remix-run/react';
import {
  Badge,
  Banner,
  Card,
  EmptySearchResult,
  EmptyState,
  IndexTable,
  Link,
  Page,
  Text,
  Thumbnail,
  useIndexResourceState,
} from '@shopify/polaris';
import { EMPTY_PICTURE } from '#app/components/empty-picture.ts';
import { usePolling } from '#app/components/use-polling.ts';
import { cursorOf } from '#app/http/screen-params.ts';
import { ProductFilters } from './product-filters.tsx';

const PAGE = 50;
export const loader = async ({ request, context }: LoaderFunctionArgs) => {
  const { store } = await context.container.shopify.authenticateAdmin(request);
  const { readProducts, readSyncs } = context.container.useCases;
  const params = new URL(request.url).searchParams;
  const text = (name: string) => params.get(name)?.trim() || undefined;
  const pictures = params.get('pictures');
  const filter = {
    search: text('search'),
    collection: text('collection'),
    vendor: text('vendor'),
    hasImages: pictures === 'with' ? true : pictures === 'without' ? false : undefined,
  };
  const [page, facets, sync] = await Promise.all([
    readProducts.list(store.id, filter, { cursor: cursorOf(params), limit: PAGE }),
    readProducts.facets(store.id),
    readSyncs.latest(store.id),
  ]);
  return {
    products: page.items.map((p) => ({
      id: p.id,
      title: p.title,
      status: p.status,
      vendor: p.vendor,
      imageCount: p.imageCount,
      variantCount: p.variantCount,
      thumbnail: p.firstImage?.url ?? null,
    })),
    nextCursor: page.nextCursor,
    facets: { collections: facets.collections, vendors: facets.vendors },
    sync: sync.ok
      ? {
          state: sync.value.state,
          seen: sync.value.productsSeen,
          failure: sync.value.failure?.message ?? null,
        }
      : null,
    filtered: Object.values(filter).some((value) => value !== undefined),
  };
};

/** Starts a sync of the whole catalogue. */
export const action = async ({ request, context }: ActionFunctionArgs) => {
  const { store } = await context.container.shopify.authenticateAdmin(request);
  const sync = await context.container.useCases.startSync(store.id, { mode: 'whole' });
  return sync.ok ? { error: null } : { error: sync.error.message };
};

export default function ProductsScreen() {
  const { products, nextCursor, facets, sync, filtered } = useLoaderData<typeof loader>();
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const navigation = useNavigation();
  const fetcher = useFetcher<typeof action>();
  const syncing = sync?.state === 'queued' || sync?.state === 'running' || fetcher.state !== 'idle';
  const selection = useIndexResourceState(products, { resourceIDResolver: (p) => p.id });

  usePolling(syncing);

  const whole = selection.allResourcesSelected && !filtered && nextCursor !== null;
  const create = () =>
    navigate(
      whole ? '/app/create?catalogue=1' : `/app/create?products=${selection.selectedResources.join(',')}`,
    );
  const go = (cursor: string) => {
    const next = new URLSearchParams(params);
    next.set('cursor', cursor);
    navigate(`?${next}`);
  };

  return (
    <Page
      title="Products"
      fullWidth
      primaryAction={{
        content: 'Make photos',
        disabled: selection.selectedResources.length === 0,
        helpText: selection.selectedResources.length === 0 ? 'Choose products in the list first.' : undefined,
        onAction: create,
      }}
      secondaryActions={[
        {
          content: syncing ? `Importing… ${sync?.seen ?? 0}` : 'Import from store',
          disabled: syncing,
          onAction: () => fetcher.submit({}, { method: 'post' }),
        },
      ]}
    >
      {fetcher.data?.error || sync?.failure ? (
        <Banner tone="critical" title="The catalogue could not be imported">
          <p>{fetcher.data?.error ?? sync?.failure}</p>
        </Banner>
      ) : null}
      <Card padding="0">
        <ProductFilters facets={facets} />
        <IndexTable
          resourceName={{ singular: 'product', plural: 'products' }}
          itemCount={products.length}
          loading={navigation.state === 'loading'}
          selectedItemsCount={selection.allResourcesSelected ? 'All' : selection.selectedResources.length}
          onSelectionChange={selection.handleSelectionChange}
          hasMoreItems={nextCursor !== null && !filtered}
          promotedBulkActions={[{ content: 'Make photos', onAction: create }]}
          headings={[
            { title: 'Picture', hidden: true },
            { title: 'Product' },
            { title: 'Status' },
            { title: 'Pictures' },
            { title: 'Variants' },
            { title: 'Vendor' },
          ]}
          emptyState={
            <NoProducts
              filtered={filtered}
              syncing={syncing}
              onImport={() => fetcher.submit({}, { method: 'post' })}
            />
          }
          pagination={{
            hasNext: nextCursor !== null,
            onNext: () => nextCursor && go(nextCursor),
            hasPrevious: params.has('cursor'),
            onPrevious: () => navigate(-1),
          }}
        >
          {products.map((product, position) => (
            <IndexTable.Row
              id={product.id}
              key={product.id}
              position={position}
              selected={selection.selectedResources.includes(product.id)}
            >
              <IndexTable.Cell>
                <Thumbnail source={product.thumbnail ?? EMPTY_PICTURE} alt="" size="small" />
              </IndexTable.Cell>
              <IndexTable.Cell>
                <div style={{ minWidth: 160, maxWidth: 420, whiteSpace: 'normal' }}>
                  <Link url={`/app/products/${product.id}`} dataPrimaryLink monochrome removeUnderline>
                    <Text as="span" variant="bodyMd" fontWeight="semibold" breakWord>
                      {product.title}
                    </Text>
                  </Link>
                </div>
              </IndexTable.Cell>
              <IndexTable.Cell>
                <Badge tone={product.status === 'ACTIVE' ? 'success' : undefined}>
                  {product.status.toLowerCase()}
                </Badge>
              </IndexTable.Cell>
              <IndexTable.Cell>
                {product.imageCount === 0 ? <Badge tone="warning">No picture</Badge> : product.imageCount}
              </IndexTable.Cell>
              <IndexTable.Cell>{product.variantCount}</IndexTable.Cell>
              <IndexTable.Cell>{product.vendor}</IndexTable.Cell>
            </IndexTable.Row>
          ))}
        </IndexTable>
      </Card>
    </Page>
  );
}

function NoProducts({
  filtered,
  syncing,
  onImport,
}: {
  filtered: boolean;
  syncing: boolean;
  onImport: () => void;
}) {
  if (filtered)
    return (
      <EmptySearchResult
        title="No product matches"
        description="Change or clear the filters."
        withIllustration
      />
    );
  return (
    <EmptyState
      heading={syncing ? 'Your catalogue is being imported' : 'No products yet'}
      action={syncing ? undefined : { content: 'Import from store', onAction: onImport }}
      image={EMPTY_PICTURE}
    >
      <p>
        {syncing ? 'Products appear here as they arrive.' : 'Softbox works on the products of your store.'}
      </p>
    </EmptyState>
  );
}
