import { useFetcher } from '@remix-run/react';
import { Badge, Banner, BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris';
import type { AltChangeState } from '#app/domain/words/alt-change.ts';

export interface AltChangeView {
  readonly id: string;
  readonly before: string;
  readonly alt: string;
  readonly languages: number;
  readonly products: number;
  readonly state: AltChangeState;
  readonly problem: string | null;
  readonly leftAlone: readonly string[];
  readonly at: string;
}

const WORDS = {
  planned: { tone: 'info', text: 'Waiting' },
  changing: { tone: 'info', text: 'Being changed' },
  published: { tone: 'success', text: 'Changed' },
  reverting: { tone: 'info', text: 'Being undone' },
  reverted: { tone: undefined, text: 'Undone' },
  failed: { tone: 'critical', text: 'Not changed' },
} as const satisfies Record<AltChangeState, { tone: string | undefined; text: string }>;

/** Changes of alt texts of a product's own pictures, each with its way back. */
export function AltChangeList({ changes }: { changes: readonly AltChangeView[] }) {
  const fetcher = useFetcher<{ problem: string | null }>();
  if (changes.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Changed alt texts
        </Text>
        {fetcher.data?.problem ? (
          <Banner tone="critical">
            <p>{fetcher.data.problem}</p>
          </Banner>
        ) : null}
        {changes.map((change) => (
          <BlockStack key={change.id} gap="100">
            <InlineStack gap="200" blockAlign="center">
              <Badge tone={WORDS[change.state].tone}>{WORDS[change.state].text}</Badge>
              <Text as="span" tone="subdued" variant="bodySm">
                {`${change.at}${change.products > 1 ? ` · ${change.products} products` : ''}${
                  change.languages > 0 ? ` · ${change.languages + 1} languages` : ''
                }`}
              </Text>
              {change.state === 'published' ? (
                <Button
                  variant="plain"
                  loading={fetcher.state !== 'idle'}
                  onClick={() =>
                    fetcher.submit(
                      { intent: 'undo', changeId: change.id },
                      { method: 'post', action: '/app/alt' },
                    )
                  }
                >
                  Undo
                </Button>
              ) : null}
            </InlineStack>
            <Text as="p" breakWord>
              {`${change.before || 'none'} → ${change.alt || 'none'}`}
            </Text>
            {change.problem ? (
              <Text as="p" tone="critical" breakWord>
                {change.problem}
              </Text>
            ) : null}
            {change.leftAlone.map((why) => (
              <Text as="p" key={why} tone="subdued" variant="bodySm">
                {why}
              </Text>
            ))}
          </BlockStack>
        ))}
      </BlockStack>
    </Card>
  );
}
