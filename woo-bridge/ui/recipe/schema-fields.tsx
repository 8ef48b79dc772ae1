import { RangeControl, SelectControl, TextareaControl, ToggleControl } from '@wordpress/components';
import type { Recipe } from '../api/types.ts';

/** The part of JSON Schema that recipes are written in. */
interface Property {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly description?: string;
}

const properties = (schema: unknown): Readonly<Record<string, Property>> => {
  const found = (schema as { properties?: unknown } | null)?.properties;
  return typeof found === 'object' && found !== null ? (found as Record<string, Property>) : {};
};

/** `shadowStrength` as "Shadow strength". */
const labelOf = (name: string): string => {
  const words = name.replace(/([A-Z])/g, ' $1').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** Options that every kind has; they have fields of their own. */
const SHARED = new Set(['kind', 'frame', 'format', 'quality', 'lossless', 'upscale', 'fill', 'seed']);

/**
 * Fields for a kind of recipe that this version of the plugin has no form for, made from what Softbox says of its options.
 * Options that are no text, choice, number or switch keep what Softbox proposes.
 */
export function SchemaFields({
  recipe,
  schema,
  onChange,
}: {
  readonly recipe: Recipe;
  readonly schema: unknown;
  readonly onChange: (recipe: Recipe) => void;
}) {
  const values = recipe as unknown as Readonly<Record<string, unknown>>;
  const set = (name: string, value: unknown) => onChange({ ...recipe, [name]: value } as Recipe);
  return (
    <>
      {Object.entries(properties(schema))
        .filter(([name]) => !SHARED.has(name))
        .map(([name, property]) => (
          <SchemaField
            key={name}
            label={labelOf(name)}
            property={property}
            value={values[name]}
            onChange={(value) => set(name, value)}
          />
        ))}
    </>
  );
}

function SchemaField({
  label,
  property,
  value,
  onChange,
}: {
  readonly label: string;
  readonly property: Property;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}) {
  const help = property.description ?? '';
  if (property.enum) {
    return (
      <SelectControl
        __next40pxDefaultSize
        __nextHasNoMarginBottom
        label={label}
        help={help}
        value={String(value ?? '')}
        options={property.enum.map((choice) => ({ label: labelOf(choice), value: choice }))}
        onChange={onChange}
      />
    );
  }
  switch (property.type) {
    case 'string':
      return (
        <TextareaControl
          __nextHasNoMarginBottom
          label={label}
          help={help}
          value={String(value ?? '')}
          onChange={onChange}
        />
      );
    case 'boolean':
      return (
        <ToggleControl
          __nextHasNoMarginBottom
          label={label}
          help={help}
          checked={value === true}
          onChange={onChange}
        />
      );
    case 'number':
    case 'integer': {
      const [min, max] = [property.minimum ?? 0, property.maximum ?? 1];
      return (
        <RangeControl
          __next40pxDefaultSize
          __nextHasNoMarginBottom
          label={label}
          help={help}
          min={min}
          max={max}
          step={property.type === 'integer' ? 1 : (max - min) / 100}
          value={Number(value ?? min)}
          onChange={(number) => onChange(number ?? min)}
        />
      );
    }
    default:
      return null;
  }
}
