import { Badge, BlockStack, Button, ButtonGroup, Card, InlineStack, Link, Text } from '@shopify/polaris';
import { BeforeAfter } from '#app/components/pictures/before-after.tsx';
import { doubtText } from '#app/components/pictures/doubt-text.ts';
import { HowMade } from '#app/components/pictures/how-made.tsx';
import { VerdictBadge } from '#app/components/pictures/verdict-badge.tsx';
import { PublicationBadge } from '#app/components/state-badge.tsx';
import type { PublicationState, ReviewState } from '#app/domain/publication.ts';

export interface ReviewCardView {
  readonly id: string;
  readonly title: string;
  readonly held: boolean;
  readonly doubts: readonly string[];
  readonly upscaled: number;
  readonly width: number;
  readonly height: number;
  readonly format: string;
  /** A provider's model took part. */
  readonly byModel: boolean;
  readonly isPlaceholder: boolean;
  /** What the fidelity gate said; null where the recipe has no gate. */
  readonly verdict: { readonly verdict: 'pass' | 'hold' | 'fail'; readonly sentence: string } | null;
  readonly review: ReviewState;
  readonly publication: PublicationState | null;
}

/** One picture with its photo under the divider, what is doubtful about it, and the decision. */
export function ReviewCard({
  asset,
  focused,
  busy,
  onDecide,
  onCompare,
  onPublish,
}: {
  asset: ReviewCardView;
  focused: boolean;
  busy: boolean;
  onDecide: (state: ReviewState) => void;
  onCompare: () => void;
  onPublish: () => void;
}) {
  const undecided = asset.review === 'undecided';
  // a picture that the gate holds carries the gate's sentence among its doubts already
  const said = asset.verdict && asset.verdict.verdict !== 'pass' ? [asset.verdict.sentence] : [];
  const notes = [
    ...new Set([...asset.doubts.map(doubtText), ...said]),
    ...(asset.upscaled > 1 ? [`Enlarged ${asset.upscaled.toFixed(1)} times: the photo is small.`] : []),
  ];
  return (
    <div
      id={`review-${asset.id}`}
      style={{ outline: focused ? '2px solid #005bd3' : 'none', outlineOffset: 2, borderRadius: 12 }}
    >
      <Card padding="300">
        <BlockStack gap="200">
          <BeforeAfter
            beforePath={`/app/pictures/${asset.id}?of=source&side=960`}
            afterPath={`/app/pictures/${asset.id}?side=960`}
            title={asset.title}
          />
          <Text as="h3" variant="headingSm" breakWord>
            {asset.title}
          </Text>
          <InlineStack gap="200">
            {asset.held ? <Badge tone="attention">Needs a look</Badge> : null}
            {asset.verdict ? <VerdictBadge verdict={asset.verdict.verdict} /> : null}
            {asset.isPlaceholder ? <Badge tone="attention">Placeholder</Badge> : null}
            {asset.publication ? <PublicationBadge state={asset.publication} /> : null}
            <Text as="span" variant="bodySm" tone="subdued">
              {asset.width} × {asset.height} {asset.format.toUpperCase()}
            </Text>
          </InlineStack>
          {notes.map((note) => (
            <Text as="p" key={note} variant="bodySm" tone="caution">
              {note}
            </Text>
          ))}
          {asset.byModel ? <HowMade assetId={asset.id} /> : null}
          <InlineStack gap="300">
            <div>
              <Button
                variant="plain"
                onClick={onCompare}
                accessibilityLabel={`Compare ${asset.title} with its photo`}
              >
                Side by side
              </Button>
            </div>
            <Link url={`/app/pictures/${asset.id}/edit`} accessibilityLabel={`Edit ${asset.title}`}>
              Edit
            </Link>
          </InlineStack>
          {asset.publication ? null : (
            <ButtonGroup>
              {undecided ? (
                <Button disabled={busy} onClick={() => onDecide('approved')}>
                  Approve
                </Button>
              ) : null}
              {undecided ? (
                <Button disabled={busy} tone="critical" onClick={() => onDecide('rejected')}>
                  Reject
                </Button>
              ) : (
                <Button disabled={busy} onClick={() => onDecide('undecided')}>
                  Take back
                </Button>
              )}
              {asset.review === 'approved' ? (
                <Button disabled={busy} onClick={onPublish}>
                  Publish
                </Button>
              ) : null}
            </ButtonGroup>
          )}
        </BlockStack>
      </Card>
    </div>
  );
}
