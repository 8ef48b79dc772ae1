import { BlockStack, Button, Collapsible, InlineGrid, TextField } from '@shopify/polaris';
import { useId, useState } from 'react';
import { rectangleOf, type Stroke } from './mask-strokes.ts';

const FIELDS = [
  ['left', 'From the left'],
  ['top', 'From the top'],
  ['width', 'Width'],
  ['height', 'Height'],
] as const;

/** Paints by numbers: for keyboards, and for who wants a straight edge. */
export function RectangleFields({ onAdd }: { onAdd: (rectangle: Stroke) => void }) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const [fields, setFields] = useState({ left: '10', top: '10', width: '30', height: '30' });
  const [problem, setProblem] = useState<string | null>(null);
  const add = () => {
    const rectangle = rectangleOf(fields);
    setProblem(typeof rectangle === 'string' ? rectangle : null);
    if (typeof rectangle !== 'string') onAdd(rectangle);
  };
  return (
    <BlockStack gap="200" inlineAlign="start">
      <Button
        variant="plain"
        disclosure={open ? 'up' : 'down'}
        onClick={() => setOpen(!open)}
        ariaExpanded={open}
        ariaControls={id}
      >
        Paint a rectangle by numbers
      </Button>
      <Collapsible id={id} open={open}>
        <BlockStack gap="200">
          <InlineGrid columns={{ xs: 2, md: 4 }} gap="200">
            {FIELDS.map(([name, label]) => (
              <TextField
                key={name}
                label={label}
                suffix="%"
                autoComplete="off"
                inputMode="decimal"
                value={fields[name]}
                error={problem !== null && name === 'left'}
                onChange={(value) => setFields({ ...fields, [name]: value })}
              />
            ))}
          </InlineGrid>
          {problem ? <p role="alert">{problem}</p> : null}
          <div>
            <Button onClick={add}>Add rectangle</Button>
          </div>
        </BlockStack>
      </Collapsible>
    </BlockStack>
  );
}
