import { useAppBridge } from '@shopify/app-bridge-react';
import { useState } from 'react';
import { askServer } from '#app/components/ask-server.ts';
import type { OrderRecipe } from './order-recipe.ts';

/** A recipe that the store keeps under a name. */
export interface SavedRecipeView {
  readonly id: string;
  readonly name: string;
  readonly recipe: OrderRecipe;
}

interface Reply {
  readonly items: readonly SavedRecipeView[];
}
const PATH = '/app/presets';

/** The saved recipes as the page came with them, and what was saved and deleted since; both say so, or reject with a `Refusal`. */
export function useSavedRecipes(atStart: readonly SavedRecipeView[]) {
  const shopify = useAppBridge();
  const [saved, setSaved] = useState(atStart);
  const change = async (json: unknown, done: string): Promise<number> => {
    const { items } = await askServer<Reply>(PATH, { json });
    setSaved(items);
    shopify.toast.show(done);
    return items.length;
  };
  return {
    saved,
    save: (name: string, recipe: OrderRecipe) => change({ intent: 'save', name, recipe }, 'Recipe saved'),
    /** Resolves to how many are left. */
    remove: async ({ id }: SavedRecipeView): Promise<number> => {
      try {
        return await change({ intent: 'delete', id }, 'Recipe deleted');
      } catch (error) {
        // perhaps deleted elsewhere: what is offered has to be there
        const { items } = await askServer<Reply>(PATH);
        setSaved(items);
        throw error;
      }
    },
  };
}
