import { BlockStack, Button, Checkbox, Collapsible, InlineGrid, Select, TextField } from '@shopify/polaris';
import { useId, useState } from 'react';

export interface EditChoiceView {
  readonly model: string;
  readonly modelName: string;
  readonly size: string;
  readonly masked: boolean;
  readonly secondLook: boolean;
  readonly price: string;
  readonly affordable: boolean;
}

export interface ChosenOptions {
  readonly model: string;
  readonly size: string;
  readonly secondLook: boolean;
  readonly seed: string;
  readonly format: string;
}

const unique = (values: readonly string[]) => [...new Set(values)];

/** The options that most edits leave as they are. */
export function EditOptionFields({
  choices,
  masked,
  chosen,
  onChange,
}: {
  choices: readonly EditChoiceView[];
  masked: boolean;
  chosen: ChosenOptions;
  onChange: (chosen: ChosenOptions) => void;
}) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const sizesOf = (model: string) => unique(choices.filter((c) => c.model === model).map((c) => c.size));
  const models = unique(choices.map((c) => c.model)).map((value) => ({
    value,
    label: choices.find((c) => c.model === value)?.modelName ?? value,
  }));
  const pickModel = (model: string) => {
    const sizes = sizesOf(model);
    onChange({ ...chosen, model, size: sizes.includes(chosen.size) ? chosen.size : (sizes[0] ?? '') });
  };
  const exact = masked ? 'PNG: exact outside what is painted' : 'As this version';
  return (
    <BlockStack gap="300" inlineAlign="start">
      <Button
        variant="plain"
        disclosure={open ? 'up' : 'down'}
        onClick={() => setOpen(!open)}
        ariaExpanded={open}
        ariaControls={id}
      >
        More options
      </Button>
      <Collapsible id={id} open={open}>
        <BlockStack gap="300">
          <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
            <Select label="Model" options={models} value={chosen.model} onChange={pickModel} />
            <Select
              label="Size asked of the model"
              options={sizesOf(chosen.model)}
              value={chosen.size}
              onChange={(size) => onChange({ ...chosen, size })}
            />
            <Select
              label="File"
              options={[
                { label: exact, value: '' },
                { label: 'JPEG: small, the whole picture is saved anew', value: 'jpeg' },
                { label: 'PNG', value: 'png' },
              ]}
              value={chosen.format}
              onChange={(format) => onChange({ ...chosen, format })}
            />
            <TextField
              label="Seed"
              type="number"
              min={1}
              max={2 ** 31 - 1}
              autoComplete="off"
              value={chosen.seed}
              onChange={(seed) => onChange({ ...chosen, seed })}
              helpText="Another number is another edit, also with the same words."
            />
          </InlineGrid>
          <Checkbox
            label="Second look"
            helpText="A vision model compares the result with the product's photo, after the measured check."
            checked={chosen.secondLook}
            onChange={(secondLook) => onChange({ ...chosen, secondLook })}
          />
        </BlockStack>
      </Collapsible>
    </BlockStack>
  );
}
