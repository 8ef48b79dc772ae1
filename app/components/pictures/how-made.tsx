import { Badge, BlockStack, Button, Collapsible, InlineStack, Spinner, Text } from '@shopify/polaris';
import { useId, useState } from 'react';
import { SentWords } from '#app/components/recipe/prompt-disclosure.tsx';
import { useAnswer } from '#app/components/use-answer.ts';
import { VerdictBadge } from './verdict-badge.tsx';

interface FactsView {
  readonly model: {
    readonly name: string;
    readonly isPlaceholder: boolean;
    readonly references: number;
    readonly fidelity: {
      readonly verdict: 'pass' | 'hold' | 'fail';
      readonly score: number;
      readonly sentence: string;
      readonly secondLook: {
        readonly status: string;
        readonly by: string | null;
        readonly why: string | null;
      } | null;
    } | null;
    readonly c2paReceived: boolean;
    readonly draws: readonly {
      readonly number: number;
      readonly wording: string;
      readonly verdict: { readonly verdict: string; readonly sentence: string } | null;
    }[];
  } | null;
}

const secondLookWords = (look: { status: string; by: string | null; why: string | null }): string =>
  look.status === 'looked'
    ? `Looked at again by ${look.by ?? 'a vision model'}.`
    : look.status === 'needless'
      ? 'A second look was not needed.'
      : `No second look: ${look.why ?? 'nobody could be asked.'}`;

function Facts({ model }: { model: NonNullable<FactsView['model']> }) {
  const { fidelity } = model;
  const last = model.draws.at(-1);
  return (
    <BlockStack gap="200">
      <InlineStack gap="200">
        {fidelity ? <VerdictBadge verdict={fidelity.verdict} /> : null}
        {model.isPlaceholder ? <Badge tone="attention">Placeholder</Badge> : null}
      </InlineStack>
      {fidelity ? (
        <Text as="p" variant="bodySm" breakWord>
          {fidelity.sentence} Score {fidelity.score.toFixed(2)}.{' '}
          {fidelity.secondLook ? secondLookWords(fidelity.secondLook) : ''}
        </Text>
      ) : null}
      {model.draws.slice(0, -1).map(({ number, verdict }) => (
        <Text as="p" key={number} variant="bodySm" tone="subdued" breakWord>
          Draw {number} was not used: {verdict?.sentence ?? 'it was drawn again.'}
        </Text>
      ))}
      <Text as="p" variant="bodySm" tone="subdued" breakWord>
        {model.name}
        {model.isPlaceholder ? ', by a stand-in: not for a real store' : ''}
        {model.references > 0 ? ` · ${model.references} of your photos shown to it` : ''}
        {model.c2paReceived ? ' · came with C2PA; the finished file carries an IPTC label instead' : ''}
      </Text>
      {last ? <SentWords words={last.wording} /> : null}
    </BlockStack>
  );
}

/** How a picture in which a model took part was made: the gate's verdict, the model, and the words it was sent. */
export function HowMade({ assetId }: { assetId: string }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const facts = useAnswer<FactsView>(open ? `/app/picture-facts/${assetId}` : null);
  return (
    <BlockStack gap="200">
      <InlineStack>
        <Button
          variant="plain"
          disclosure={open ? 'up' : 'down'}
          ariaControls={id}
          ariaExpanded={open}
          onClick={() => setOpen(!open)}
        >
          How it was made
        </Button>
      </InlineStack>
      <Collapsible id={id} open={open}>
        {facts.status === 'asking' ? (
          <Spinner size="small" accessibilityLabel="Loading how it was made" />
        ) : null}
        {facts.status === 'failed' ? (
          <Text as="p" tone="critical">
            {facts.message}
          </Text>
        ) : null}
        {facts.status === 'answered' && facts.value.model ? <Facts model={facts.value.model} /> : null}
        {facts.status === 'answered' && !facts.value.model ? (
          <Text as="p" variant="bodySm" tone="subdued">
            Made on this server from your photo; no model was told anything.
          </Text>
        ) : null}
      </Collapsible>
    </BlockStack>
  );
}
