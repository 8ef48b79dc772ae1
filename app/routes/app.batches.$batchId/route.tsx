import { type ActionFunctionArgs, json, type LoaderFunctionArgs } from '@remix-run/node';
import { useFetcher, useLoaderData } from '@remix-run/react';
import { Banner, BlockStack, Card, InlineGrid, InlineStack, Page, ProgressBar, Text } from '@shopify/polaris';
import { shortTime } from '#app/components/date-time.ts';
import { JobCard } from '#app/components/job-card.tsx';
import { usePolling } from '#app/components/use-polling.ts';
import { WaitingNote } from '#app/components/waiting-note.tsx';
import { BatchWords } from '#app/components/words/batch-words.tsx';
import { FINAL_IMAGE_JOB_STATES } from '#app/domain/image-job.ts';
import type { Recipe } from '#app/domain/recipe/recipe.ts';
import { idOf } from '#app/http/screen-params.ts';

const TITLES = {
  packshot: 'Packshots',
  studio: 'Studio pictures',
  scene: 'Scenes',
  redraw: 'Redraws',
  edit: 'Edit',
} as const satisfies Record<Recipe['kind'], string>;

/** A batch whose recipe is not known any more is still a batch of pictures. */
const batchTitle = (kind: Recipe['kind'] | null): string => (kind === null ? 'Pictures' : TITLES[kind]);

/** Jobs shown; counts cover all of them. */
const SHOWN = 60;

export const loader = async ({ request, params, context }: LoaderFunctionArgs) => {
  const { store } = await context.container.shopify.authenticateAdmin(request);
  const { readBatches, readJobs, captions } = context.container.useCases;
  const batchId = idOf(params.batchId);
  const view = await readBatches.get(store.id, batchId);
  if (!view.ok) throw json({ problem: view.error.message }, { status: 404 });
  const jobs = await readJobs.list(store.id, { batchId }, { limit: SHOWN });
  const titles = await captions.titles(
    store.id,
    jobs.items.map((job) => job.productId),
  );
  const { batch, progress, recipe } = view.value;
  return {
    id: batch.id,
    createdAt: batch.createdAt.toISOString(),
    cancelled: batch.cancelledAt !== null,
    kind: recipe?.kind ?? null,
    waitingSince: progress.waitingSince?.toISOString() ?? null,
    progress: { total: progress.total, byState: progress.byState, finished: progress.finished },
    jobs: jobs.items.map((job) => ({
      id: job.id,
      title: titles.get(job.productId) ?? '',
      state: job.state,
      reason: job.reason?.message ?? null,
      assetId: job.assetId,
    })),
  };
};

export const action = async ({ request, params, context }: ActionFunctionArgs) => {
  const { store } = await context.container.shopify.authenticateAdmin(request);
  const { cancelBatch, retryImageJob } = context.container.useCases;
  const form = await request.formData();
  const intent = form.get('intent');
  const done =
    intent === 'cancel'
      ? await cancelBatch(store.id, idOf(params.batchId))
      : await retryImageJob(store.id, idOf(form.get('jobId')));
  return { error: done.ok ? null : done.error.message };
};

export default function BatchScreen() {
  const { id, createdAt, cancelled, kind, waitingSince, progress, jobs } = useLoaderData<typeof loader>();
  const fetcher = useFetcher<typeof action>();
  const { byState, total, finished } = progress;
  const done = FINAL_IMAGE_JOB_STATES.reduce((sum, state) => sum + byState[state], 0);
  const usable = byState.ready + byState.held;

  // nothing moves by the second where all that is left waits for hours
  const onlyWaits = byState.waiting > 0 && done + byState.waiting === total;
  usePolling(!finished, onlyWaits ? 15_000 : 1_200);

  return (
    <Page
      title={batchTitle(kind)}
      subtitle={shortTime(createdAt)}
      backAction={{ content: 'Batches', url: '/app/batches' }}
      primaryAction={{
        content: usable === 0 ? 'Review' : `Review ${usable} ${usable === 1 ? 'picture' : 'pictures'}`,
        url: '/app/review',
        disabled: usable === 0,
      }}
      secondaryActions={
        finished
          ? []
          : [
              {
                content: 'Cancel the rest',
                destructive: true,
                loading: fetcher.state !== 'idle',
                onAction: () => fetcher.submit({ intent: 'cancel' }, { method: 'post' }),
              },
            ]
      }
    >
      <BlockStack gap="400">
        {fetcher.data?.error ? (
          <Banner tone="critical">
            <p>{fetcher.data.error}</p>
          </Banner>
        ) : null}
        <Card>
          <BlockStack gap="300">
            <InlineStack align="space-between">
              <Text as="h2" variant="headingMd">
                {finished ? (cancelled ? 'Cancelled' : 'Finished') : onlyWaits ? 'Waiting' : 'Working'}
              </Text>
              <Text as="p" aria-live="polite">
                {done} of {total}
              </Text>
            </InlineStack>
            <ProgressBar
              progress={total === 0 ? 0 : Math.round((done / total) * 100)}
              tone={byState.failed > 0 ? 'critical' : 'success'}
              ariaLabelledBy="batch-counts"
            />
            <Text as="p" tone="subdued" id="batch-counts">
              {byState.ready} ready · {byState.held} to look at · {byState.failed} failed ·{' '}
              {byState.cancelled} cancelled
            </Text>
            <WaitingNote count={byState.waiting} since={waitingSince} />
            {finished ? null : (
              <Text as="p" tone="subdued">
                You can leave this page; the work goes on.
              </Text>
            )}
          </BlockStack>
        </Card>
        {usable > 0 ? <BatchWords batchId={id} /> : null}
        <InlineGrid columns={{ xs: 2, sm: 3, md: 4, lg: 5 }} gap="300">
          {jobs.map((job) => (
            <JobCard
              key={job.id}
              job={job}
              onRetry={() => fetcher.submit({ intent: 'retry', jobId: job.id }, { method: 'post' })}
            />
          ))}
        </InlineGrid>
        {total > jobs.length ? (
          <Text as="p" tone="subdued">
            The first {jobs.length} of {total} pictures are shown here; all of them are in Review.
          </Text>
        ) : null}
      </BlockStack>
    </Page>
  );
}
