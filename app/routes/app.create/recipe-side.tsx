import { BlockStack, Card } from '@shopify/polaris';
import { KindChoice } from '#app/components/recipe/kind-choice.tsx';
import {
  isPlaceRecipe,
  type ModelOption,
  type OrderRecipe,
  switchOrderKind,
} from '#app/components/recipe/order-recipe.ts';
import { PlaceChooser } from '#app/components/recipe/place-chooser.tsx';
import { PlaceFields } from '#app/components/recipe/place-fields.tsx';
import { RecipeForm } from '#app/components/recipe/recipe-form.tsx';
import type { BrandKit } from '#app/domain/recipe/brand-kit.ts';
import type { Vertical } from '#app/domain/scene/library/library-scene.ts';

/** What providers are set up here, as the form needs it. */
export interface ProvidersView {
  readonly kinds: readonly string[];
  readonly models: readonly ModelOption[];
  /** True when a vision model can read pictures. */
  readonly canRead: boolean;
  readonly libraryName: string;
}

/** The form: what kind of picture, and everything about it. */
export function RecipeSide({
  recipe,
  brandKit,
  providers,
  productId,
  suggested,
  onChange,
}: {
  productId: string | null;
  recipe: OrderRecipe;
  brandKit: BrandKit;
  providers: ProvidersView;
  suggested: Vertical | null;
  onChange: (recipe: OrderRecipe) => void;
}) {
  return (
    <Card>
      <BlockStack gap="400">
        <KindChoice
          kind={recipe.kind}
          available={providers.kinds}
          onChange={(kind) => onChange(switchOrderKind(recipe, kind, { models: providers.models, brandKit }))}
        />
        {isPlaceRecipe(recipe) ? (
          <>
            <PlaceChooser
              recipe={recipe}
              productId={productId}
              suggested={suggested}
              libraryName={providers.libraryName}
              canRead={providers.canRead}
              onChange={onChange}
            />
            <PlaceFields recipe={recipe} models={providers.models} onChange={onChange} />
          </>
        ) : (
          <RecipeForm recipe={recipe} brandKit={brandKit} onChange={onChange} />
        )}
      </BlockStack>
    </Card>
  );
}
