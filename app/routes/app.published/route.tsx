import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useFetcher, useLoaderData, useNavigate, useSearchParams } from '@remix-run/react';
import {
  Banner,
  BlockStack,
  Card,
  Checkbox,
  EmptyState,
  InlineGrid,
  InlineStack,
  Modal,
  Page,
  Pagination,
  Text,
} from '@shopify/polaris';
import { useState } from 'react';
import { shortTime } from '#app/components/date-time.ts';
import { EMPTY_PICTURE } from '#app/components/empty-picture.ts';
import { useOpener } from '#app/components/use-opener.ts';
import { usePolling } from '#app/components/use-polling.ts';
import { cursorOf, idOf } from '#app/http/screen-params.ts';
import { PublicationCard } from './publication-card.tsx';

const PAGE = 24;
const MOVING = ['planned', 'uploading', 'placing', 'verifying', 'reverting'];

export const loader = async ({ request, context }: LoaderFunctionArgs) => {
  const { store } = await context.container.shopify.authenticateAdmin(request);
  const { readPublications, captions } = context.container.useCases;
  const cursor = cursorOf(new URL(request.url).searchParams);
  const page = await readPublications.list(store.id, {}, { cursor, limit: PAGE });
  const titles = await captions.titles(
    store.id,
    page.items.map((p) => p.productId),
  );
  return {
    nextCursor: page.nextCursor,
    publications: page.items.map((p) => ({
      id: p.id,
      assetId: p.assetId,
      title: titles.get(p.productId) ?? '',
      state: p.state,
      placement: p.placement,
      labelKept: p.labelKept,
      failure: p.failure?.message ?? null,
      leftAlone: p.leftAlone.map((left) => left.why),
      at: shortTime((p.revertedAt ?? p.publishedAt ?? p.createdAt).toISOString()),
    })),
  };
};

export const action = async ({ request, context }: ActionFunctionArgs) => {
  const { store, actor } = await context.container.shopify.authenticateAdmin(request);
  const form = await request.formData();
  const ids = String(form.get('publicationIds') ?? '')
    .split(',')
    .filter((id) => id !== '')
    .map(idOf);
  const options = { cleanUp: form.get('cleanUp') === '1', reupload: form.get('reupload') === '1', actor };
  const { undo } = context.container.useCases;
  const asked = await Promise.all(ids.slice(0, PAGE).map((id) => undo(store.id, id, options)));
  const refused = asked.find((answer) => !answer.ok);
  return { error: refused && !refused.ok ? refused.error.message : null };
};

export default function PublishedScreen() {
  const { publications, nextCursor } = useLoaderData<typeof loader>();
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const fetcher = useFetcher<typeof action>();
  const [asked, setAsked] = useState<readonly string[] | null>(null);
  const [cleanUp, setCleanUp] = useState(false);
  const [reupload, setReupload] = useState(false);
  const moving = publications.some((p) => MOVING.includes(p.state));
  const published = publications.filter((p) => p.state === 'published');

  usePolling(moving);

  const opener = useOpener();
  const undo = () => {
    if (!asked) return;
    fetcher.submit(
      { publicationIds: asked.join(','), cleanUp: cleanUp ? '1' : '0', reupload: reupload ? '1' : '0' },
      { method: 'post' },
    );
    setAsked(null);
  };

  return (
    <Page
      title="Published"
      fullWidth
      secondaryActions={
        published.length > 1
          ? [
              {
                content: `Undo these ${published.length}`,
                onAction: () => setAsked(published.map((p) => p.id)),
              },
            ]
          : []
      }
    >
      <BlockStack gap="400">
        {fetcher.data?.error ? (
          <Banner tone="critical">
            <p>{fetcher.data.error}</p>
          </Banner>
        ) : null}
        {publications.length === 0 ? (
          <Card>
            <EmptyState
              heading="Nothing published yet"
              image={EMPTY_PICTURE}
              action={{ content: 'Review pictures', url: '/app/review' }}
            >
              <p>Published pictures stay listed here, so that each one can be undone, also weeks later.</p>
            </EmptyState>
          </Card>
        ) : (
          <InlineGrid columns={{ xs: 1, sm: 2, md: 3, lg: 4 }} gap="400">
            {publications.map((publication) => (
              <PublicationCard
                key={publication.id}
                publication={publication}
                busy={fetcher.state !== 'idle'}
                onUndo={() => setAsked([publication.id])}
              />
            ))}
          </InlineGrid>
        )}
        <InlineStack align="center">
          <Pagination
            hasNext={nextCursor !== null}
            onNext={() => navigate(`?cursor=${nextCursor}`)}
            hasPrevious={params.has('cursor')}
            onPrevious={() => navigate(-1)}
          />
        </InlineStack>
      </BlockStack>
      <Modal
        activator={opener}
        open={asked !== null}
        onClose={() => setAsked(null)}
        title={asked && asked.length > 1 ? `Undo ${asked.length} publications?` : 'Undo this publication?'}
        primaryAction={{ content: 'Undo', onAction: undo }}
        secondaryActions={[{ content: 'Keep', onAction: () => setAsked(null) }]}
      >
        <Modal.Section>
          <BlockStack gap="300">
            <Text as="p">
              Order, alt texts, variant pictures and the pictures themselves go back to what they were. What
              somebody changed since is left alone and listed.
            </Text>
            <Checkbox
              label="Also delete our file from the store's files"
              helpText="Off: it stays there, unused."
              checked={cleanUp}
              onChange={setCleanUp}
            />
            <Checkbox
              label="Upload the original again if it was deleted meanwhile"
              helpText="It then has a new id: links to the old file will not find it."
              checked={reupload}
              onChange={setReupload}
            />
          </BlockStack>
        </Modal.Section>
      </Modal>
    </Page>
  );
}
