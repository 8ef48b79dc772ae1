import type { LoaderFunctionArgs } from '@remix-run/node';
import { Link, useLoaderData, useNavigate } from '@remix-run/react';
import { Badge, Card, EmptyState, IndexTable, Page, Text } from '@shopify/polaris';
import { shortTime } from '#app/components/date-time.ts';
import { EMPTY_PICTURE } from '#app/components/empty-picture.ts';
import { cursorOf } from '#app/http/screen-params.ts';

const PAGE = 25;

export const loader = async ({ request, context }: LoaderFunctionArgs) => {
  const { store } = await context.container.shopify.authenticateAdmin(request);
  const cursor = cursorOf(new URL(request.url).searchParams);
  const page = await context.container.useCases.readBatches.list(store.id, { cursor, limit: PAGE });
  return {
    batches: page.items.map((b) => ({
      id: b.id,
      label: b.label,
      jobCount: b.jobCount,
      createdAt: b.createdAt.toISOString(),
      cancelled: b.cancelledAt !== null,
    })),
    nextCursor: page.nextCursor,
    first: cursor === undefined,
  };
};

export default function BatchesScreen() {
  const { batches, nextCursor, first } = useLoaderData<typeof loader>();
  const navigate = useNavigate();
  return (
    <Page title="Batches" primaryAction={{ content: 'Make photos', url: '/app/products' }}>
      <Card padding="0">
        {batches.length === 0 ? (
          <EmptyState
            heading="No pictures made yet"
            image={EMPTY_PICTURE}
            action={{ content: 'Choose products', url: '/app/products' }}
          >
            <p>A batch is one request: a recipe, and the products it is for.</p>
          </EmptyState>
        ) : (
          <IndexTable
            selectable={false}
            resourceName={{ singular: 'batch', plural: 'batches' }}
            itemCount={batches.length}
            headings={[{ title: 'Started' }, { title: 'Pictures' }, { title: 'Note' }]}
            pagination={{
              hasNext: nextCursor !== null,
              onNext: () => navigate(`?cursor=${nextCursor}`),
              hasPrevious: !first,
              onPrevious: () => navigate(-1),
            }}
          >
            {batches.map((batch, position) => (
              <IndexTable.Row id={batch.id} key={batch.id} position={position}>
                <IndexTable.Cell>
                  <Link to={`/app/batches/${batch.id}`} data-primary-link>
                    <Text as="span" fontWeight="semibold">
                      {shortTime(batch.createdAt)}
                    </Text>
                  </Link>
                </IndexTable.Cell>
                <IndexTable.Cell>{batch.jobCount}</IndexTable.Cell>
                <IndexTable.Cell>{batch.cancelled ? <Badge>Cancelled</Badge> : batch.label}</IndexTable.Cell>
              </IndexTable.Row>
            ))}
          </IndexTable>
        )}
      </Card>
    </Page>
  );
}
