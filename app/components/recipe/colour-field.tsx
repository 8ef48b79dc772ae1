import { TextField } from '@shopify/polaris';

const HEX = /^#[0-9a-fA-F]{6}$/;

/**
 * A colour as the browser's own picker beside its hex value; an unfinished hex value is kept and named as an error, in the words
 * of `error` where there are some.
 */
export function ColourField({
  label,
  value,
  onChange,
  disabled = false,
  error = 'Write the colour as #rrggbb.',
}: {
  label: string;
  value: string;
  onChange: (colour: string) => void;
  disabled?: boolean;
  error?: string | undefined;
}) {
  const valid = HEX.test(value);
  return (
    <TextField
      label={label}
      value={value}
      onChange={onChange}
      autoComplete="off"
      maxLength={7}
      disabled={disabled}
      error={valid ? undefined : error}
      connectedLeft={
        <input
          type="color"
          aria-label={`${label}: colour picker`}
          value={valid ? value : '#ffffff'}
          disabled={disabled}
          onChange={(event) => onChange(event.currentTarget.value)}
          style={{ width: 36, height: 32, padding: 0, border: 'none', background: 'none', display: 'block' }}
        />
      }
    />
  );
}
