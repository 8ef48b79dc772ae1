import { BlockStack, Card, Select } from '@shopify/polaris';
import { useCallback, useMemo, useState } from 'react';
import { AnalysisCard, type PhotoAnalysisView } from '#app/components/recipe/analysis-card.tsx';
import { isPlaceRecipe, type OrderRecipe } from '#app/components/recipe/order-recipe.ts';
import { PlacePreview } from '#app/components/recipe/place-preview.tsx';
import { PreviewPane } from '#app/components/recipe/preview-pane.tsx';
import { PromptDisclosure } from '#app/components/recipe/prompt-disclosure.tsx';
import { VERTICALS, type Vertical } from '#app/domain/scene/library/library-scene.ts';

export interface PreviewedProduct {
  readonly productId: string;
  readonly title: string;
  readonly productImageId: string;
  readonly photoUrl: string;
}

/** What the order looks like with one of its products. */
export function PreviewSide({
  recipe,
  previews,
  canRead,
  onSuggested,
}: {
  recipe: OrderRecipe;
  previews: readonly PreviewedProduct[];
  canRead: boolean;
  /** The trade that the product's own words speak for. */
  onSuggested: (vertical: Vertical | null) => void;
}) {
  const [previewId, setPreviewId] = useState(previews[0]?.productId ?? null);
  const shown = useMemo(() => previews.find((p) => p.productId === previewId), [previews, previewId]);
  const onKnown = useCallback(
    ({ verticals }: PhotoAnalysisView) =>
      onSuggested(VERTICALS.find((vertical) => vertical === verticals[0]) ?? null),
    [onSuggested],
  );
  const title = shown?.title ?? '';
  return (
    <BlockStack gap="400">
      {isPlaceRecipe(recipe) ? (
        <PlacePreview photoUrl={shown?.photoUrl ?? null} title={title} recipe={recipe} />
      ) : (
        <PreviewPane productId={previewId} title={title} recipe={recipe} />
      )}
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
      {isPlaceRecipe(recipe) && shown ? (
        <>
          <AnalysisCard imageId={shown.productImageId} canRead={canRead} onKnown={onKnown} />
          <PromptDisclosure productId={shown.productId} recipe={recipe} />
        </>
      ) : null}
    </BlockStack>
  );
}
