import { Button, CheckboxControl, Modal } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import { api } from '../api/client.ts';
import type { Publication } from '../api/types.ts';
import { boot } from '../boot.ts';
import { Empty, FailureNotice, Loading, Pager } from '../parts/panels.tsx';
import { toast } from '../parts/toast.ts';
import { useTitles } from '../parts/use-titles.ts';
import type { GoTo } from '../use-location.ts';
import { useAction, useRemote } from '../use-remote.ts';
import { isMoving, PublicationCard } from './publication-card.tsx';
import { type Filter, filterOf, PublishedFilter, statesOf } from './published-filter.tsx';

const PAGE = 24;
const POLL_MS = 2_000;

/** What went into the shop, how it arrived, and the way back. */
export function PublishedScreen({ params, goTo }: { readonly params: URLSearchParams; readonly goTo: GoTo }) {
  const cursor = params.get('cursor');
  const filter = filterOf(params);
  const state = statesOf(filter);
  const page = useRemote(
    `published ${filter} ${cursor}`,
    () =>
      api.get('/publications', {
        query: { limit: PAGE, ...(state ? { state } : {}), ...(cursor ? { cursor } : {}) },
      }),
    (loaded) => (loaded?.items.some(isMoving) ? POLL_MS : null),
  );
  const [asking, setAsking] = useState<readonly Publication[] | null>(null);
  const items = page.data?.items ?? [];
  const captionOf = useTitles(items.map((publication) => publication.productId));
  const undoable = items.filter((publication) => publication.state === 'published');
  return (
    <>
      <PublishedFilter filter={filter} goTo={goTo} />
      <FailureNotice failure={page.failure} onRetry={page.reload} />
      {undoable.length > 1 && boot().connection.mayPublish ? (
        <div className="softbox-bulk">
          <Button variant="secondary" onClick={() => setAsking(undoable)}>
            {
              /* translators: %d: number of pictures */
              sprintf(__('Undo these %d', 'softbox-product-photos'), undoable.length)
            }
          </Button>
        </div>
      ) : null}
      {page.data === null && page.loading ? (
        <Loading text={__('Loading …', 'softbox-product-photos')} />
      ) : null}
      {page.data !== null && items.length === 0 ? <NothingHere filter={filter} goTo={goTo} /> : null}
      <ul className="softbox-grid">
        {items.map((publication) => (
          <li key={publication.id}>
            <PublicationCard
              publication={publication}
              title={captionOf(publication.productId).title}
              onUndo={() => setAsking([publication])}
            />
          </li>
        ))}
      </ul>
      <Pager
        hasPrevious={cursor !== null}
        nextCursor={page.data?.nextCursor ?? null}
        onNext={(next) => goTo('published', { ...(filter === 'all' ? {} : { state: filter }), cursor: next })}
      />
      {asking ? (
        <UndoDialog
          publications={asking}
          onClose={() => setAsking(null)}
          onDone={() => {
            setAsking(null);
            page.reload();
          }}
        />
      ) : null}
    </>
  );
}

function NothingHere({ filter, goTo }: { readonly filter: Filter; readonly goTo: GoTo }) {
  if (filter !== 'all') return <Empty title={__('Nothing here', 'softbox-product-photos')} />;
  return (
    <Empty
      title={__('Nothing published yet', 'softbox-product-photos')}
      action={
        <Button variant="primary" onClick={() => goTo('review', { state: 'approved' })}>
          {__('Approved pictures', 'softbox-product-photos')}
        </Button>
      }
    >
      {__(
        'Approved pictures that you publish are listed here, each with its way back.',
        'softbox-product-photos',
      )}
    </Empty>
  );
}

function UndoDialog({
  publications,
  onClose,
  onDone,
}: {
  readonly publications: readonly Publication[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}) {
  const [cleanUp, setCleanUp] = useState(false);
  const [reuploadDeleted, setReuploadDeleted] = useState(false);
  const action = useAction();
  const undo = () =>
    action.run(async () => {
      const done = await api.post('/undos', {
        body: { publicationIds: publications.map((p) => p.id), cleanUp, reuploadDeleted },
        idempotencyKey: crypto.randomUUID(),
      });
      const [refused] = done.refused;
      if (refused && done.accepted.length === 0) throw new Error(refused.problem.detail);
      toast(__('The gallery is being put back.', 'softbox-product-photos'));
      onDone();
    });
  return (
    <Modal
      title={sprintf(
        /* translators: %d: number of pictures */
        _n('Undo %d publication', 'Undo %d publications', publications.length, 'softbox-product-photos'),
        publications.length,
      )}
      className="softbox-dialog"
      onRequestClose={onClose}
    >
      <div className="softbox-form">
        <p>
          {__(
            'Order, main picture, variation pictures and alt texts go back to what they were. What somebody changed since is left alone, and listed.',
            'softbox-product-photos',
          )}
        </p>
        <CheckboxControl
          __nextHasNoMarginBottom
          label={__(
            'Also delete the picture from the media library, if nothing else uses it',
            'softbox-product-photos',
          )}
          checked={cleanUp}
          onChange={setCleanUp}
        />
        <CheckboxControl
          __nextHasNoMarginBottom
          label={__('Upload the original again if it was deleted meanwhile', 'softbox-product-photos')}
          checked={reuploadDeleted}
          onChange={setReuploadDeleted}
        />
        <FailureNotice failure={action.failure} />
        <div className="softbox-actions">
          <Button variant="primary" isBusy={action.busy} disabled={action.busy} onClick={() => void undo()}>
            {__('Undo', 'softbox-product-photos')}
          </Button>
          <Button variant="tertiary" onClick={onClose}>
            {__('Keep as it is', 'softbox-product-photos')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
