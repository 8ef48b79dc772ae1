import {
  BlockStack,
  Button,
  Card,
  Checkbox,
  Collapsible,
  Divider,
  InlineGrid,
  InlineStack,
  Text,
  TextField,
} from '@shopify/polaris';
import { useState } from 'react';
import { MEASURES, type Measure } from '#app/domain/fidelity/measures.ts';
import { MEASURE_WORDS } from './gate-words.ts';
import { type FieldErrors, type FieldName, limitField, type SettingsValues } from './settings-form.ts';

interface GateProps {
  readonly values: SettingsValues;
  readonly errors: FieldErrors;
  readonly onChange: (field: FieldName, text: string) => void;
}

function LimitRow({ measure, values, errors, onChange }: GateProps & { readonly measure: Measure }) {
  const { label, help, unit } = MEASURE_WORDS[measure];
  const field = (side: 'hold' | 'fail', words: string, placeholder?: string) => {
    const name = limitField(measure, side);
    return (
      <TextField
        label={`${label}: ${words}`}
        labelHidden
        suffix={unit}
        prefix={side === 'hold' ? 'Ask' : 'Redraw'}
        inputMode="decimal"
        autoComplete="off"
        placeholder={placeholder}
        value={values.texts[name]}
        onChange={(text) => onChange(name, text)}
        error={errors[name]}
      />
    );
  };
  return (
    <InlineGrid columns={{ xs: 1, sm: 3 }} gap="300" alignItems="start">
      <BlockStack>
        <Text as="h3" variant="headingSm">
          {label}
        </Text>
        <Text as="p" tone="subdued" variant="bodySm">
          {help}
        </Text>
      </BlockStack>
      {field('hold', 'ask a person from')}
      {field('fail', 'draw again from', 'Never')}
    </InlineGrid>
  );
}

/** How like its photo a product has to stay where a model draws it. */
export function GateCard({
  values,
  errors,
  isUsual,
  onChange,
  onModelMayClear,
  onReset,
}: GateProps & {
  /** Nothing differs from what a store has that set nothing. */
  readonly isUsual: boolean;
  readonly onModelMayClear: (may: boolean) => void;
  readonly onReset: () => void;
}) {
  const hasErrors = Object.keys(errors).some((field) => field.startsWith('limit.'));
  const [open, setOpen] = useState(false);
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            Is it still the product?
          </Text>
          <Text as="p" tone="subdued">
            Where a model draws the product, each picture is measured against your photo. From a first limit
            on a person is asked; from a second one on it is drawn again, twice at most, and then given up and
            refunded. Pictures that were judged before stay as they are.
          </Text>
        </BlockStack>
        <Checkbox
          label="A second look may clear a doubt"
          helpText="A picture that measures as doubtful passes without a person when the model that looks at it finds everything the same. Off: a person looks at every doubtful one."
          checked={values.modelMayClear}
          onChange={onModelMayClear}
        />
        <InlineStack gap="300">
          <Button
            disclosure={open || hasErrors ? 'up' : 'down'}
            ariaExpanded={open || hasErrors}
            ariaControls="gate-limits"
            onClick={() => setOpen(!open)}
          >
            Limits, one by one
          </Button>
          <Button variant="plain" disabled={isUsual} onClick={onReset}>
            Back to the usual limits
          </Button>
        </InlineStack>
        <Collapsible id="gate-limits" open={open || hasErrors}>
          <BlockStack gap="400">
            <Text as="p" tone="subdued">
              Lower is stricter. “Ask”: from here on a person looks. “Redraw”: from here on it is drawn again;
              empty means never.
            </Text>
            {MEASURES.map((measure) => (
              <BlockStack key={measure} gap="300">
                <Divider />
                <LimitRow measure={measure} values={values} errors={errors} onChange={onChange} />
              </BlockStack>
            ))}
          </BlockStack>
        </Collapsible>
      </BlockStack>
    </Card>
  );
}
