import { BlockStack, Button, InlineError, InlineStack, Text } from '@shopify/polaris';
import { useId, useRef, useState } from 'react';
import { wordsOf } from '#app/components/ask-server.ts';
import type { OrderRecipe } from './order-recipe.ts';
import type { SavedRecipeView } from './use-saved-recipes.ts';

/** Shown before "Show all": the form itself shall stay in sight. */
const FEW = 6;

/** Deleting: which one is on its way, and why the last one was not. */
const useDeleting = (onDelete: (saved: SavedRecipeView) => Promise<number>) => {
  const [busyId, setBusyId] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const modes = useRef<HTMLDivElement>(null);
  const remove = async (one: SavedRecipeView) => {
    setBusyId(one.id);
    setProblem(null);
    try {
      // with the last one all of this goes, and the form takes the focus
      if ((await onDelete(one)) === 0) return;
    } catch (refused) {
      setProblem(wordsOf(refused));
    } finally {
      setBusyId(null);
    }
    // its button is gone
    modes.current?.querySelector('button')?.focus();
  };
  return { busyId, problem, modes, remove };
};

/** The store's saved recipes to start from, each of which can be deleted. */
export function StartFrom({
  saved,
  recipe,
  onPick,
  onDelete,
}: {
  saved: readonly SavedRecipeView[];
  recipe: OrderRecipe;
  onPick: (recipe: OrderRecipe) => void;
  /** Resolves to how many are left; rejects with why it was not. */
  onDelete: (saved: SavedRecipeView) => Promise<number>;
}) {
  const [editing, setEditing] = useState(false);
  const [all, setAll] = useState(false);
  const { busyId, problem, modes, remove } = useDeleting(onDelete);
  const [title, list] = [useId(), useId()];
  const now = JSON.stringify(recipe);
  const buttonOf = (one: SavedRecipeView) =>
    editing ? (
      <Button
        size="slim"
        tone="critical"
        disabled={busyId !== null && busyId !== one.id}
        loading={busyId === one.id}
        onClick={() => void remove(one)}
      >
        {`Delete “${one.name}”`}
      </Button>
    ) : (
      <Button size="slim" pressed={JSON.stringify(one.recipe) === now} onClick={() => onPick(one.recipe)}>
        {one.name}
      </Button>
    );
  return (
    <BlockStack gap="200">
      <Text as="p" variant="bodyMd" id={title}>
        Start from
      </Text>
      <fieldset id={list} aria-labelledby={title} style={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}>
        <InlineStack gap="200">
          {(all ? saved : saved.slice(0, FEW)).map((one) => (
            <span key={one.id} className="softbox-clipped" title={one.name}>
              {buttonOf(one)}
            </span>
          ))}
        </InlineStack>
      </fieldset>
      <div ref={modes}>
        <InlineStack gap="400">
          <Button variant="plain" onClick={() => setEditing(!editing)}>
            {editing ? 'Done' : 'Delete saved ones'}
          </Button>
          {saved.length > FEW ? (
            <Button
              variant="plain"
              ariaControls={list}
              ariaExpanded={all}
              disclosure={all ? 'up' : 'down'}
              onClick={() => setAll(!all)}
            >
              {all ? 'Show fewer' : `Show all ${saved.length}`}
            </Button>
          ) : null}
        </InlineStack>
      </div>
      {problem ? (
        <div role="alert">
          <InlineError message={problem} fieldID={list} />
        </div>
      ) : null}
    </BlockStack>
  );
}
