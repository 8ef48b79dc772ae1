import { Select } from '@shopify/polaris';

const isOneOf = <T extends string>(values: readonly T[], value: string): value is T =>
  (values as readonly string[]).includes(value);

/** A choice of fixed words, each shown as `wordsFor` says it, else as it is. */
export function ChoiceField<T extends string>({
  label,
  value,
  values,
  wordsFor = {},
  onChange,
}: {
  label: string;
  value: T;
  values: readonly T[];
  wordsFor?: Partial<Record<string, string>>;
  onChange: (value: T) => void;
}) {
  return (
    <Select
      label={label}
      options={values.map((one) => ({ value: one, label: wordsFor[one] ?? one.replace('-', ' ') }))}
      value={value}
      onChange={(next) => {
        if (isOneOf(values, next)) onChange(next);
      }}
    />
  );
}
