import { ChoiceList } from '@shopify/polaris';
import { price } from '#app/components/money.ts';
import type { WayView } from '#app/http/screen-estimate.ts';

/** When the pictures shall be made: at once, or in the provider's cheaper run, each with its price. */
export function WayChoice({
  now,
  wait,
  canWait,
  onChange,
}: {
  now: WayView;
  wait: WayView;
  canWait: boolean;
  onChange: (canWait: boolean) => void;
}) {
  return (
    <ChoiceList
      title="When do you need them?"
      choices={[
        {
          value: 'now',
          label: `Now · ${price(now.priceTotal)}`,
          helpText: 'Made in the next minutes.',
        },
        {
          value: 'wait',
          label: `Within a day, at half the model's price · ${price(wait.priceTotal)}`,
          helpText:
            "Your pictures wait for the provider's cheaper run. Most come within hours; what has not come after two days costs nothing. You can cancel until then.",
        },
      ]}
      selected={[canWait ? 'wait' : 'now']}
      onChange={([chosen]) => onChange(chosen === 'wait')}
    />
  );
}
