import type { LoaderFunctionArgs } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { BlockStack, Button, Card, InlineGrid, InlineStack, Page, Text } from '@shopify/polaris';
import { price } from '#app/components/money.ts';
import { usePolling } from '#app/components/use-polling.ts';

/** "99+" is as much as a home page needs. */
const COUNTED = 100;
const MONTH_MS = 30 * 86_400_000;

export const loader = async ({ request, context }: LoaderFunctionArgs) => {
  const { store } = await context.container.shopify.authenticateAdmin(request);
  const { useCases, clock } = context.container;
  const now = clock.now();
  const [products, undecided, usage, sync] = await Promise.all([
    useCases.captions.products(store.id),
    useCases.captions.undecided(store.id, COUNTED),
    useCases.readUsage.summary(store.id, { from: new Date(now.getTime() - MONTH_MS), to: now }),
    useCases.readSyncs.latest(store.id),
  ]);
  return {
    name: store.name,
    products,
    undecided,
    made: usage.counts.assets,
    published: usage.counts.published,
    undone: usage.counts.reverted,
    balance: String(usage.balance),
    importing: sync.ok && (sync.value.state === 'queued' || sync.value.state === 'running'),
  };
};

export default function HomeScreen() {
  const home = useLoaderData<typeof loader>();
  usePolling(home.importing);
  const next =
    home.undecided > 0
      ? { text: 'Pictures wait for your decision.', action: 'Review', url: '/app/review' }
      : home.products === 0
        ? {
            text: home.importing ? 'Your catalogue is being imported.' : 'Import your products to begin.',
            action: 'Products',
            url: '/app/products',
          }
        : { text: 'Choose products and make their photos.', action: 'Choose products', url: '/app/products' };
  return (
    <Page title={home.name}>
      <BlockStack gap="400">
        <Card>
          <InlineStack align="space-between" blockAlign="center" gap="300">
            <Text as="h2" variant="headingMd">
              {next.text}
            </Text>
            <Button variant="primary" url={next.url}>
              {next.action}
            </Button>
          </InlineStack>
        </Card>
        <InlineGrid columns={{ xs: 1, sm: 2, md: 4 }} gap="400">
          <Figure label="Products" value={String(home.products)} to="/app/products" />
          <Figure
            label="To review"
            value={home.undecided >= COUNTED ? `${COUNTED - 1}+` : String(home.undecided)}
            to="/app/review"
          />
          <Figure label="Made in 30 days" value={String(home.made)} to="/app/batches" />
          <Figure label="Published in 30 days" value={String(home.published)} to="/app/published" />
        </InlineGrid>
        <Card>
          <BlockStack gap="200">
            <Text as="h2" variant="headingMd">
              Cost
            </Text>
            <Text as="p">
              Packshots and studio pictures are made on this server and are free. Your balance for paid
              recipes: {home.balance === '0' ? 'none' : price(home.balance)}.
            </Text>
          </BlockStack>
        </Card>
      </BlockStack>
    </Page>
  );
}

function Figure({ label, value, to }: { label: string; value: string; to: string }) {
  return (
    <Card>
      <BlockStack gap="100">
        <Link to={to}>
          <Text as="span" tone="subdued">
            {label}
          </Text>
        </Link>
        <Text as="p" variant="headingLg">
          {value}
        </Text>
      </BlockStack>
    </Card>
  );
}
