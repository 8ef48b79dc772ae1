import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { useActionData, useLoaderData, useNavigation, useSubmit } from '@remix-run/react';
import {
  Banner,
  BlockStack,
  Card,
  EmptyState,
  InlineStack,
  Layout,
  Page,
  Select,
  Text,
} from '@shopify/polaris';
import { useMemo, useState } from 'react';
import { price } from '#app/components/date-time.ts';
import { EMPTY_PICTURE } from '#app/components/empty-picture.ts';
import { PreviewPane } from '#app/components/recipe/preview-pane.tsx';
import { RecipeForm } from '#app/components/recipe/recipe-form.tsx';
import { defaultRecipe } from '#app/components/recipe/recipe-options.ts';
import type { LocalRecipe } from '#app/domain/recipe/recipe.ts';
import { selectionOf } from './selection.ts';

/** Products offered in the preview's chooser; the batch itself has no such limit. */
const PREVIEWED = 50;

export const loader = async ({ request, context }: LoaderFunctionArgs) => {
  const { store } = await context.container.shopify.authenticateAdmin(request);
  const { useCases, newId } = context.container;
  const selection = selectionOf(new URL(request.url).searchParams);
  const [brandKit, estimate, previews] = await Promise.all([
    useCases.manageBrandKit.get(store.id),
    useCases.estimateBatch(store.id, { recipe: { kind: 'packshot' }, selection }),
    useCases.listPreviewSources(store.id, selection, PREVIEWED),
  ]);
  return {
    brandKit,
    currency: store.currency,
    /** Makes a double click, or a reload of the answer, one batch. */
    requestKey: newId(),
    previews,
    estimate: estimate.ok
      ? {
          pictures: estimate.value.pictures,
          pricePerPicture: String(estimate.value.pricePerPicture),
          priceTotal: String(estimate.value.priceTotal),
          affordable: estimate.value.affordable,
          refused: estimate.value.refused.length,
        }
      : null,
    problem: estimate.ok ? null : estimate.error.message,
  };
};

export const action = async ({ request, context }: ActionFunctionArgs) => {
  const { store, actor } = await context.container.shopify.authenticateAdmin(request);
  const form = await request.formData();
  const text = (name: string) => String(form.get(name) ?? '');
  let recipe: unknown;
  try {
    recipe = JSON.parse(text('recipe'));
  } catch {
    return { problem: 'The recipe did not arrive whole. Try again.' };
  }
  const made = await context.container.useCases.submitBatch(store.id, {
    recipe,
    selection: selectionOf(new URL(request.url).searchParams),
    requestKey: text('requestKey') || undefined,
    actor,
  });
  if (!made.ok) return { problem: made.error.message };
  return redirect(`/app/batches/${made.value.batch.id}`);
};

export default function CreateScreen() {
  const { brandKit, currency, estimate, previews, problem, requestKey } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const submit = useSubmit();
  const busy = useNavigation().state !== 'idle';
  const [recipe, setRecipe] = useState<LocalRecipe>(() => defaultRecipe('packshot'));
  const [previewId, setPreviewId] = useState(previews[0]?.productId ?? null);
  const shown = useMemo(() => previews.find((p) => p.productId === previewId), [previews, previewId]);
  const failed = answer?.problem ?? problem;

  if (!estimate && previews.length === 0) {
    return (
      <Page title="Make photos" backAction={{ url: '/app/products' }}>
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
  const many = estimate?.pictures ?? 0;
  const start = () => submit({ recipe: JSON.stringify(recipe), requestKey }, { method: 'post' });
  return (
    <Page
      title="Make photos"
      backAction={{ url: '/app/products' }}
      primaryAction={{
        content: many === 1 ? 'Make 1 picture' : `Make ${many} pictures`,
        disabled: many === 0 || !estimate?.affordable,
        loading: busy,
        onAction: start,
      }}
    >
      <BlockStack gap="400">
        {failed ? (
          <Banner tone="critical" title="The pictures cannot be made like this">
            <p>{failed}</p>
          </Banner>
        ) : null}
        {estimate && estimate.refused > 0 ? (
          <Banner tone="warning">
            <p>
              {estimate.refused === 1 ? '1 chosen product has' : `${estimate.refused} chosen products have`}{' '}
              no photo to start from. The others go on without.
            </p>
          </Banner>
        ) : null}
        <Layout>
          <Layout.Section variant="oneThird">
            <Card>
              <RecipeForm recipe={recipe} brandKit={brandKit} onChange={setRecipe} />
            </Card>
          </Layout.Section>
          <Layout.Section>
            <BlockStack gap="400">
              <PreviewPane productId={previewId} title={shown?.title ?? ''} recipe={recipe} />
              {previews.length > 1 ? (
                <Card>
                  <Select
                    label="Preview with"
                    options={previews.map((p) => ({ label: p.title, value: p.productId }))}
                    value={previewId ?? ''}
                    onChange={setPreviewId}
                  />
                </Card>
              ) : null}
              {estimate ? (
                <Card>
                  <InlineStack align="space-between">
                    <Text as="p">
                      {many} {many === 1 ? 'picture' : 'pictures'} ·{' '}
                      {price(estimate.pricePerPicture, currency)} each
                    </Text>
                    <Text as="p" variant="headingMd">
                      {price(estimate.priceTotal, currency)}
                    </Text>
                  </InlineStack>
                  <Text as="p" tone="subdued">
                    Made on this server from your own photo; the product's pixels stay as they are. Nothing is
                    published before you approve it.
                  </Text>
                </Card>
              ) : null}
            </BlockStack>
          </Layout.Section>
        </Layout>
      </BlockStack>
    </Page>
  );
}
