import { Banner, BlockStack, Card, Checkbox, InlineStack, Spinner, Text } from '@shopify/polaris';
import { price } from '#app/components/money.ts';
import { isPlaceRecipe, type OrderRecipe } from '#app/components/recipe/order-recipe.ts';
import type { Answer } from '#app/components/use-answer.ts';
import type { EstimateView } from '#app/http/screen-estimate.ts';
import { WayChoice } from './way-choice.tsx';

/** How the product gets into the picture, in one honest sentence. */
const promise = (recipe: OrderRecipe): string => {
  if (recipe.kind === 'redraw') {
    return 'A model draws the product. Each picture is compared with your photo; one in which the product is no longer itself is made again, at most twice, and then costs nothing.';
  }
  if (recipe.kind === 'scene') {
    return recipe.tint === 0
      ? "A model makes the place; the product's pixels are your photo's. You pay for finished pictures only."
      : 'A model makes the place; the product takes on some of its light, and is compared with your photo. You pay for finished pictures only.';
  }
  return "Made on this server from your own photo; the product's pixels stay as they are.";
};

/** What the order costs, or why it cannot be made. */
export function PriceCard({
  recipe,
  estimate,
  reuse,
  onReuse,
  canWait,
  onCanWait,
}: {
  recipe: OrderRecipe;
  estimate: Answer<EstimateView>;
  reuse: boolean;
  onReuse: (reuse: boolean) => void;
  /** The pictures may wait for the provider's cheaper run. */
  canWait: boolean;
  onCanWait: (canWait: boolean) => void;
}) {
  if (estimate.status === 'idle') return null;
  if (estimate.status === 'failed') {
    return (
      <Banner tone="critical" title="This cannot be made like this">
        <p>{estimate.message}</p>
      </Banner>
    );
  }
  if (estimate.status === 'asking') {
    return (
      <Card>
        <Spinner size="small" accessibilityLabel="Working out the price" />
      </Card>
    );
  }
  const { pictures, ways, inLibrary } = estimate.value;
  const { pricePerPicture, priceTotal, affordable } = (canWait ? ways.wait : null) ?? ways.now;
  return (
    <Card>
      <BlockStack gap="200">
        <InlineStack align="space-between" gap="200">
          <Text as="p">
            {pictures} {pictures === 1 ? 'picture' : 'pictures'} · {price(pricePerPicture)} each
            {isPlaceRecipe(recipe) ? ' at most' : ''}
          </Text>
          <Text as="p" variant="headingMd">
            {price(priceTotal)}
          </Text>
        </InlineStack>
        {ways.wait ? (
          <WayChoice now={ways.now} wait={ways.wait} canWait={canWait} onChange={onCanWait} />
        ) : null}
        {affordable ? null : (
          <Banner tone="warning">
            <p>
              This costs more than the store's balance or budget allows. Choose fewer products or a cheaper
              model, or ask who runs this Softbox.
            </p>
          </Banner>
        )}
        {isPlaceRecipe(recipe) && inLibrary > 0 ? (
          <Checkbox
            label={
              inLibrary === 1
                ? 'Leave out 1 picture that you have already'
                : `Leave out ${inLibrary} pictures that you have already`
            }
            helpText="Made from the same photo, place and model: it is in your library and costs nothing."
            checked={reuse}
            onChange={onReuse}
          />
        ) : null}
        <Text as="p" tone="subdued">
          {promise(recipe)} Nothing is published before you approve it.
        </Text>
      </BlockStack>
    </Card>
  );
}
