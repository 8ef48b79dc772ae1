import { BlockStack, Card } from '@shopify/polaris';
import { useRef, useState } from 'react';
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
import { SaveRecipe } from '#app/components/recipe/save-recipe.tsx';
import { StartFrom } from '#app/components/recipe/start-from.tsx';
import { type SavedRecipeView, useSavedRecipes } from '#app/components/recipe/use-saved-recipes.ts';
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

interface FieldsProps {
  readonly productId: string | null;
  readonly recipe: OrderRecipe;
  readonly brandKit: BrandKit;
  readonly providers: ProvidersView;
  readonly suggested: Vertical | null;
  readonly onChange: (recipe: OrderRecipe) => void;
}

/** Everything about a recipe of its kind. */
function KindFields({ recipe, brandKit, providers, productId, suggested, onChange }: FieldsProps) {
  if (!isPlaceRecipe(recipe)) return <RecipeForm recipe={recipe} brandKit={brandKit} onChange={onChange} />;
  return (
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
  );
}

/** The form: what to start from, what kind of picture, and everything about it. */
export function RecipeSide(props: FieldsProps & { readonly savedAtStart: readonly SavedRecipeView[] }) {
  const { recipe, brandKit, providers, onChange, savedAtStart } = props;
  const { saved, save, remove } = useSavedRecipes(savedAtStart);
  const form = useRef<HTMLDivElement>(null);
  // with another recipe goes what was looked at and folded out for the one before
  const [picks, setPicks] = useState(0);
  const { kinds, models } = providers;
  return (
    <Card>
      <div ref={form} tabIndex={-1} style={{ outline: 'none' }}>
        <BlockStack gap="400">
          {saved.length > 0 ? (
            <StartFrom
              saved={saved}
              recipe={recipe}
              onPick={(picked) => {
                setPicks(picks + 1);
                onChange(picked);
              }}
              onDelete={async (one) => {
                const left = await remove(one);
                if (left === 0) form.current?.focus();
                return left;
              }}
            />
          ) : null}
          <KindChoice
            kind={recipe.kind}
            available={kinds}
            onChange={(kind) => onChange(switchOrderKind(recipe, kind, { models, brandKit }))}
          />
          <KindFields key={picks} {...props} />
          <SaveRecipe onSave={(name) => save(name, recipe)} />
        </BlockStack>
      </div>
    </Card>
  );
}
