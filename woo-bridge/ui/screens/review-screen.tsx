import { Button } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import { api } from '../api/client.ts';
import type { Asset, Placement, ReviewState } from '../api/types.ts';
import { boot } from '../boot.ts';
import { Empty, FailureNotice, Loading, Pager } from '../parts/panels.tsx';
import { PlacementSelect } from '../parts/placement-select.tsx';
import { toast } from '../parts/toast.ts';
import { useTitles } from '../parts/use-titles.ts';
import type { GoTo } from '../use-location.ts';
import { useAction, useRemote } from '../use-remote.ts';
import { PublishDialog } from '../words/publish-dialog.tsx';
import { publishAll } from './publish.ts';
import { ReviewCard } from './review-card.tsx';
import { loadReviewed, type Only, onlyOf } from './reviewed-assets.ts';
import { useReviewKeys } from './use-review-keys.ts';

const STATES = ['undecided', 'approved', 'rejected'] as const satisfies readonly ReviewState[];

/** Each picture beside its photo: approve, reject, publish. */
export function ReviewScreen({ params, goTo }: { readonly params: URLSearchParams; readonly goTo: GoTo }) {
  const review = STATES.find((state) => state === params.get('state')) ?? 'undecided';
  const cursor = params.get('cursor');
  const only = onlyOf(params);
  const page = useRemote(`${review} ${JSON.stringify(only)} ${cursor}`, (signal) =>
    loadReviewed(review, only, cursor, signal),
  );
  const [placement, setPlacement] = useState<Placement>(boot().settings.placement);
  const action = useAction();
  const [open, setOpen] = useState<{ readonly asset: Asset; readonly publish: boolean } | null>(null);
  const assets = page.data?.assets ?? [];
  const titleOf = useTitles(assets.map((asset) => asset.productId));
  const decide = (state: ReviewState, assetIds: readonly string[]) =>
    action.run(async () => {
      if (assetIds.length === 0) return;
      await api.post('/reviews', { body: { assetIds: [...assetIds], state } });
      page.reload();
    });
  const publish = (chosen: readonly Asset[]) =>
    action.run(async () => {
      const done = await publishAll(chosen, placement);
      page.reload();
      if (done.accepted > 0)
        toast(__('The pictures are on their way into your products.', 'softbox-product-photos'));
      if (done.refused !== null) throw new Error(done.refused);
      goTo('published');
    });
  const ready = assets.filter((asset) => !page.data?.publications.has(asset.id));
  const sure = assets.filter((asset) => !asset.held);
  const focused = useReviewKeys(
    // while a dialog is open, letters are typed
    review === 'undecided' && open === null ? assets.map((asset) => asset.id) : [],
    (id) => void decide('approved', [id]),
    (id) => void decide('rejected', [id]),
  );
  return (
    <>
      <StateLinks review={review} only={only} goTo={goTo} />
      <OnlyThese only={only} onAll={() => goTo('review', { state: review })} />
      <FailureNotice failure={action.failure ?? page.failure} onRetry={page.reload} />
      {review === 'undecided' && assets.length > 0 ? (
        <div className="softbox-bulk">
          <Button
            variant="primary"
            disabled={sure.length === 0 || action.busy}
            isBusy={action.busy}
            onClick={() =>
              void decide(
                'approved',
                sure.map((asset) => asset.id),
              )
            }
          >
            {sure.length === assets.length
              ? __('Approve all', 'softbox-product-photos')
              : /* translators: %d: number of pictures */
                sprintf(__('Approve %d without doubts', 'softbox-product-photos'), sure.length)}
          </Button>
          <span className="softbox-muted softbox-wide">
            {__('Keys: J and K to move, A to approve, R to reject.', 'softbox-product-photos')}
          </span>
        </div>
      ) : null}
      {review === 'approved' && ready.length > 0 && boot().connection.mayPublish ? (
        <div className="softbox-bulk">
          <Button
            variant="primary"
            disabled={action.busy}
            isBusy={action.busy}
            onClick={() => void publish(ready)}
          >
            {sprintf(
              /* translators: %d: number of pictures */
              _n('Publish %d picture', 'Publish %d pictures', ready.length, 'softbox-product-photos'),
              ready.length,
            )}
          </Button>
          <PlacementSelect value={placement} onChange={setPlacement} />
        </div>
      ) : null}
      {page.data === null && page.loading ? (
        <Loading text={__('Loading …', 'softbox-product-photos')} />
      ) : null}
      {page.data !== null && assets.length === 0 ? <NothingHere review={review} goTo={goTo} /> : null}
      <ul className="softbox-grid softbox-grid--wide">
        {assets.map((asset) => (
          <li key={asset.id}>
            <ReviewCard
              asset={asset}
              title={titleOf(asset.productId).title}
              publication={page.data?.publications.get(asset.id) ?? null}
              focused={focused === asset.id}
              busy={action.busy}
              onDecide={(state) => void decide(state, [asset.id])}
              onPublish={() => setOpen({ asset, publish: true })}
              onWords={() => setOpen({ asset, publish: false })}
            />
          </li>
        ))}
      </ul>
      <Pager
        hasPrevious={cursor !== null}
        nextCursor={page.data?.nextCursor ?? null}
        onNext={(next) => goTo('review', { ...only, state: review, cursor: next })}
      />
      {open ? (
        <PublishDialog
          asset={open.asset}
          title={titleOf(open.asset.productId).title}
          publish={
            open.publish
              ? {
                  placement,
                  onPlacement: setPlacement,
                  busy: action.busy,
                  failure: action.failure,
                  onPublish: () => void publish([open.asset]),
                }
              : null
          }
          onClose={() => {
            action.clear();
            setOpen(null);
          }}
        />
      ) : null}
    </>
  );
}

function OnlyThese({ only, onAll }: { readonly only: Only; readonly onAll: () => void }) {
  if (only.batch === undefined && only.product === undefined) return null;
  return (
    <p className="softbox-only">
      <span className="softbox-muted">
        {only.batch === undefined
          ? __('Only the pictures of one product are shown.', 'softbox-product-photos')
          : __('Only the pictures of one batch are shown.', 'softbox-product-photos')}
      </span>
      <Button variant="link" onClick={onAll}>
        {__('Show all', 'softbox-product-photos')}
      </Button>
    </p>
  );
}

function StateLinks({
  review,
  only,
  goTo,
}: {
  readonly review: ReviewState;
  readonly only: Only;
  readonly goTo: GoTo;
}) {
  const texts = {
    undecided: __('To review', 'softbox-product-photos'),
    approved: __('Approved', 'softbox-product-photos'),
    rejected: __('Rejected', 'softbox-product-photos'),
  } as const satisfies Record<ReviewState, string>;
  return (
    <ul className="subsubsub softbox-states">
      {STATES.map((state, i) => (
        <li key={state}>
          <Button
            variant="link"
            className={state === review ? 'current' : ''}
            aria-current={state === review ? 'page' : undefined}
            onClick={() => goTo('review', { ...only, state })}
          >
            {texts[state]}
          </Button>
          {i < STATES.length - 1 ? ' |' : ''}
        </li>
      ))}
    </ul>
  );
}

function NothingHere({ review, goTo }: { readonly review: ReviewState; readonly goTo: GoTo }) {
  if (review !== 'undecided') {
    return <Empty title={__('Nothing here', 'softbox-product-photos')} />;
  }
  return (
    <Empty
      title={__('Nothing to review', 'softbox-product-photos')}
      action={
        <Button variant="primary" onClick={() => goTo('products')}>
          {__('Choose products', 'softbox-product-photos')}
        </Button>
      }
    >
      {__('Finished pictures wait here for your decision.', 'softbox-product-photos')}
    </Empty>
  );
}
