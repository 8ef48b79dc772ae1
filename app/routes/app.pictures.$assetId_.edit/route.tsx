import { type ActionFunctionArgs, json, type LoaderFunctionArgs } from '@remix-run/node';
import { useFetcher, useLoaderData, useNavigate } from '@remix-run/react';
import { Banner, BlockStack, Card, Layout, Page, Text } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { EditForm } from '#app/components/edit/edit-form.tsx';
import { PendingEdits } from '#app/components/edit/pending-edits.tsx';
import { RevisionList } from '#app/components/edit/revision-list.tsx';
import { toOptionsView, toPendingView, toRevisionView } from '#app/components/edit/screen-views.ts';
import { VersionPane } from '#app/components/edit/version-pane.tsx';
import { usePolling } from '#app/components/use-polling.ts';
import { WordsBox } from '#app/components/words/words-box.tsx';
import { REVIEW_STATES, type ReviewState } from '#app/domain/publication.ts';
import { revisionRows } from '#app/domain/revisions.ts';
import { idOf } from '#app/http/screen-params.ts';

const RUNNING = ['queued', 'preparing', 'rendering', 'checking'];

export const loader = async ({ request, params, context }: LoaderFunctionArgs) => {
  const { store } = await context.container.shopify.authenticateAdmin(request);
  const { edits, captions } = context.container.useCases;
  const assetId = idOf(params.assetId);
  const [tree, options] = await Promise.all([
    edits.revisions(store.id, assetId),
    edits.options(store.id, assetId),
  ]);
  if (!tree.ok) throw json({ problem: tree.error.message }, { status: 404 });
  if (!options.ok) throw json({ problem: options.error.message }, { status: 404 });
  const titles = await captions.titles(store.id, [tree.value.productId]);
  return {
    assetId,
    title: titles.get(tree.value.productId) ?? '',
    revisions: revisionRows(tree.value).map(toRevisionView),
    pending: tree.value.edits.map(toPendingView),
    options: toOptionsView(options.value),
  };
};

const isReviewState = (text: string): text is ReviewState =>
  (REVIEW_STATES as readonly string[]).includes(text);

/** What the form says of an edit; what is empty was not chosen. */
const requestOf = (text: (name: string) => string) => ({
  instruction: text('instruction'),
  maskId: text('maskId') || null,
  model: text('model') || undefined,
  modelSize: text('modelSize') || undefined,
  secondLook: text('secondLook') === '1',
  seed: Number(text('seed')) || undefined,
  format: text('format') || undefined,
});

export const action = async ({ request, params, context }: ActionFunctionArgs) => {
  const { store, actor } = await context.container.shopify.authenticateAdmin(request);
  const { edits, reviewAsset, retryImageJob } = context.container.useCases;
  const assetId = idOf(params.assetId);
  const form = await request.formData();
  const text = (name: string) => String(form.get(name) ?? '').trim();
  const intent = text('intent');
  if (isReviewState(intent)) {
    const decided = await reviewAsset(store.id, assetId, { state: intent, actor });
    return { problem: decided.ok ? null : decided.error.message, batchId: null };
  }
  if (intent === 'retry') {
    const again = await retryImageJob(store.id, idOf(text('jobId')));
    return { problem: again.ok ? null : again.error.message, batchId: null };
  }
  const requestKey = text('requestKey') || undefined;
  const made = await edits.submit(store.id, assetId, { ...requestOf(text), requestKey, actor });
  return made.ok
    ? { problem: null, batchId: made.value.batch.id }
    : { problem: made.error.message, batchId: null };
};

export default function EditScreen() {
  const { assetId, title, revisions, pending, options } = useLoaderData<typeof loader>();
  const navigate = useNavigate();
  const fetcher = useFetcher<typeof action>();
  const [awaited, setAwaited] = useState<string | null>(null);
  const running = pending.filter((edit) => RUNNING.includes(edit.state));
  usePolling(running.length > 0);

  const asked = fetcher.data?.batchId ?? null;
  useEffect(() => {
    if (asked) setAwaited(asked);
  }, [asked]);
  // what was asked for on this screen is shown as soon as it is there
  const arrived = awaited === null ? undefined : revisions.find((r) => r.batchId === awaited);
  useEffect(() => {
    if (!arrived) return;
    setAwaited(null);
    navigate(`/app/pictures/${arrived.id}/edit`);
  }, [arrived, navigate]);

  const shown = revisions.find((r) => r.id === assetId) ?? revisions[0];
  if (!shown) return null;
  const busy = fetcher.state !== 'idle';
  const post = (fields: Record<string, string>) => fetcher.submit(fields, { method: 'post' });
  return (
    <Page
      title={title || 'Picture'}
      subtitle={`Version ${shown.number}`}
      backAction={{ content: 'Review', url: '/app/review' }}
    >
      <BlockStack gap="400">
        {fetcher.data?.problem ? (
          <Banner tone="critical" title="This cannot be done">
            <p>{fetcher.data.problem}</p>
          </Banner>
        ) : null}
        {options.isPlaceholder ? (
          <Banner tone="info">
            <p>A stand-in took part in this picture: it is a placeholder, only for trying things out.</p>
          </Banner>
        ) : null}
        <Layout>
          <Layout.Section>
            <BlockStack gap="400">
              <VersionPane
                key={shown.id}
                version={shown}
                title={title}
                doubts={options.doubts}
                busy={busy}
                onDecide={(intent) => post({ intent })}
              />
              <PendingEdits
                edits={pending}
                busy={busy}
                onRetry={(jobId) => post({ intent: 'retry', jobId })}
              />
              <EditForm
                key={`form-${shown.id}`}
                assetId={shown.id}
                options={options}
                busy={busy || (awaited !== null && running.length > 0)}
                onSubmit={post}
              />
              <Card>
                <WordsBox key={`words-${shown.id}`} query={`asset=${shown.id}`} />
              </Card>
            </BlockStack>
          </Layout.Section>
          <Layout.Section variant="oneThird">
            <Card>
              <BlockStack gap="300">
                <Text as="h2" variant="headingMd">
                  Versions
                </Text>
                <RevisionList revisions={revisions} current={shown.id} />
                <Text as="p" tone="subdued" variant="bodySm">
                  Nothing is ever lost: open any version to publish it or to go on from it. Arrow keys move
                  between versions.
                </Text>
              </BlockStack>
            </Card>
          </Layout.Section>
        </Layout>
      </BlockStack>
    </Page>
  );
}
