import { Button } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import type { Asset, Publication, ReviewState } from '../api/types.ts';
import { boot } from '../boot.ts';
import { doubtText } from '../doubt-text.ts';
import { Badge, PublicationBadge } from '../parts/badge.tsx';
import { BeforeAfter } from '../parts/before-after.tsx';
import { thumbnailPath } from '../parts/use-picture.ts';
import { HowMade, PlaceholderBadge } from './how-made.tsx';

/** One picture with its photo under the divider, what is doubtful about it, and the decision. */
export function ReviewCard({
  asset,
  title,
  publication,
  focused,
  busy,
  onDecide,
  onPublish,
  onWords,
}: {
  readonly asset: Asset;
  readonly title: string;
  readonly publication: Publication | null;
  readonly focused: boolean;
  readonly busy: boolean;
  readonly onDecide: (state: ReviewState) => void;
  readonly onPublish: () => void;
  readonly onWords: () => void;
}) {
  const notes = asset.doubts.map(doubtText);
  if (asset.upscaled > 1) {
    notes.push(
      /* translators: %s: number, for example 1.4 */
      sprintf(
        __('Enlarged %s times: the photo is small.', 'softbox-product-photos'),
        asset.upscaled.toFixed(1),
      ),
    );
  }
  return (
    <article className={`softbox-card${focused ? ' is-focused' : ''}`} id={`softbox-review-${asset.id}`}>
      <BeforeAfter
        beforePath={thumbnailPath(asset.id, '960', 'source')}
        afterPath={thumbnailPath(asset.id, '960')}
        title={title}
      />
      <h3 className="softbox-clamp" title={title}>
        {title}
      </h3>
      <p className="softbox-card__facts">
        {asset.held ? <Badge tone="warning">{__('Needs a look', 'softbox-product-photos')}</Badge> : null}
        {asset.isPlaceholder ? <PlaceholderBadge /> : null}
        {publication ? <PublicationBadge state={publication.state} /> : null}
        <span className="softbox-muted">
          {asset.width} × {asset.height} {asset.format.toUpperCase()}
        </span>
      </p>
      {notes.map((note) => (
        <p key={note} className="softbox-doubt">
          {note}
        </p>
      ))}
      {asset.model === null ? null : <HowMade assetId={asset.id} />}
      {publication ? null : (
        <Decision
          state={asset.review.state}
          busy={busy}
          onDecide={onDecide}
          onPublish={onPublish}
          onWords={onWords}
        />
      )}
    </article>
  );
}

function Decision({
  state,
  busy,
  onDecide,
  onPublish,
  onWords,
}: {
  readonly state: ReviewState;
  readonly busy: boolean;
  readonly onDecide: (state: ReviewState) => void;
  readonly onPublish: () => void;
  readonly onWords: () => void;
}) {
  return (
    <div className="softbox-card__actions">
      {state === 'undecided' ? (
        <>
          <Button variant="secondary" disabled={busy} onClick={() => onDecide('approved')}>
            {__('Approve', 'softbox-product-photos')}
          </Button>
          <Button variant="tertiary" isDestructive disabled={busy} onClick={() => onDecide('rejected')}>
            {__('Reject', 'softbox-product-photos')}
          </Button>
        </>
      ) : (
        <Button variant="tertiary" disabled={busy} onClick={() => onDecide('undecided')}>
          {__('Take back', 'softbox-product-photos')}
        </Button>
      )}
      {state === 'approved' && boot().connection.mayPublish ? (
        <Button variant="secondary" disabled={busy} onClick={onPublish}>
          {__('Publish', 'softbox-product-photos')}
        </Button>
      ) : null}
      {state === 'rejected' ? null : (
        <Button variant="tertiary" disabled={busy} onClick={onWords}>
          {__('Alt text', 'softbox-product-photos')}
        </Button>
      )}
    </div>
  );
}
