import { Button, SearchControl, SelectControl } from '@wordpress/components';
import { useEffect, useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import { api } from '../api/client.ts';
import type { ProductSummary, Sync } from '../api/types.ts';
import { Empty, FailureNotice, Loading, Pager } from '../parts/panels.tsx';
import { toast } from '../parts/toast.ts';
import type { GoTo } from '../use-location.ts';
import { useAction, useRemote } from '../use-remote.ts';
import { ProductTable } from './product-table.tsx';
import { chosenParams } from './use-chosen.ts';

const PAGE = 50;
const QUIET_MS = 300;
const SYNC_POLL_MS = 2_000;

const isMoving = (sync: Sync | null): boolean => sync?.state === 'queued' || sync?.state === 'running';

/** The catalogue as Softbox knows it: search, filter, choose, make. */
export function ProductsScreen({ params, goTo }: { readonly params: URLSearchParams; readonly goTo: GoTo }) {
  const query = Object.fromEntries(params);
  const [chosen, setChosen] = useState<ReadonlyMap<string, ProductSummary>>(new Map());
  const sync = useRemote<Sync | null>(
    'sync',
    () =>
      api.get('/syncs/latest', {}).catch((error: { code?: string }) => {
        if (error.code === 'softbox_not_found') return null;
        throw error;
      }),
    (latest) => (isMoving(latest) ? SYNC_POLL_MS : null),
  );
  const facets = useRemote('facets', () => api.get('/products/facets', {}));
  const seen = sync.data?.productsSeen ?? 0;
  const page = useRemote(`${params.toString()} ${isMoving(sync.data) ? seen : ''}`, (signal) =>
    api.get('/products', {
      query: {
        search: query.search,
        collection: query.category,
        tag: query.tag,
        ...(query.pictures === undefined ? {} : { hasImages: query.pictures === 'with' }),
        cursor: query.cursor,
        limit: PAGE,
      },
      signal,
    }),
  );
  const importing = useAction();
  const startImport = () =>
    importing.run(async () => {
      await api.post('/syncs', { body: {} });
      toast(__('The import has begun.', 'softbox-product-photos'));
      sync.reload();
    });
  const set = (name: string, value: string) => {
    const { cursor: _, ...rest } = query;
    goTo(
      'products',
      Object.fromEntries(Object.entries({ ...rest, [name]: value }).filter(([, v]) => v !== '')),
    );
  };
  const items = page.data?.items ?? [];
  const filtered = Object.keys(query).some((name) => name !== 'cursor');
  const moving = isMoving(sync.data) || importing.busy;
  const retry = () => {
    page.reload();
    sync.reload();
    facets.reload();
  };
  const make = () => goTo('create', chosenParams([...chosen.keys()]));

  return (
    <>
      <Toolbar
        search={query.search ?? ''}
        category={query.category ?? ''}
        pictures={query.pictures ?? ''}
        categories={facets.data?.collections ?? []}
        onSet={set}
      >
        <Button variant="secondary" disabled={moving} isBusy={moving} onClick={() => void startImport()}>
          {moving
            ? /* translators: %d: number of products */
              sprintf(__('Importing … %d', 'softbox-product-photos'), seen)
            : __('Import products', 'softbox-product-photos')}
        </Button>
      </Toolbar>
      <FailureNotice failure={importing.failure ?? page.failure ?? sync.failure} onRetry={retry} />
      {sync.data?.state === 'failed' && sync.data.reason ? (
        <FailureNotice
          failure={{
            code: sync.data.reason.kind,
            message: sync.data.reason.message,
            status: null,
            field: null,
          }}
          onRetry={() => void startImport()}
        />
      ) : null}
      <div className="softbox-bulk" aria-live="polite" hidden={page.data === null && page.failure !== null}>
        <Button variant="primary" disabled={chosen.size === 0} onClick={make}>
          {__('Make photos', 'softbox-product-photos')}
        </Button>
        {chosen.size > 0 ? (
          <>
            <span>
              {sprintf(
                /* translators: %d: number of products */
                _n('%d product chosen', '%d products chosen', chosen.size, 'softbox-product-photos'),
                chosen.size,
              )}
            </span>
            <Button variant="link" onClick={() => setChosen(new Map())}>
              {__('Choose none', 'softbox-product-photos')}
            </Button>
          </>
        ) : (
          <Button
            variant="tertiary"
            disabled={items.length === 0}
            onClick={() => goTo('create', { catalogue: '1' })}
          >
            {__('or for the whole catalogue', 'softbox-product-photos')}
          </Button>
        )}
      </div>
      {page.data === null && page.loading ? (
        <Loading text={__('Loading your products …', 'softbox-product-photos')} />
      ) : null}
      {page.data !== null && items.length > 0 ? (
        <ProductTable items={items} chosen={chosen} onChoose={setChosen} goTo={goTo} />
      ) : null}
      {page.data !== null && items.length === 0 ? (
        <NoProducts filtered={filtered} moving={moving} onImport={() => void startImport()} />
      ) : null}
      <Pager
        hasPrevious={query.cursor !== undefined}
        nextCursor={page.data?.nextCursor ?? null}
        onNext={(cursor) => goTo('products', { ...query, cursor })}
      />
    </>
  );
}

function Toolbar({
  search,
  category,
  pictures,
  categories,
  onSet,
  children,
}: {
  readonly search: string;
  readonly category: string;
  readonly pictures: string;
  readonly categories: readonly string[];
  readonly onSet: (name: string, value: string) => void;
  readonly children: JSX.Element;
}) {
  const [typed, setTyped] = useState(search);
  useEffect(() => setTyped(search), [search]);
  useEffect(() => {
    if (typed === search) return;
    const timer = window.setTimeout(() => onSet('search', typed), QUIET_MS);
    return () => window.clearTimeout(timer);
  }, [typed]);
  return (
    <div className="softbox-toolbar">
      <SearchControl
        __next40pxDefaultSize
        __nextHasNoMarginBottom
        label={__('Search products', 'softbox-product-photos')}
        placeholder={__('Search title or SKU', 'softbox-product-photos')}
        value={typed}
        onChange={setTyped}
      />
      <SelectControl
        __next40pxDefaultSize
        __nextHasNoMarginBottom
        label={__('Category', 'softbox-product-photos')}
        hideLabelFromVision
        value={category}
        options={[
          { label: __('All categories', 'softbox-product-photos'), value: '' },
          ...categories.map((value) => ({ label: value, value })),
        ]}
        onChange={(value) => onSet('category', value)}
      />
      <SelectControl
        __next40pxDefaultSize
        __nextHasNoMarginBottom
        label={__('Pictures', 'softbox-product-photos')}
        hideLabelFromVision
        value={pictures}
        options={[
          { label: __('With or without pictures', 'softbox-product-photos'), value: '' },
          { label: __('With pictures', 'softbox-product-photos'), value: 'with' },
          { label: __('Without pictures', 'softbox-product-photos'), value: 'without' },
        ]}
        onChange={(value) => onSet('pictures', value)}
      />
      {children}
    </div>
  );
}

function NoProducts({
  filtered,
  moving,
  onImport,
}: {
  readonly filtered: boolean;
  readonly moving: boolean;
  readonly onImport: () => void;
}) {
  if (filtered) {
    return (
      <Empty title={__('No product matches', 'softbox-product-photos')}>
        {__('Change or clear the filters.', 'softbox-product-photos')}
      </Empty>
    );
  }
  return moving ? (
    <Empty title={__('Your products are being imported', 'softbox-product-photos')}>
      {__('They appear here as they arrive.', 'softbox-product-photos')}
    </Empty>
  ) : (
    <Empty
      title={__('No products yet', 'softbox-product-photos')}
      action={
        <Button variant="primary" onClick={onImport}>
          {__('Import products', 'softbox-product-photos')}
        </Button>
      }
    >
      {__(
        'Softbox works on the products of your shop. Import them once; after that changes come by themselves.',
        'softbox-product-photos',
      )}
    </Empty>
  );
}
