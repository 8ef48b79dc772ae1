import { Button } from '@wordpress/components';
import { __, _n, sprintf } from '@wordpress/i18n';
import { api } from '../api/client.ts';
import type { Batch } from '../api/types.ts';
import { ago, money } from '../format.ts';
import { Empty, FailureNotice, Loading, Pager } from '../parts/panels.tsx';
import { type GoTo, hrefOf } from '../use-location.ts';
import { useRemote } from '../use-remote.ts';
import { BatchScreen } from './batch-screen.tsx';

const PAGE = 25;

/** What was asked for, newest first; or one of them, with its progress. */
export function BatchesScreen({ params, goTo }: { readonly params: URLSearchParams; readonly goTo: GoTo }) {
  const batchId = params.get('batch');
  return batchId === null ? (
    <BatchList cursor={params.get('cursor')} goTo={goTo} />
  ) : (
    <BatchScreen batchId={batchId} goTo={goTo} />
  );
}

function BatchList({ cursor, goTo }: { readonly cursor: string | null; readonly goTo: GoTo }) {
  const page = useRemote(`batches ${cursor}`, () =>
    api.get('/batches', { query: { limit: PAGE, ...(cursor === null ? {} : { cursor }) } }),
  );
  if (page.failure) return <FailureNotice failure={page.failure} onRetry={page.reload} />;
  if (page.data === null) return <Loading text={__('Loading …', 'softbox-product-photos')} />;
  if (page.data.items.length === 0) {
    return (
      <Empty
        title={__('No photos made yet', 'softbox-product-photos')}
        action={
          <Button variant="primary" onClick={() => goTo('products')}>
            {__('Choose products', 'softbox-product-photos')}
          </Button>
        }
      />
    );
  }
  return (
    <>
      <table className="wp-list-table widefat striped softbox-batches">
        <thead>
          <tr>
            <th>{__('Batch', 'softbox-product-photos')}</th>
            <th>{__('Pictures', 'softbox-product-photos')}</th>
            <th>{__('Price', 'softbox-product-photos')}</th>
            <th>{__('Begun', 'softbox-product-photos')}</th>
          </tr>
        </thead>
        <tbody>
          {page.data.items.map((batch) => (
            <BatchRow key={batch.id} batch={batch} goTo={goTo} />
          ))}
        </tbody>
      </table>
      <Pager
        hasPrevious={cursor !== null}
        nextCursor={page.data.nextCursor}
        onNext={(next) => goTo('batches', { cursor: next })}
      />
    </>
  );
}

function BatchRow({ batch, goTo }: { readonly batch: Batch; readonly goTo: GoTo }) {
  const pictures = sprintf(
    /* translators: %d: number of pictures */
    _n('%d picture', '%d pictures', batch.jobCount, 'softbox-product-photos'),
    batch.jobCount,
  );
  return (
    <tr>
      <td>
        <strong>
          <a
            className="row-title"
            href={hrefOf('batches', { batch: batch.id })}
            onClick={(event) => {
              event.preventDefault();
              goTo('batches', { batch: batch.id });
            }}
          >
            {batch.label || pictures}
          </a>
        </strong>
        {batch.cancelledAt ? (
          <span className="softbox-muted"> — {__('cancelled', 'softbox-product-photos')}</span>
        ) : null}
      </td>
      <td>{batch.jobCount}</td>
      <td>{money(batch.priceTotalMicros)}</td>
      <td>{ago(batch.createdAt, Date.now())}</td>
    </tr>
  );
}
