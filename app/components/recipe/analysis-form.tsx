import { Button, ButtonGroup, FormLayout, TextField } from '@shopify/polaris';
import { useState } from 'react';
import {
  POSES,
  type ProductAnalysis,
  productAnalysisSchema,
  SIZE_CLASSES,
} from '#app/domain/scene/product-analysis.ts';
import { CAMERA_HEIGHTS } from '#app/domain/scene/scene-description.ts';
import { ChoiceField } from './choice-field.tsx';
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
      <ChoiceField
        label="Size"
        value={draft.sizeClass}
        values={SIZE_CLASSES}
        wordsFor={SIZE_WORDS}
        onChange={(sizeClass) => set({ sizeClass })}
      />
      <FormLayout.Group condensed>
        <ChoiceField
          label="In the photo it is"
          value={draft.pose}
          values={POSES}
          onChange={(pose) => set({ pose })}
        />
        <ChoiceField
          label="Photographed from"
          value={draft.cameraHeight}
          values={CAMERA_HEIGHTS}
          onChange={(cameraHeight) => set({ cameraHeight })}
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
