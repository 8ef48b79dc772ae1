import { SelectControl } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import type { Placement } from '../api/types.ts';

/** Where in a gallery pictures go. */
export function PlacementSelect({
  value,
  onChange,
}: {
  readonly value: Placement;
  readonly onChange: (placement: Placement) => void;
}) {
  const options = [
    { label: __('as the main picture', 'softbox-product-photos'), value: 'main' },
    { label: __('as the last picture', 'softbox-product-photos'), value: 'append' },
    { label: __('in place of the photo it was made from', 'softbox-product-photos'), value: 'replace' },
  ] as const satisfies readonly { label: string; value: Placement }[];
  return (
    <SelectControl
      __next40pxDefaultSize
      __nextHasNoMarginBottom
      label={__('Where pictures go', 'softbox-product-photos')}
      hideLabelFromVision
      value={value}
      options={[...options]}
      onChange={(next) => onChange(options.find((option) => option.value === next)?.value ?? 'main')}
    />
  );
}
