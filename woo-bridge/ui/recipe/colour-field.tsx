import {
  BaseControl,
  Button,
  ColorIndicator,
  ColorPicker,
  Dropdown,
  TextControl,
} from '@wordpress/components';
import { useEffect, useId, useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';

const COLOUR = /^#[0-9a-f]{6}$/i;

/** A colour as `#rrggbb`: typed, or picked. Only a whole colour is handed up. */
export function ColourField({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (colour: string) => void;
}) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const wrongId = useId();
  const isWrong = !COLOUR.test(typed);
  const take = (text: string) => {
    setTyped(text);
    if (COLOUR.test(text)) onChange(text.toLowerCase());
  };
  return (
    <BaseControl __nextHasNoMarginBottom className="softbox-colour">
      <div className="softbox-colour__row">
        <Dropdown
          renderToggle={({ isOpen, onToggle }) => (
            <Button
              aria-expanded={isOpen}
              aria-label={label}
              onClick={onToggle}
              className="softbox-colour__swatch"
            >
              <ColorIndicator colorValue={value} />
            </Button>
          )}
          renderContent={() => <ColorPicker color={value} onChange={take} copyFormat="hex" />}
        />
        <TextControl
          __next40pxDefaultSize
          __nextHasNoMarginBottom
          label={label}
          value={typed}
          onChange={take}
          {...(isWrong ? { 'aria-invalid': true, 'aria-describedby': wrongId } : {})}
        />
      </div>
      {isWrong ? (
        <p id={wrongId} className="softbox-error">
          {sprintf(
            /* translators: %s: a colour such as #f2f0ec */
            __(
              'Write the colour as # and six digits or letters a to f, like #f2f0ec. Until then it stays %s.',
              'softbox-product-photos',
            ),
            value,
          )}
        </p>
      ) : null}
    </BaseControl>
  );
}
