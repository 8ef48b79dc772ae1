import { BlockStack, Button, Card, InlineStack, Spinner, Text } from '@shopify/polaris';
import { Picture } from '#app/components/pictures/picture.tsx';
import { JobBadge } from '#app/components/state-badge.tsx';
import type { ImageJobState } from '#app/domain/image-job.ts';

export interface JobCardView {
  readonly id: string;
  readonly title: string;
  readonly state: ImageJobState;
  readonly reason: string | null;
  readonly assetId: string | null;
}

/** One picture of a batch: what it is, how far it is, why it failed and the way to try again. */
export function JobCard({ job, onRetry }: { job: JobCardView; onRetry: () => void }) {
  const running = job.state === 'preparing' || job.state === 'rendering' || job.state === 'checking';
  const retryable = job.state === 'failed' || job.state === 'cancelled';
  return (
    <Card padding="200">
      <BlockStack gap="200">
        {job.assetId ? (
          <Picture path={`/app/pictures/${job.assetId}?side=480`} alt={job.title} />
        ) : (
          <div
            style={{
              aspectRatio: '1 / 1',
              display: 'grid',
              placeItems: 'center',
              background: '#f4f4f4',
              borderRadius: 8,
            }}
          >
            {running ? <Spinner size="small" accessibilityLabel="Being made" /> : null}
          </div>
        )}
        <Text as="p" variant="bodySm" truncate>
          {job.title}
        </Text>
        <InlineStack>
          <JobBadge state={job.state} />
        </InlineStack>
        {job.reason && retryable ? (
          <Text as="p" variant="bodySm" tone="critical">
            {job.reason}
          </Text>
        ) : null}
        {retryable ? (
          <Button size="slim" onClick={onRetry}>
            Try again
          </Button>
        ) : null}
      </BlockStack>
    </Card>
  );
}
