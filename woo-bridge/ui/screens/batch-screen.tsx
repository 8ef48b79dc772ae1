import { Button } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { api } from '../api/client.ts';
import type { BatchDetail, Job } from '../api/types.ts';
import { money } from '../format.ts';
import { JobBadge } from '../parts/badge.tsx';
import { FailureNotice, Loading, Panel } from '../parts/panels.tsx';
import { Picture } from '../parts/picture.tsx';
import { Spinner } from '../parts/spinner.tsx';
import { thumbnailPath } from '../parts/use-picture.ts';
import { useTitles } from '../parts/use-titles.ts';
import { kindText } from '../recipe/recipe-options.ts';
import type { GoTo } from '../use-location.ts';
import { useAction, useRemote } from '../use-remote.ts';

const POLL_MS = 2_000;
const SHOWN = 100;

/** One batch while it works and after: how far, what came out, what failed and why. */
export function BatchScreen({ batchId, goTo }: { readonly batchId: string; readonly goTo: GoTo }) {
  const batch = useRemote<{ readonly detail: BatchDetail; readonly jobs: readonly Job[] }>(
    batchId,
    async () => {
      const params = { batchId };
      const [detail, page] = await Promise.all([
        api.get('/batches/{batchId}', { params }),
        api.get('/batches/{batchId}/jobs', { params, query: { limit: SHOWN } }),
      ]);
      return { detail, jobs: page.items };
    },
    (loaded) => (loaded?.detail.progress.finished ? null : POLL_MS),
  );
  const titleOf = useTitles(batch.data?.jobs.map((job) => job.productId) ?? []);
  const action = useAction();
  if (batch.data === null) {
    return batch.failure ? (
      <FailureNotice failure={batch.failure} onRetry={batch.reload} />
    ) : (
      <Loading text={__('Loading …', 'softbox-product-photos')} />
    );
  }
  const { detail, jobs } = batch.data;
  const cancel = () =>
    action.run(async () => {
      await api.post('/batches/{batchId}/cancel', { params: { batchId } });
      batch.reload();
    });
  const retry = (jobId: string) =>
    action.run(async () => {
      await api.post('/jobs/{jobId}/retry', { params: { jobId } });
      batch.reload();
    });
  const retryFailed = () =>
    action.run(async () => {
      const failed = await api.get('/batches/{batchId}/jobs', {
        params: { batchId },
        query: { state: 'failed', limit: SHOWN },
      });
      for (const { id: jobId } of failed.items) await api.post('/jobs/{jobId}/retry', { params: { jobId } });
      batch.reload();
    });
  return (
    <>
      <FailureNotice failure={action.failure ?? batch.failure} onRetry={batch.reload} />
      <Progress
        detail={detail}
        busy={action.busy}
        onCancel={() => void cancel()}
        onRetry={() => void retryFailed()}
        goTo={goTo}
      />
      <ul className="softbox-grid">
        {jobs.map((job) => (
          <li key={job.id}>
            <JobCard
              job={job}
              title={titleOf(job.productId).title}
              busy={action.busy}
              onRetry={() => void retry(job.id)}
            />
          </li>
        ))}
      </ul>
      {detail.progress.total > jobs.length ? (
        <p className="softbox-muted">
          {sprintf(
            /* translators: 1: number shown, 2: number of all */
            __(
              'The first %1$d of %2$d pictures are shown here; all of them are in Review.',
              'softbox-product-photos',
            ),
            jobs.length,
            detail.progress.total,
          )}
        </p>
      ) : null}
    </>
  );
}

function Progress({
  detail,
  busy,
  onCancel,
  onRetry,
  goTo,
}: {
  readonly detail: BatchDetail;
  readonly busy: boolean;
  readonly onCancel: () => void;
  readonly onRetry: () => void;
  readonly goTo: GoTo;
}) {
  const { byState, total, finished } = detail.progress;
  const done = byState.ready + byState.held + byState.failed + byState.cancelled;
  const heading = finished
    ? detail.cancelledAt
      ? __('Cancelled', 'softbox-product-photos')
      : __('Finished', 'softbox-product-photos')
    : __('Making photos', 'softbox-product-photos');
  const recipe = detail.recipe ? `${kindText(detail.recipe.kind).label} · ` : '';
  return (
    <Panel
      title={heading}
      actions={
        <>
          {finished ? null : (
            <Button variant="secondary" disabled={busy} onClick={onCancel}>
              {__('Cancel the rest', 'softbox-product-photos')}
            </Button>
          )}
          {finished && byState.failed > 1 ? (
            <Button variant="secondary" disabled={busy} isBusy={busy} onClick={onRetry}>
              {__('Try the failed ones again', 'softbox-product-photos')}
            </Button>
          ) : null}
          {byState.ready + byState.held > 0 ? (
            <Button variant="primary" onClick={() => goTo('review', { batch: detail.id })}>
              {__('Review', 'softbox-product-photos')}
            </Button>
          ) : null}
        </>
      }
    >
      <progress className="softbox-progress" max={total} value={done} aria-label={heading} />
      <p aria-live="polite">
        {sprintf(
          /* translators: 1: finished, 2: all, 3: ready, 4: to look at, 5: failed, 6: cancelled */
          __(
            '%1$d of %2$d · %3$d ready, %4$d to look at, %5$d failed, %6$d cancelled',
            'softbox-product-photos',
          ),
          done,
          total,
          byState.ready,
          byState.held,
          byState.failed,
          byState.cancelled,
        )}
      </p>
      <p className="softbox-muted">
        {recipe}
        {money(detail.priceTotalMicros)}
        {finished ? '' : ` · ${__('You can leave this page; the work goes on.', 'softbox-product-photos')}`}
      </p>
      {detail.canWait && !finished ? (
        <p className="softbox-muted">
          {__(
            "These pictures wait for the provider's cheaper run: most come within hours. You can cancel until then.",
            'softbox-product-photos',
          )}
        </p>
      ) : null}
    </Panel>
  );
}

function JobCard({
  job,
  title,
  busy,
  onRetry,
}: {
  readonly job: Job;
  readonly title: string;
  readonly busy: boolean;
  readonly onRetry: () => void;
}) {
  const retryable = job.state === 'failed' || job.state === 'cancelled';
  const waiting = job.assetId === null && !retryable;
  return (
    <article className="softbox-card">
      {job.assetId ? (
        <Picture path={thumbnailPath(job.assetId, '480')} alt={title} />
      ) : (
        <div className="softbox-frame">
          {waiting && job.state !== 'queued' && job.state !== 'waiting' ? <Spinner /> : null}
        </div>
      )}
      <h3 className="softbox-clamp" title={title}>
        {title}
      </h3>
      <JobBadge state={job.state} />
      {retryable && job.reason ? <p className="softbox-error">{job.reason.message}</p> : null}
      {retryable ? (
        <Button variant="secondary" size="small" disabled={busy} onClick={onRetry}>
          {__('Try again', 'softbox-product-photos')}
        </Button>
      ) : null}
    </article>
  );
}
