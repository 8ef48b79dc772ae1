import { Badge, BlockStack, Button, ButtonGroup, Card, InlineStack, Text } from '@shopify/polaris';
import { useState } from 'react';
import { BeforeAfter } from '#app/components/pictures/before-after.tsx';
import { doubtText } from '#app/components/pictures/doubt-text.ts';
import { Picture } from '#app/components/pictures/picture.tsx';
import { PublicationBadge } from '#app/components/state-badge.tsx';
import type { PublicationState, ReviewState } from '#app/domain/publication.ts';

export interface VersionView {
  readonly id: string;
  readonly parentId: string | null;
  readonly number: string;
  readonly instruction: string | null;
  readonly masked: boolean;
  readonly held: boolean;
  readonly review: ReviewState;
  readonly publication: PublicationState | null;
}

const path = (id: string) => `/app/pictures/${id}?side=1600`;

/** One version: over the one before or beside it, what was asked for, and the decision about it. */
export function VersionPane({
  version,
  title,
  doubts,
  busy,
  onDecide,
}: {
  version: VersionView;
  title: string;
  doubts: readonly string[];
  busy: boolean;
  onDecide: (state: ReviewState) => void;
}) {
  const [apart, setApart] = useState(false);
  const { id, parentId, review } = version;
  const name = `${title}, version ${version.number}`;
  return (
    <Card>
      <BlockStack gap="300">
        {parentId === null ? <Picture path={path(id)} alt={name} /> : null}
        {parentId !== null && !apart ? (
          <BeforeAfter beforePath={path(parentId)} afterPath={path(id)} title={name} />
        ) : null}
        {parentId !== null && apart ? (
          <div style={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 8 }}>
            <Picture path={path(parentId)} alt={`${title}, before the edit`} />
            <Picture path={path(id)} alt={name} />
          </div>
        ) : null}
        {parentId !== null ? (
          <ButtonGroup variant="segmented">
            <Button pressed={!apart} onClick={() => setApart(false)}>
              Over each other
            </Button>
            <Button pressed={apart} onClick={() => setApart(true)}>
              Side by side
            </Button>
          </ButtonGroup>
        ) : null}
        {version.instruction ? (
          <Text as="p" breakWord>
            “{version.instruction}”{version.masked ? ' · only inside a painted region' : ''}
          </Text>
        ) : null}
        {version.held
          ? doubts.map((doubt) => (
              <Text as="p" key={doubt} tone="caution" variant="bodySm">
                {doubtText(doubt)}
              </Text>
            ))
          : null}
        <InlineStack gap="200" blockAlign="center">
          {version.held ? <Badge tone="attention">Needs a look</Badge> : null}
          {review === 'approved' ? <Badge tone="success">Approved</Badge> : null}
          {review === 'rejected' ? <Badge tone="critical">Rejected</Badge> : null}
          {version.publication ? <PublicationBadge state={version.publication} /> : null}
          {review === 'undecided' ? (
            <ButtonGroup>
              <Button disabled={busy} onClick={() => onDecide('approved')}>
                Approve this version
              </Button>
              <Button disabled={busy} tone="critical" onClick={() => onDecide('rejected')}>
                Reject
              </Button>
            </ButtonGroup>
          ) : (
            <Button disabled={busy} onClick={() => onDecide('undecided')}>
              Take decision back
            </Button>
          )}
          {review === 'approved' && version.publication === null ? (
            <Button url="/app/review?state=approved">Publish it in Review</Button>
          ) : null}
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
