import { BlockStack, Button, Collapsible, Form, InlineError, InlineStack, TextField } from '@shopify/polaris';
import { useId, useRef, useState } from 'react';
import { Refusal, wordsOf } from '#app/components/ask-server.ts';

/** Keeps the options of the form under a name. */
export function SaveRecipe({
  onSave,
}: {
  /** Rejects with why it was not. */
  onSave: (name: string) => Promise<unknown>;
}) {
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<{ readonly words: string; readonly atName: boolean } | null>(null);
  const form = useId();
  const all = useRef<HTMLDivElement>(null);
  const focus = (selector: string) => all.current?.querySelector<HTMLElement>(selector)?.focus();
  const save = async () => {
    if (busy) return;
    setBusy(true);
    setProblem(null);
    try {
      await onSave(name);
      setName('');
      setOpen(false);
      focus('button');
    } catch (refused) {
      const atName = refused instanceof Refusal && refused.field === 'name';
      setProblem({ words: wordsOf(refused), atName });
      if (atName) focus('input');
    }
    setBusy(false);
  };
  return (
    <div ref={all}>
      <BlockStack gap="200">
        <InlineStack>
          <Button
            variant="plain"
            ariaControls={form}
            ariaExpanded={open}
            disclosure={open ? 'up' : 'down'}
            onClick={() => setOpen(!open)}
          >
            Save these options under a name
          </Button>
        </InlineStack>
        <Collapsible id={form} open={open}>
          <Form onSubmit={() => void save()} implicitSubmit={false}>
            <TextField
              label="Name"
              placeholder="Autumn look"
              autoComplete="off"
              value={name}
              onChange={(next) => {
                setName(next);
                setProblem(null);
              }}
              error={problem?.atName ? problem.words : undefined}
              connectedRight={
                <Button submit loading={busy}>
                  Save
                </Button>
              }
            />
            {problem && !problem.atName ? (
              <div role="alert">
                <InlineError message={problem.words} fieldID={form} />
              </div>
            ) : null}
          </Form>
        </Collapsible>
      </BlockStack>
    </div>
  );
}
