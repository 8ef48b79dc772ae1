import { Banner, BlockStack, Box, Card, InlineStack, Spinner, Text } from '@shopify/polaris';
import { frameSize } from '#app/domain/recipe/frame.ts';
import type { LocalRecipe } from '#app/domain/recipe/recipe.ts';
import { useRecipePreview } from './use-recipe-preview.ts';

const CHECKER = 'repeating-conic-gradient(#e8e8e8 0% 25%, #ffffff 0% 50%) 50% / 20px 20px';

/** The picture as it will be, beside the controls, in the frame's own shape. */
export function PreviewPane({
  productId,
  title,
  recipe,
}: {
  productId: string | null;
  title: string;
  recipe: LocalRecipe;
}) {
  const preview = useRecipePreview(productId, recipe);
  const { width, height } = frameSize(recipe.frame);
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center">
          <Text as="h2" variant="headingMd">
            Preview
          </Text>
          {preview.busy ? <Spinner size="small" accessibilityLabel="Making the preview" /> : null}
        </InlineStack>
        <div
          style={{
            width: '100%',
            maxHeight: '65vh',
            aspectRatio: `${width} / ${height}`,
            margin: '0 auto',
            borderRadius: 8,
            overflow: 'hidden',
            border: '1px solid #e3e3e3',
            background: CHECKER,
            display: 'grid',
            placeItems: 'center',
          }}
        >
          {preview.url ? (
            <img
              src={preview.url}
              alt={`Preview of ${title}`}
              style={{ width: '100%', height: '100%', objectFit: 'contain', opacity: preview.busy ? 0.6 : 1 }}
            />
          ) : (
            <Box padding="400">
              <Text as="p" tone="subdued" alignment="center">
                {productId === null
                  ? 'None of the chosen products has a photo to show.'
                  : 'The first preview cuts the product out; this takes a few seconds.'}
              </Text>
            </Box>
          )}
        </div>
        {preview.error ? (
          <Banner tone="critical">
            <p>{preview.error}</p>
          </Banner>
        ) : null}
        <Text as="p" variant="bodySm" tone="subdued">
          {title} · {width} × {height} px · {recipe.format.toUpperCase()}
        </Text>
      </BlockStack>
    </Card>
  );
}
