import { Button } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import type { Placement, Publication } from '../api/types.ts';
import { boot } from '../boot.ts';
import { shortTime } from '../format.ts';
import { Badge, PublicationBadge } from '../parts/badge.tsx';
import { Picture } from '../parts/picture.tsx';
import { thumbnailPath } from '../parts/use-picture.ts';

/** A picture that is under way for so long waits for somebody; the store's platform is tried again by itself. */
const SLOW_MS = 20_000;

export const isMoving = ({ state }: Publication): boolean =>
  ['planned', 'uploading', 'placing', 'verifying', 'reverting'].includes(state);

/** One publication: where it stands, whether its label survived, and the way back. */
export function PublicationCard({
  publication,
  title,
  onUndo,
}: {
  readonly publication: Publication;
  readonly title: string;
  readonly onUndo: () => void;
}) {
  const places = {
    main: __('Main picture', 'softbox-product-photos'),
    append: __('Last picture', 'softbox-product-photos'),
    replace: __('In place of another', 'softbox-product-photos'),
  } as const satisfies Record<Placement, string>;
  const { labelKept, productExternalId } = publication;
  const at = publication.revertedAt ?? publication.publishedAt ?? publication.createdAt;
  return (
    <article className="softbox-card">
      <Picture path={thumbnailPath(publication.assetId, '480')} alt={title} />
      <h3 className="softbox-clamp" title={title}>
        <a href={`${boot().productUrl}${encodeURIComponent(productExternalId)}`}>{title}</a>
      </h3>
      <p className="softbox-card__facts">
        <PublicationBadge state={publication.state} />
        {labelKept === null ? null : (
          <Badge tone={labelKept ? 'good' : 'warning'}>
            {labelKept
              ? __('Label kept', 'softbox-product-photos')
              : __('Label lost', 'softbox-product-photos')}
          </Badge>
        )}
      </p>
      <p className="softbox-muted">
        {places[publication.placement]} · {shortTime(at)}
      </p>
      {isMoving(publication) && Date.now() - new Date(publication.changedAt).getTime() > SLOW_MS ? (
        <p className="softbox-doubt">
          {__(
            'This takes longer than usual: this site may be busy or not reachable for Softbox. It is tried again by itself; nothing is lost.',
            'softbox-product-photos',
          )}
        </p>
      ) : null}
      {publication.reason ? <p className="softbox-error">{publication.reason.message}</p> : null}
      {publication.leftAlone.map((left) => (
        <p key={`${left.what} ${left.id}`} className="softbox-doubt">
          {/* translators: %s: reason */ sprintf(__('Left alone: %s', 'softbox-product-photos'), left.why)}
        </p>
      ))}
      {publication.state === 'published' && boot().connection.mayPublish ? (
        <div className="softbox-card__actions">
          <Button variant="secondary" size="small" onClick={onUndo}>
            {__('Undo', 'softbox-product-photos')}
          </Button>
        </div>
      ) : null}
    </article>
  );
}
