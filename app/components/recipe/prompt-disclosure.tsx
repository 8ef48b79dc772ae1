import { Banner, BlockStack, Button, Card, Collapsible, InlineStack, Spinner, Text } from '@shopify/polaris';
import { useId, useState } from 'react';
import { useAnswer } from '#app/components/use-answer.ts';
import type { PlaceRecipe } from './order-recipe.ts';

interface PromptView {
  readonly wording: string;
  readonly references: number;
  readonly modelDisplayName: string;
  readonly aspect: string;
  readonly size: string;
  readonly placeholder: boolean;
  readonly analysisVersion: number | null;
}

const photos = (count: number) =>
  count === 0
    ? 'no photo: the place is empty'
    : count === 1
      ? '1 photo of the product'
      : `${count} photos of the product`;

/** Words as they are sent, line breaks and all. */
export function SentWords({ words }: { words: string }) {
  return (
    <pre
      style={{
        margin: 0,
        padding: 12,
        borderRadius: 8,
        background: '#f6f6f7',
        whiteSpace: 'pre-wrap',
        overflowWrap: 'anywhere',
        fontSize: 12,
        maxHeight: 320,
        overflow: 'auto',
      }}
    >
      {words}
    </pre>
  );
}

/** What the model is told for the previewed product, word for word, for those who want to know. Asked for only when opened. */
export function PromptDisclosure({ productId, recipe }: { productId: string | null; recipe: PlaceRecipe }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const asked = open && productId !== null;
  const prompt = useAnswer<PromptView>(asked ? '/app/prompt' : null, { productId, recipe });
  return (
    <Card>
      <BlockStack gap="200">
        <InlineStack>
          <Button
            variant="plain"
            disclosure={open ? 'up' : 'down'}
            ariaControls={id}
            ariaExpanded={open}
            onClick={() => setOpen(!open)}
          >
            What the model is told
          </Button>
        </InlineStack>
        <Collapsible id={id} open={open}>
          {prompt.status === 'asking' ? (
            <Spinner size="small" accessibilityLabel="Putting the words together" />
          ) : null}
          {prompt.status === 'failed' ? (
            <Banner tone="critical">
              <p>{prompt.message}</p>
            </Banner>
          ) : null}
          {prompt.status === 'answered' ? (
            <BlockStack gap="200">
              <Text as="p" variant="bodySm" tone="subdued">
                {prompt.value.placeholder ? 'A stand-in for ' : ''}
                {prompt.value.modelDisplayName}, {prompt.value.aspect}, {prompt.value.size};{' '}
                {photos(prompt.value.references)}
                {prompt.value.analysisVersion === null ? '' : '; with what is known of the product'}.
              </Text>
              <SentWords words={prompt.value.wording} />
              <Text as="p" variant="bodySm" tone="subdued">
                Nothing was sent. Each picture keeps the words it was made with.
              </Text>
            </BlockStack>
          ) : null}
        </Collapsible>
      </BlockStack>
    </Card>
  );
}
