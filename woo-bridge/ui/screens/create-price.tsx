import { Button, SelectControl } from '@wordpress/components';
import { __, _n, sprintf } from '@wordpress/i18n';
import type { Estimate } from '../api/types.ts';
import { money } from '../format.ts';
import { Panel } from '../parts/panels.tsx';
import type { Images } from './use-chosen.ts';

/** How many pictures, what they cost, and the button that begins. */
export function CreatePrice({
  estimate,
  loading,
  images,
  onImages,
  busy,
  onStart,
}: {
  readonly estimate: Estimate | null;
  readonly loading: boolean;
  readonly images: Images;
  readonly onImages: (images: Images) => void;
  readonly busy: boolean;
  readonly onStart: () => void;
}) {
  const many = estimate?.pictures ?? 0;
  return (
    <Panel>
      <SelectControl
        __next40pxDefaultSize
        __nextHasNoMarginBottom
        label={__('Photos to start from', 'softbox-product-photos')}
        value={images}
        options={[
          { label: __('The main photo of each product', 'softbox-product-photos'), value: 'main' },
          { label: __('Every photo of each product', 'softbox-product-photos'), value: 'all' },
        ]}
        onChange={(value) => onImages(value === 'all' ? 'all' : 'main')}
      />
      {estimate ? (
        <div className="softbox-price">
          <span>
            {sprintf(
              /* translators: %d: number of pictures */
              _n('%d picture', '%d pictures', many, 'softbox-product-photos'),
              many,
            )}{' '}
            {estimate.priceEachMicros === 0
              ? ''
              : `· ${money(estimate.priceEachMicros)} ${__('each', 'softbox-product-photos')}`}
          </span>
          <strong>{money(estimate.priceTotalMicros)}</strong>
        </div>
      ) : null}
      {estimate && estimate.refused.length > 0 ? (
        <p className="softbox-muted">
          {sprintf(
            /* translators: %d: number of products */
            _n(
              '%d product has no photo to start from; the others go on without it.',
              '%d products have no photo to start from; the others go on without them.',
              estimate.refused.length,
              'softbox-product-photos',
            ),
            estimate.refused.length,
          )}
        </p>
      ) : null}
      {estimate && !estimate.affordable ? (
        <p className="softbox-error">
          {
            /* translators: %s: amount of money */
            sprintf(
              __('Your balance of %s is not enough.', 'softbox-product-photos'),
              money(estimate.balanceMicros),
            )
          }
        </p>
      ) : null}
      <Button
        variant="primary"
        className="softbox-start"
        disabled={loading || many === 0 || !estimate?.affordable || busy}
        isBusy={busy}
        onClick={onStart}
      >
        {sprintf(
          /* translators: %d: number of pictures */
          _n('Make %d picture', 'Make %d pictures', many, 'softbox-product-photos'),
          many,
        )}
      </Button>
      <p className="softbox-muted">
        {__('Nothing goes into your shop before you approve it.', 'softbox-product-photos')}
      </p>
    </Panel>
  );
}
