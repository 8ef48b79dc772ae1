import { RadioControl } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import type { Estimate } from '../api/types.ts';
import { money } from '../format.ts';

type Ways = Estimate['ways'];
export type Way = Ways['now'];

/** When the pictures shall be made: at once, or in the provider's cheaper run, each with its price. */
export function WayChoice({
  now,
  wait,
  canWait,
  onChange,
}: {
  readonly now: Way;
  readonly wait: Way;
  readonly canWait: boolean;
  readonly onChange: (canWait: boolean) => void;
}) {
  return (
    <>
      <RadioControl
        label={__('When do you need them?', 'softbox-product-photos')}
        selected={canWait ? 'wait' : 'now'}
        options={[
          {
            /* translators: %s: amount of money */
            label: sprintf(__('Now · %s', 'softbox-product-photos'), money(now.priceTotalMicros)),
            value: 'now',
          },
          {
            label: sprintf(
              /* translators: %s: amount of money */
              __("Within a day, at half the model's price · %s", 'softbox-product-photos'),
              money(wait.priceTotalMicros),
            ),
            value: 'wait',
          },
        ]}
        onChange={(value) => onChange(value === 'wait')}
      />
      {canWait ? (
        <p className="softbox-muted">
          {__(
            "Your pictures wait for the provider's cheaper run. Most come within hours; what has not come after two days costs nothing. You can cancel until then.",
            'softbox-product-photos',
          )}
        </p>
      ) : null}
    </>
  );
}
