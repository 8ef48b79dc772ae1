import { Button, Notice } from '@wordpress/components';
import { useMemo, useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import { api } from '../api/client.ts';
import type { BrandKit, Estimate, ModelOption, Recipe } from '../api/types.ts';
import { Empty, FailureNotice, Loading, Panel } from '../parts/panels.tsx';
import { Presets, type ReadyMade, type Saved, SavePreset } from '../recipe/presets.tsx';
import { offeredKinds, RecipeForm, type RecipeKinds } from '../recipe/recipe-form.tsx';
import { isOffered, isPlace } from '../recipe/recipe-options.ts';
import { ToldWords } from '../recipe/told-words.tsx';
import { useScenes } from '../recipe/use-scenes.ts';
import { useLast } from '../use-last.ts';
import type { GoTo } from '../use-location.ts';
import { useAction, useRemote } from '../use-remote.ts';
import { useResting } from '../use-resting.ts';
import { CreatePreview } from './create-preview.tsx';
import { CreatePrice } from './create-price.tsx';
import { type Chosen, type Images, selectionOf, useChosen } from './use-chosen.ts';

interface Tools {
  readonly kinds: RecipeKinds;
  readonly models: readonly ModelOption[];
  readonly readyMade: readonly ReadyMade[];
  readonly saved: readonly Saved[];
  readonly brandKit: BrandKit;
}

/** What another platform asks of its pictures means nothing in a WooCommerce shop. */
const OTHER_PLATFORM = 'shopify-product';
/** A pause in typing or dragging, after which the price is asked for. */
const QUIET_MS = 400;

const loadTools = async (): Promise<Tools> => {
  const [options, builtIn, presets, brandKit] = await Promise.all([
    api.get('/recipes/options', {}),
    api.get('/presets/built-in', {}),
    api.get('/presets', { query: { limit: 100 } }),
    api.get('/brand-kit', {}),
  ]);
  const kinds = offeredKinds(options.kinds);
  const isHere = (recipe: Recipe) => kinds.some(({ kind }) => kind === recipe.kind);
  const saved = presets.items.flatMap((p) =>
    isOffered(p.recipe) && isHere(p.recipe) ? [{ id: p.id, name: p.name, recipe: p.recipe }] : [],
  );
  const readyMade = builtIn.items.flatMap(({ recipe, ...preset }) =>
    isOffered(recipe) && isHere(recipe) && preset.id !== OTHER_PLATFORM ? [{ ...preset, recipe }] : [],
  );
  return { kinds, models: options.models, readyMade, saved, brandKit };
};

/** From chosen products to a running batch: the recipe, how it will look, what it costs. */
export function CreateScreen({ params, goTo }: { readonly params: URLSearchParams; readonly goTo: GoTo }) {
  const chosen = useChosen(params);
  const tools = useRemote('tools', loadTools);
  const failure = chosen.failure ?? tools.failure;
  const retry = () => {
    if (tools.failure) tools.reload();
    if (chosen.failure) chosen.reload();
  };
  if (failure) return <FailureNotice failure={failure} onRetry={retry} />;
  if (tools.data === null || chosen.data === null) {
    return <Loading text={__('Loading …', 'softbox-product-photos')} />;
  }
  const nothing = chosen.data.kind === 'products' && chosen.data.products.length === 0;
  if (nothing && chosen.data.missing.length === 0) {
    return (
      <Empty
        title={__('Nothing chosen yet', 'softbox-product-photos')}
        action={
          <Button variant="primary" onClick={() => goTo('products')}>
            {__('Choose products', 'softbox-product-photos')}
          </Button>
        }
      >
        {__('Choose the products that shall get new photos.', 'softbox-product-photos')}
      </Empty>
    );
  }
  return (
    <Create
      chosen={chosen.data}
      tools={tools.data}
      onImported={chosen.reload}
      onPresets={tools.reload}
      goTo={goTo}
    />
  );
}

function Create({
  chosen,
  tools,
  onImported,
  onPresets,
  goTo,
}: {
  readonly chosen: Chosen;
  readonly tools: Tools;
  readonly onImported: () => void;
  /** The saved recipes are others now. */
  readonly onPresets: () => void;
  readonly goTo: GoTo;
}) {
  const [recipe, setRecipe] = useState<Recipe | null>(
    tools.kinds.find(({ defaults }) => defaults !== null)?.defaults ?? null,
  );
  const scenes = useScenes();
  const [images, setImages] = useState<Images>('main');
  const [reuse, setReuse] = useState(false);
  const [mayWait, setMayWait] = useState(false);
  const withPhoto = chosen.products.filter((p) => p.firstImage !== null);
  const [previewId, setPreviewId] = useState(withPhoto[0]?.id ?? null);
  // a double click, or a repeat after a lost answer, makes one batch
  const requestKey = useMemo(() => crypto.randomUUID(), [recipe, images, reuse, mayWait]);
  const selection = selectionOf(chosen, images);
  const order = JSON.stringify({ selection, recipe, reuse });
  const rested = useResting(order, QUIET_MS);
  const estimate = useRemote<Estimate>(recipe === null || selection === null ? null : rested, (signal) =>
    api.post('/estimates', { body: JSON.parse(rested), signal }),
  );
  const priced = useLast(estimate.data);
  // a choice that was made for another recipe does not hold for one that cannot wait
  const canWait = mayWait && (priced?.ways.wait ?? null) !== null;
  const action = useAction();
  if (recipe === null) return null;
  const start = () =>
    action.run(async () => {
      if (selection === null) return;
      const made = await api.post('/batches', {
        body: { selection, recipe, reuse, canWait, label: '' },
        idempotencyKey: requestKey,
      });
      goTo('batches', { batch: made.id });
    });
  return (
    <>
      <Missing count={chosen.missing.length} onImported={onImported} />
      <div className="softbox-create">
        <Panel>
          <Presets readyMade={tools.readyMade} saved={tools.saved} onPick={setRecipe} onDeleted={onPresets} />
          <RecipeForm
            recipe={recipe}
            kinds={tools.kinds}
            models={tools.models}
            scenes={scenes}
            brandKit={tools.brandKit}
            onChange={setRecipe}
          />
          <SavePreset recipe={recipe} onSaved={onPresets} />
        </Panel>
        <div className="softbox-create__side">
          <CreatePreview
            products={withPhoto}
            productId={previewId}
            recipe={recipe}
            scenes={scenes.list}
            onPick={setPreviewId}
          />
          <CreatePrice
            estimate={estimate.failure ? null : priced}
            loading={estimate.loading || rested !== order}
            recipe={recipe}
            images={images}
            onImages={setImages}
            reuse={isPlace(recipe) ? { on: reuse, onChange: setReuse } : null}
            canWait={canWait}
            onCanWait={setMayWait}
            busy={action.busy}
            failure={action.failure ?? estimate.failure}
            onStart={() => void start()}
          />
          {isPlace(recipe) && previewId !== null ? <ToldWords productId={previewId} recipe={recipe} /> : null}
        </div>
      </div>
    </>
  );
}

function Missing({ count, onImported }: { readonly count: number; readonly onImported: () => void }) {
  const action = useAction();
  if (count === 0) return null;
  const bring = () =>
    action.run(async () => {
      const begun = await api.post('/syncs', { body: {} });
      for (let tries = 0; tries < 90; tries++) {
        const { state } = await api.get('/syncs/{syncId}', { params: { syncId: begun.id } });
        if (state === 'done' || state === 'failed') break;
        await new Promise((resolve) => window.setTimeout(resolve, 2_000));
      }
      onImported();
    });
  return (
    <Notice status="warning" isDismissible={false} className="softbox-notice">
      {sprintf(
        /* translators: %d: number of products */
        _n(
          'Softbox does not know %d of the chosen products yet.',
          'Softbox does not know %d of the chosen products yet.',
          count,
          'softbox-product-photos',
        ),
        count,
      )}{' '}
      <Button variant="link" isBusy={action.busy} disabled={action.busy} onClick={() => void bring()}>
        {action.busy
          ? __('Importing …', 'softbox-product-photos')
          : __('Import them now', 'softbox-product-photos')}
      </Button>
      {action.failure ? ` ${action.failure.message}` : ''}
    </Notice>
  );
}
