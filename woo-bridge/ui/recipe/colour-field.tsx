import {
  BaseControl,
  Button,
  ColorIndicator,
  ColorPicker,
  Dropdown,
  TextControl,
} from '@wordpress/components';
import { useEffect, useState } from '@wordpress/element';

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
        />
      </div>
    </BaseControl>
  );
}
