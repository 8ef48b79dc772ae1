import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { Spinner } from './spinner.tsx';
import { useNear } from './use-near.ts';
import { usePicture } from './use-picture.ts';

/** The merchant's photo and our picture in one frame, with a divider that mouse, touch and arrow keys move. */
export function BeforeAfter({
  beforePath,
  afterPath,
  title,
}: {
  readonly beforePath: string;
  readonly afterPath: string;
  readonly title: string;
}) {
  const { ref, near } = useNear<HTMLDivElement>();
  const before = usePicture(beforePath, near);
  const after = usePicture(afterPath, near);
  const [share, setShare] = useState(50);
  return (
    <div className="softbox-compare">
      <div className="softbox-frame" ref={ref}>
        {after.status === 'ready' ? (
          /* translators: %s: product */
          <img src={after.url} alt={sprintf(__('After: %s', 'softbox-product-photos'), title)} />
        ) : null}
        {after.status === 'loading' ? <Spinner /> : null}
        {after.status === 'failed' ? <p className="softbox-error">{after.message}</p> : null}
        {before.status === 'ready' ? (
          <img
            className="softbox-compare__before"
            src={before.url}
            /* translators: %s: product */
            alt={sprintf(__('Before: %s', 'softbox-product-photos'), title)}
            style={{ clipPath: `inset(0 ${100 - share}% 0 0)` }}
          />
        ) : null}
        {before.status === 'ready' && after.status === 'ready' ? (
          <>
            <span className="softbox-compare__line" style={{ left: `${share}%` }} aria-hidden="true" />
            <span className="softbox-compare__tag softbox-compare__tag--before" aria-hidden="true">
              {__('Before', 'softbox-product-photos')}
            </span>
            <span className="softbox-compare__tag softbox-compare__tag--after" aria-hidden="true">
              {__('After', 'softbox-product-photos')}
            </span>
            <input
              className="softbox-compare__range"
              type="range"
              min={0}
              max={100}
              value={share}
              /* translators: %s: product */
              aria-label={sprintf(__('Before and after: %s', 'softbox-product-photos'), title)}
              onChange={(event) => setShare(Number(event.currentTarget.value))}
            />
          </>
        ) : null}
      </div>
    </div>
  );
}
