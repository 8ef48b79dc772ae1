import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { BlockStack, Card, EmptyState, Page, Text } from '@shopify/polaris';
import { shortTime } from '#app/components/date-time.ts';
import { EMPTY_PICTURE } from '#app/components/empty-picture.ts';
import { usePolling } from '#app/components/use-polling.ts';
import { AltChangeList } from '#app/components/words/alt-change-list.tsx';
import { OwnPictureCard } from '#app/components/words/own-picture-card.tsx';
import { HTTP_STATUS } from '#app/domain/failure.ts';
import { idOf } from '#app/http/screen-params.ts';

/** Changes shown; older ones are over the API. */
const SHOWN = 10;
const MOVING = ['planned', 'changing', 'reverting'];

export const loader = async ({ request, params, context }: LoaderFunctionArgs) => {
  const { store } = await context.container.shopify.authenticateAdmin(request);
  const { readProducts, words } = context.container.useCases;
  const found = await readProducts.get(store.id, idOf(params.productId));
  if (!found.ok) throw json({ problem: found.error.message }, { status: HTTP_STATUS[found.error.kind] });
  const product = found.value;
  const changes = await words.listAltChanges(store.id, { productId: product.id }, { limit: SHOWN });
  return {
    id: product.id,
    title: product.title,
    pictures: product.images.map(({ id, url, alt, isOurs }) => ({ id, url, alt, isOurs })),
    changes: changes.items.map((change) => ({
      id: change.id,
      before: change.before?.alt ?? change.seenAlt,
      alt: change.alt,
      languages: change.translations.length,
      products: change.shownBy.length,
      state: change.state,
      problem: change.failure?.message ?? null,
      leftAlone: change.leftAlone.map(({ why }) => why),
      at: shortTime((change.revertedAt ?? change.publishedAt ?? change.createdAt).toISOString()),
    })),
  };
};

/** The pictures of one product and what they say to those who cannot see them. */
export default function ProductScreen() {
  const { id, title, pictures, changes } = useLoaderData<typeof loader>();
  usePolling(changes.some((change) => MOVING.includes(change.state)));
  const bare = pictures.filter((picture) => picture.alt === '').length;
  return (
    <Page
      title={title}
      subtitle={bare === 0 ? undefined : `${bare} of ${pictures.length} pictures without alt text`}
      backAction={{ content: 'Products', url: '/app/products' }}
    >
      <BlockStack gap="400">
        {pictures.length === 0 ? (
          <Card>
            <EmptyState heading="No pictures yet" image={EMPTY_PICTURE}>
              <p>Pictures that you add to the product in your store appear here.</p>
            </EmptyState>
          </Card>
        ) : (
          pictures.map((picture) => <OwnPictureCard key={picture.id} productId={id} picture={picture} />)
        )}
        <AltChangeList changes={changes} />
        <Text as="p" tone="subdued" variant="bodySm">
          Nothing of your store changes before you have seen what would change. Every change can be undone.
        </Text>
      </BlockStack>
    </Page>
  );
}
