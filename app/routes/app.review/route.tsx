import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { useFetcher, useLoaderData, useNavigate, useSearchParams } from '@remix-run/react';
import {
  Banner,
  BlockStack,
  Button,
  Card,
  EmptyState,
  InlineGrid,
  InlineStack,
  Page,
  Pagination,
  Select,
  Tabs,
  Text,
} from '@shopify/polaris';
import { useState } from 'react';
import { EMPTY_PICTURE } from '#app/components/empty-picture.ts';
import { CompareDialog } from '#app/components/pictures/compare-dialog.tsx';
import { useOpener } from '#app/components/use-opener.ts';
import { PublishDialog } from '#app/components/words/publish-dialog.tsx';
import type { Failure } from '#app/domain/failure.ts';
import { PLACEMENTS, type Placement, REVIEW_STATES, type ReviewState } from '#app/domain/publication.ts';
import { cursorOf, idOf } from '#app/http/screen-params.ts';
import { loadAssets } from './load-assets.ts';
import { ReviewCard, type ReviewCardView } from './review-card.tsx';
import { useReviewKeys } from './use-review-keys.ts';

const TABS = [
  { id: 'undecided', content: 'To review' },
  { id: 'approved', content: 'Approved' },
  { id: 'rejected', content: 'Rejected' },
] as const satisfies readonly { id: ReviewState; content: string }[];

const PLACEMENT_OPTIONS = [
  { label: 'as the main picture', value: 'main' },
  { label: 'as the last picture', value: 'append' },
  { label: 'in place of the photo it was made from', value: 'replace' },
] as const satisfies readonly { label: string; value: Placement }[];

const isOneOf = <T extends string>(list: readonly T[], value: string): value is T =>
  (list as readonly string[]).includes(value);

/** Each reason once, with how many pictures it stopped. */
const reasonsOf = (refused: readonly Failure[]): string =>
  [...new Set(refused.map(({ message }) => message))]
    .map((message) => {
      const many = refused.filter((one) => one.message === message).length;
      return many === 1 ? message : `${many} pictures: ${message}`;
    })
    .join(' ');

export const loader = async ({ request, context }: LoaderFunctionArgs) => {
  const { store } = await context.container.shopify.authenticateAdmin(request);
  const params = new URL(request.url).searchParams;
  const asked = params.get('state') ?? 'undecided';
  const review = isOneOf(REVIEW_STATES, asked) ? asked : 'undecided';
  const page = await loadAssets(context.container, store.id, { review, cursor: cursorOf(params) });
  return { review, ...page };
};

export const action = async ({ request, context }: ActionFunctionArgs) => {
  const { store, actor } = await context.container.shopify.authenticateAdmin(request);
  const { reviewAssets, publishAssets } = context.container.useCases;
  const form = await request.formData();
  const assetIds = String(form.get('assetIds') ?? '')
    .split(',')
    .filter((id) => id !== '')
    .map(idOf);
  const about = assetIds.join(',');
  const intent = String(form.get('intent') ?? '');
  if (isOneOf(REVIEW_STATES, intent)) {
    const done = await reviewAssets(store.id, assetIds, { state: intent, actor });
    return { error: done.ok ? null : done.error.message, begun: 0, about };
  }
  const placement = String(form.get('placement') ?? '');
  if (!isOneOf(PLACEMENTS, placement))
    return { error: 'Choose where the pictures shall go.', begun: 0, about };
  const refused = await publishAssets(store.id, assetIds, { placement, actor });
  // what was refused must be read, also when others of the same click go on
  if (refused.length > 0) {
    return { error: reasonsOf(refused), begun: assetIds.length - refused.length, about };
  }
  return redirect('/app/published');
};

export default function ReviewScreen() {
  const { review, assets, nextCursor } = useLoaderData<typeof loader>();
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const fetcher = useFetcher<typeof action>();
  const [placement, setPlacement] = useState<Placement>('main');
  const [asked, setAsked] = useState<ReviewCardView | null>(null);
  const [compared, setCompared] = useState<ReviewCardView | null>(null);
  const opener = useOpener();
  const problem = fetcher.data?.error ?? null;
  const busy = fetcher.state !== 'idle';
  const decide = (intent: ReviewState, ids: readonly string[]) =>
    fetcher.submit({ intent, assetIds: ids.join(',') }, { method: 'post' });
  const ready = assets.filter((a) => a.publication === null);
  const publish = (ids: readonly string[]) =>
    fetcher.submit({ intent: 'publish', placement, assetIds: ids.join(',') }, { method: 'post' });
  const focus = useReviewKeys(
    assets.map((a) => a.id),
    { onApprove: (id) => decide('approved', [id]), onReject: (id) => decide('rejected', [id]) },
  );
  const unheld = assets.filter((a) => !a.held);

  return (
    <Page
      title="Review"
      fullWidth
      primaryAction={
        review === 'undecided' && (unheld.length > 0 || assets.length === 0)
          ? {
              content: `Approve ${unheld.length === assets.length ? 'all' : `${unheld.length} without doubts`}`,
              disabled: unheld.length === 0,
              loading: busy,
              onAction: () =>
                decide(
                  'approved',
                  unheld.map((a) => a.id),
                ),
            }
          : undefined
      }
    >
      <BlockStack gap="400">
        {problem && !(asked && fetcher.data?.about === asked.id) ? (
          <Refusal problem={problem} begun={fetcher.data?.begun ?? 0} />
        ) : null}
        <Card padding="0">
          <Tabs
            tabs={TABS.map((tab) => ({ id: tab.id, content: tab.content }))}
            selected={TABS.findIndex((tab) => tab.id === review)}
            onSelect={(index) => navigate(`?state=${TABS[index]?.id ?? 'undecided'}`)}
          />
        </Card>
        {review === 'approved' && ready.length > 0 ? (
          <Card>
            <InlineStack gap="300" blockAlign="end">
              <Select
                label="Put each picture into its product"
                options={[...PLACEMENT_OPTIONS]}
                value={placement}
                onChange={(value) => isOneOf(PLACEMENTS, value) && setPlacement(value)}
              />
              <Button variant="primary" loading={busy} onClick={() => publish(ready.map((a) => a.id))}>
                {ready.length === 1 ? 'Publish 1 picture' : `Publish ${ready.length} pictures`}
              </Button>
              <Text as="p" tone="subdued">
                Every publication can be undone exactly; your own pictures are never deleted.
              </Text>
            </InlineStack>
          </Card>
        ) : null}
        {assets.length === 0 ? (
          <NothingHere review={review} />
        ) : (
          <InlineGrid columns={{ xs: 1, sm: 2, md: 3, lg: 4 }} gap="400">
            {assets.map((asset) => (
              <ReviewCard
                key={asset.id}
                asset={asset}
                focused={focus === asset.id}
                busy={busy}
                onDecide={(state) => decide(state, [asset.id])}
                onCompare={() => setCompared(asset)}
                onPublish={() => setAsked(asset)}
              />
            ))}
          </InlineGrid>
        )}
        {review === 'undecided' && assets.length > 0 ? (
          <Text as="p" tone="subdued">
            Keyboard: arrow keys choose a picture, A approves, R rejects.
          </Text>
        ) : null}
        <InlineStack align="center">
          <Pagination
            hasNext={nextCursor !== null}
            onNext={() => navigate(`?state=${review}&cursor=${nextCursor}`)}
            hasPrevious={params.has('cursor')}
            onPrevious={() => navigate(-1)}
          />
        </InlineStack>
      </BlockStack>
      <PublishDialog
        picture={asked}
        where={PLACEMENT_OPTIONS.find((option) => option.value === placement)?.label ?? ''}
        busy={busy}
        problem={fetcher.data?.about === asked?.id ? problem : null}
        opener={opener}
        onPublish={(id) => publish([id])}
        onClose={() => setAsked(null)}
      />
      <CompareDialog picture={compared} opener={opener} onClose={() => setCompared(null)} />
    </Page>
  );
}

/** What was refused, and what goes on nevertheless. */
function Refusal({ problem, begun }: { problem: string; begun: number }) {
  return (
    <Banner
      tone={begun > 0 ? 'warning' : 'critical'}
      title={begun > 0 ? 'Some pictures were left out' : 'That was refused'}
      action={begun > 0 ? { content: 'See the others', url: '/app/published' } : undefined}
    >
      <p>{problem}</p>
    </Banner>
  );
}

function NothingHere({ review }: { review: ReviewState }) {
  const words = {
    undecided: ['Nothing to review', 'Pictures wait here for your yes or no before anything is published.'],
    approved: ['Nothing approved', 'Approved pictures wait here to be published.'],
    rejected: ['Nothing rejected', 'Rejected pictures are kept here; a rejection can be taken back.'],
  } as const satisfies Record<ReviewState, readonly [string, string]>;
  return (
    <Card>
      <EmptyState
        heading={words[review][0]}
        image={EMPTY_PICTURE}
        action={{ content: 'Choose products', url: '/app/products' }}
      >
        <p>{words[review][1]}</p>
      </EmptyState>
    </Card>
  );
}
