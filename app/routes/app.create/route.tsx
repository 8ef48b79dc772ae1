import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { useActionData, useLoaderData, useLocation, useNavigation, useSubmit } from '@remix-run/react';
import { Banner, BlockStack, Layout, Page } from '@shopify/polaris';
import { useState } from 'react';
import { price } from '#app/components/money.ts';
import { ModelsBanner } from '#app/components/recipe/models-banner.tsx';
import { isPlaceRecipe, type OrderRecipe } from '#app/components/recipe/order-recipe.ts';
import { defaultRecipe } from '#app/components/recipe/recipe-options.ts';
import type { Vertical } from '#app/domain/scene/library/library-scene.ts';
import { selectionOf } from '#app/http/screen-selection.ts';
import { loadForm } from './load-form.ts';
import { NothingToMake } from './nothing-to-make.tsx';
import { PreviewSide } from './preview-side.tsx';
import { PriceCard } from './price-card.tsx';
import { RecipeSide } from './recipe-side.tsx';
import { useEstimate } from './use-estimate.ts';

export const loader = async ({ request, context }: LoaderFunctionArgs) => {
  const { store } = await context.container.shopify.authenticateAdmin(request);
  return loadForm(context.container, store.id, selectionOf(new URL(request.url).searchParams));
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
    reuse: text('reuse') === 'true',
    canWait: text('canWait') === 'true',
    actor,
  });
  if (!made.ok) return { problem: made.error.message };
  return redirect(`/app/batches/${made.value.batch.id}`);
};

/** On a phone the price stands far below: the button that spends says it too. */
const makeWords = (many: number, total: string): string => {
  const what = many === 1 ? 'Make 1 picture' : `Make ${many} pictures`;
  return total === '0' ? what : `${what} for ${price(total)}`;
};

export default function CreateScreen() {
  const loaded = useLoaderData<typeof loader>();
  const { brandKit, saved, previews, problem, providers, requestKey } = loaded;
  const answer = useActionData<typeof action>();
  const submit = useSubmit();
  const { search } = useLocation();
  const busy = useNavigation().state !== 'idle';
  const [recipe, setRecipe] = useState<OrderRecipe>(() => defaultRecipe('packshot', brandKit));
  const [reuse, setReuse] = useState(false);
  const [mayWait, setMayWait] = useState(false);
  const [suggested, setSuggested] = useState<Vertical | null>(null);
  const estimate = useEstimate(recipe, { search, reuse, atStart: loaded.estimate });
  const failed = answer?.problem ?? problem;

  if ((loaded.estimate?.pictures ?? 0) === 0 && previews.length === 0)
    return <NothingToMake problem={problem} />;
  const known = estimate.status === 'answered' ? estimate.value : null;
  // a choice that was made for another recipe does not hold for one that cannot wait
  const waits = mayWait && known?.ways.wait ? known.ways.wait : null;
  const way = waits ?? known?.ways.now;
  const many = known?.pictures ?? loaded.estimate?.pictures ?? 0;
  const refused = loaded.estimate?.refused ?? 0;
  const choices = { reuse: String(reuse), canWait: String(waits !== null) };
  const start = () => submit({ recipe: JSON.stringify(recipe), requestKey, ...choices }, { method: 'post' });
  return (
    <Page
      title="Make photos"
      backAction={{ content: 'Products', url: '/app/products' }}
      primaryAction={{
        content: makeWords(many, way?.priceTotal ?? '0'),
        disabled: many === 0 || !way?.affordable,
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
        {refused > 0 ? (
          <Banner tone="warning">
            <p>
              {refused === 1 ? '1 chosen product has' : `${refused} chosen products have`} no photo to start
              from. The others go on without.
            </p>
          </Banner>
        ) : null}
        {isPlaceRecipe(recipe) || providers.models.length === 0 ? (
          <ModelsBanner models={providers.models} />
        ) : null}
        <Layout>
          <Layout.Section variant="oneThird">
            <RecipeSide
              recipe={recipe}
              brandKit={brandKit}
              savedAtStart={saved}
              providers={providers}
              productId={previews.length === 1 ? (previews[0]?.productId ?? null) : null}
              suggested={suggested}
              onChange={setRecipe}
            />
          </Layout.Section>
          <Layout.Section>
            <BlockStack gap="400">
              <PreviewSide
                recipe={recipe}
                previews={previews}
                canRead={providers.canRead}
                onSuggested={setSuggested}
              />
              <PriceCard
                recipe={recipe}
                estimate={estimate}
                reuse={reuse}
                onReuse={setReuse}
                canWait={waits !== null}
                onCanWait={setMayWait}
              />
            </BlockStack>
          </Layout.Section>
        </Layout>
      </BlockStack>
    </Page>
  );
}
