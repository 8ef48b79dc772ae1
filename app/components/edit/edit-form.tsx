import {
  Banner,
  BlockStack,
  Button,
  Card,
  ChoiceList,
  InlineStack,
  Tag,
  Text,
  TextField,
} from '@shopify/polaris';
import { useRef, useState } from 'react';
import { price } from '#app/components/money.ts';
import { type EditChoiceView, EditOptionFields } from './edit-option-fields.tsx';
import { MaskPainter } from './mask-painter.tsx';
import { hasPaint, type Stroke } from './mask-strokes.ts';
import { uploadMask } from './upload-mask.ts';

export interface EditFormOptions {
  readonly size: { readonly width: number; readonly height: number };
  readonly preset: { readonly model: string; readonly size: string } | null;
  readonly choices: readonly EditChoiceView[];
}

const EXAMPLES = [
  'Softer, warmer light',
  'Remove the crumbs beside it',
  'Put a linen cloth under it',
  'Darker background',
];

/** What is to change, where, what it costs, and the one button that spends it. */
export function EditForm({
  assetId,
  options,
  busy,
  onSubmit,
}: {
  assetId: string;
  options: EditFormOptions;
  busy: boolean;
  onSubmit: (fields: Record<string, string>) => void;
}) {
  const [instruction, setInstruction] = useState('');
  const [where, setWhere] = useState<'everywhere' | 'painted'>('everywhere');
  const [strokes, setStrokes] = useState<readonly Stroke[]>([]);
  const [chosen, setChosen] = useState({
    model: options.preset?.model ?? '',
    size: options.preset?.size ?? '',
    secondLook: true,
    seed: '1',
    format: '',
  });
  const [problem, setProblem] = useState<string | null>(null);
  const [uploading, setUploading] = useState(false);
  const asked = useRef({ wish: '', key: '' });

  const masked = where === 'painted';
  const choice = options.choices.find(
    (c) =>
      c.model === chosen.model &&
      c.size === chosen.size &&
      c.masked === masked &&
      c.secondLook === chosen.secondLook,
  );
  if (options.choices.length === 0) {
    return (
      <Banner tone="info" title="Edits by words are not available here">
        <p>No image model that is set up edits pictures of this shape. An operator can set one up.</p>
      </Banner>
    );
  }
  const missing =
    instruction.trim().length < 3
      ? 'Say what shall change.'
      : masked && !hasPaint(strokes)
        ? 'Paint where it may change.'
        : null;
  const start = async () => {
    setProblem(null);
    let maskId = '';
    if (masked) {
      setUploading(true);
      const kept = await uploadMask(assetId, strokes, options.size);
      setUploading(false);
      if ('problem' in kept) return setProblem(kept.problem);
      maskId = kept.maskId;
    }
    const fields = {
      intent: 'edit',
      instruction: instruction.trim(),
      maskId,
      model: chosen.model,
      modelSize: chosen.size,
      secondLook: chosen.secondLook ? '1' : '0',
      seed: chosen.seed,
      format: chosen.format,
    };
    // the same wish again, by a second click or after a lost answer, is the same edit; another wish is another
    const wish = JSON.stringify(fields);
    if (asked.current.wish !== wish) asked.current = { wish, key: crypto.randomUUID() };
    onSubmit({ ...fields, requestKey: asked.current.key });
  };
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          Change this version
        </Text>
        <TextField
          label="What shall change"
          value={instruction}
          onChange={setInstruction}
          maxLength={1000}
          multiline={2}
          autoComplete="off"
          helpText="The product itself has to stay as in its photo; a check compares them before you see the result."
        />
        <InlineStack gap="200">
          {EXAMPLES.map((example) => (
            <Tag key={example} onClick={() => setInstruction(example)}>
              {example}
            </Tag>
          ))}
        </InlineStack>
        <ChoiceList
          title="Where it may change"
          choices={[
            { label: 'Everywhere', value: 'everywhere' },
            { label: 'Only where I paint', value: 'painted' },
          ]}
          selected={[where]}
          onChange={([value]) => setWhere(value === 'painted' ? 'painted' : 'everywhere')}
        />
        {masked ? (
          <MaskPainter assetId={assetId} size={options.size} strokes={strokes} onChange={setStrokes} />
        ) : null}
        <EditOptionFields choices={options.choices} masked={masked} chosen={chosen} onChange={setChosen} />
        {problem ? (
          <Banner tone="critical">
            <p>{problem}</p>
          </Banner>
        ) : null}
        {choice && !choice.affordable ? (
          <Banner tone="warning">
            <p>This costs more than your balance or your budget allows.</p>
          </Banner>
        ) : null}
        <InlineStack gap="300" blockAlign="center">
          <Button
            variant="primary"
            disabled={missing !== null || !choice?.affordable}
            loading={busy || uploading}
            onClick={start}
          >
            {choice ? `Make this edit for ${price(choice.price)}` : 'Make this edit'}
          </Button>
          <Text as="span" tone="subdued">
            {missing ?? 'At most this much; what fails costs nothing.'}
          </Text>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
