import { Badge, BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris';
import { Picture } from '#app/components/pictures/picture.tsx';
import { PublicationBadge } from '#app/components/state-badge.tsx';
import type { Placement, PublicationState } from '#app/domain/publication.ts';

export interface PublicationCardView {
  readonly id: string;
  readonly assetId: string;
  readonly title: string;
  readonly state: PublicationState;
  readonly placement: Placement;
  readonly labelKept: boolean | null;
  readonly failure: string | null;
  readonly leftAlone: readonly string[];
  readonly at: string;
}

const PLACE = {
  main: 'Main picture',
  append: 'Last picture',
  replace: 'In place of another',
} as const satisfies Record<Placement, string>;

/** One publication: where it stands, whether its label survived, and the way back. */
export function PublicationCard({
  publication,
  busy,
  onUndo,
}: {
  publication: PublicationCardView;
  busy: boolean;
  onUndo: () => void;
}) {
  const { labelKept } = publication;
  return (
    <Card padding="300">
      <BlockStack gap="200">
        <Picture path={`/app/pictures/${publication.assetId}?side=480`} alt={publication.title} />
        <Text as="h3" variant="headingSm" breakWord>
          {publication.title}
        </Text>
        <InlineStack gap="200">
          <PublicationBadge state={publication.state} />
          {labelKept === null ? null : (
            <Badge tone={labelKept ? 'success' : 'warning'}>{labelKept ? 'Label kept' : 'Label lost'}</Badge>
          )}
        </InlineStack>
        <Text as="p" variant="bodySm" tone="subdued">
          {PLACE[publication.placement]} · {publication.at}
        </Text>
        {publication.failure ? (
          <Text as="p" variant="bodySm" tone="critical">
            {publication.failure}
          </Text>
        ) : null}
        {publication.leftAlone.map((why) => (
          <Text as="p" key={why} variant="bodySm" tone="caution">
            Left alone: {why}
          </Text>
        ))}
        {publication.state === 'published' ? (
          <Button disabled={busy} onClick={onUndo}>
            Undo
          </Button>
        ) : null}
      </BlockStack>
    </Card>
  );
}
