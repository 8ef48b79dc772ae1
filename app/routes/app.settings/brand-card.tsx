import { BlockStack, Card, InlineGrid, Text } from '@shopify/polaris';
import { ColourField } from '#app/components/recipe/colour-field.tsx';
import {
  BRAND_COLOURS,
  BRAND_LABELS,
  brandField,
  type FieldErrors,
  type FieldName,
} from './settings-form.ts';

/** The colours of the brand. */
export function BrandCard({
  texts,
  errors,
  onChange,
}: {
  readonly texts: Readonly<Record<FieldName, string>>;
  readonly errors: FieldErrors;
  readonly onChange: (field: FieldName, text: string) => void;
}) {
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            Brand kit
          </Text>
          <Text as="p" tone="subdued">
            Studio pictures start in these colours; each recipe can change them. Recipes you have saved, and
            pictures you have, stay as they are.
          </Text>
        </BlockStack>
        <InlineGrid columns={{ xs: 1, sm: 3 }} gap="400">
          {BRAND_COLOURS.map((colour) => (
            <ColourField
              key={colour}
              label={BRAND_LABELS[colour]}
              value={texts[brandField(colour)]}
              onChange={(text) => onChange(brandField(colour), text)}
              error={errors[brandField(colour)]}
            />
          ))}
        </InlineGrid>
      </BlockStack>
    </Card>
  );
}
