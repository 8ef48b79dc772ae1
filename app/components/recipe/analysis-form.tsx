import { Button, ButtonGroup, FormLayout, Select, TextField } from '@shopify/polaris';
import { useState } from 'react';
import {
  POSES,
  type ProductAnalysis,
  productAnalysisSchema,
  SIZE_CLASSES,
} from '#app/domain/scene/product-analysis.ts';
import { CAMERA_HEIGHTS } from '#app/domain/scene/scene-description.ts';
import { LinesField } from './lines-field.tsx';

const EMPTY: ProductAnalysis = {
  what: '',
  materials: [],
  colours: [],
  sizeClass: 'small',
  pose: 'standing',
  cameraHeight: 'table',
  textOnIt: [],
};

const SIZE_WORDS: Record<ProductAnalysis['sizeClass'], string> = {
  tiny: 'tiny, like a ring',
  small: 'small, fits in one hand',
  medium: 'medium, carried with two hands',
  large: 'large, stands on the floor',
  furniture: 'furniture',
};

const plain = <T extends string>(values: readonly T[]) => values.map((value) => ({ value, label: value }));

/** What is known of a product, field by field. */
export function AnalysisForm({
  start,
  busy,
  onSave,
  onCancel,
}: {
  start: ProductAnalysis | null;
  busy: boolean;
  onSave: (analysis: ProductAnalysis) => Promise<void>;
  onCancel: () => void;
}) {
  const [draft, setDraft] = useState<ProductAnalysis>(start ?? EMPTY);
  const checked = productAnalysisSchema.safeParse(draft);
  const set = (change: Partial<ProductAnalysis>) => setDraft({ ...draft, ...change });
  return (
    <FormLayout>
      <TextField
        label="What it is"
        value={draft.what}
        maxLength={160}
        autoComplete="off"
        error={draft.what.trim() === '' ? 'Say what it is, in a few words.' : undefined}
        onChange={(what) => set({ what })}
      />
      <LinesField
        label="Materials"
        helpText="One a line."
        value={draft.materials}
        most={8}
        onChange={(materials) => set({ materials })}
      />
      <LinesField
        label="Colours"
        helpText="One a line."
        value={draft.colours}
        most={8}
        onChange={(colours) => set({ colours })}
      />
      <LinesField
        label="Printed on it"
        helpText="Letter by letter, one a line."
        value={draft.textOnIt}
        most={12}
        onChange={(textOnIt) => set({ textOnIt })}
      />
      <Select
        label="Size"
        options={SIZE_CLASSES.map((value) => ({ value, label: SIZE_WORDS[value] }))}
        value={draft.sizeClass}
        onChange={(value) => set({ sizeClass: SIZE_CLASSES.find((one) => one === value) ?? draft.sizeClass })}
      />
      <FormLayout.Group condensed>
        <Select
          label="In the photo it is"
          options={plain(POSES)}
          value={draft.pose}
          onChange={(value) => set({ pose: POSES.find((one) => one === value) ?? draft.pose })}
        />
        <Select
          label="Photographed from"
          options={plain(CAMERA_HEIGHTS)}
          value={draft.cameraHeight}
          onChange={(value) =>
            set({ cameraHeight: CAMERA_HEIGHTS.find((one) => one === value) ?? draft.cameraHeight })
          }
        />
      </FormLayout.Group>
      <ButtonGroup>
        <Button
          variant="primary"
          loading={busy}
          disabled={!checked.success}
          onClick={() => {
            if (checked.success) void onSave(checked.data);
          }}
        >
          Save
        </Button>
        <Button disabled={busy} onClick={onCancel}>
          Cancel
        </Button>
      </ButtonGroup>
    </FormLayout>
  );
}
