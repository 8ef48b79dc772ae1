import { Card, EmptyState, Page } from '@shopify/polaris';
import { EMPTY_PICTURE } from '#app/components/empty-picture.ts';

/** Instead of the form, where no chosen product has a photo. */
export function NothingToMake({ problem }: { problem: string | null }) {
  return (
    <Page title="Make photos" backAction={{ content: 'Products', url: '/app/products' }}>
      <Card>
        <EmptyState
          heading="Nothing to make yet"
          image={EMPTY_PICTURE}
          action={{ content: 'Choose products', url: '/app/products' }}
        >
          <p>{problem ?? 'Choose products with a photo first.'}</p>
        </EmptyState>
      </Card>
    </Page>
  );
}
