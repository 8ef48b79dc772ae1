import { Banner, BlockStack, Button, Card, InlineStack, Spinner, Text } from '@shopify/polaris';
import { JobBadge } from '#app/components/state-badge.tsx';
import type { ImageJobState } from '#app/domain/image-job.ts';

export interface PendingView {
  readonly jobId: string;
  readonly instruction: string;
  readonly state: ImageJobState;
  readonly reason: string | null;
}

/** Edits that are no picture yet, or did not become one: how far they are, why not, and the way to try again. */
export function PendingEdits({
  edits,
  busy,
  onRetry,
}: {
  edits: readonly PendingView[];
  busy: boolean;
  onRetry: (jobId: string) => void;
}) {
  if (edits.length === 0) return null;
  const ended = (state: ImageJobState) => state === 'failed' || state === 'cancelled';
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {edits.every(({ state }) => ended(state)) ? 'Edits that were not made' : 'Edits on their way'}
        </Text>
        <div aria-live="polite">
          <BlockStack gap="300">
            {edits.slice(0, 5).map((edit) =>
              ended(edit.state) ? (
                <Banner key={edit.jobId} tone="warning" title={`“${edit.instruction}” was not made`}>
                  <BlockStack gap="200" inlineAlign="start">
                    <p>{edit.reason ?? 'It was cancelled.'}</p>
                    <Button disabled={busy} onClick={() => onRetry(edit.jobId)}>
                      Try again
                    </Button>
                  </BlockStack>
                </Banner>
              ) : (
                <InlineStack key={edit.jobId} gap="200" blockAlign="center">
                  <Spinner size="small" accessibilityLabel="Being made" />
                  <JobBadge state={edit.state} />
                  <Text as="span" breakWord>
                    “{edit.instruction}”
                  </Text>
                </InlineStack>
              ),
            )}
          </BlockStack>
        </div>
      </BlockStack>
    </Card>
  );
}
