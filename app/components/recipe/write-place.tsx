import { BlockStack, Button, InlineStack, Text, TextField } from '@shopify/polaris';
import { useState } from 'react';
import { askServer, wordsOf } from '#app/components/ask-server.ts';
import type { SceneDescription } from '#app/domain/scene/scene-description.ts';

interface Written {
  readonly description: SceneDescription;
  readonly placeholder: boolean;
}

/** A wish in a few words, from which a model fills in every field of the place; all of them can be changed afterwards. */
export function WritePlace({
  productId,
  onWritten,
}: {
  productId: string | null;
  onWritten: (scene: SceneDescription) => void;
}) {
  const [wish, setWish] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [written, setWritten] = useState<Written | null>(null);
  const write = async () => {
    setBusy(true);
    setProblem(null);
    setWritten(null);
    try {
      const answer = await askServer<Written>('/app/place-words', { json: { wish, productId } });
      setWritten(answer);
      onWritten(answer.description);
    } catch (error) {
      setProblem(wordsOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <BlockStack gap="100">
      <TextField
        label="Or say it in a few words"
        helpText="Any language. All fields are filled in from it, and you can change each."
        placeholder="A quiet kitchen early on a winter morning"
        value={wish}
        maxLength={500}
        autoComplete="off"
        onChange={setWish}
        error={problem ?? undefined}
        connectedRight={
          <Button onClick={() => void write()} loading={busy} disabled={wish.trim() === ''}>
            Fill in
          </Button>
        }
      />
      <InlineStack>
        <div role="status">
          {written ? (
            <Text as="p" variant="bodySm" tone={written.placeholder ? 'caution' : 'subdued'}>
              {written.placeholder
                ? 'A stand-in filled the fields in: it knows only a few words. Look at each.'
                : 'The fields are filled in. Look at each before you order.'}
            </Text>
          ) : null}
        </div>
      </InlineStack>
    </BlockStack>
  );
}
