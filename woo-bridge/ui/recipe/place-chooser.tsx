import { Button, TextareaControl } from '@wordpress/components';
import { useEffect, useId, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import type { PlaceRecipe, Scene } from '../api/types.ts';
import { FailureNotice } from '../parts/panels.tsx';
import { useAction } from '../use-remote.ts';
import { withPlace } from './recipe-options.ts';
import { SceneFields } from './scene-fields.tsx';
import { SceneLibraryDialog } from './scene-library-dialog.tsx';
import type { Scenes } from './use-scenes.ts';

/** The place of a scene or a redraw: picked from the library, or in one's own words; every part of it can be changed. */
export function PlaceChooser({
  recipe,
  scenes,
  onChange,
}: {
  readonly recipe: PlaceRecipe;
  readonly scenes: Scenes;
  readonly onChange: (recipe: PlaceRecipe) => void;
}) {
  const [open, setOpen] = useState(false);
  const [more, setMore] = useState(false);
  const action = useAction();
  const fields = useId();
  const { scene } = recipe;
  const { load } = scenes;
  const known = scenes.list?.find(({ id }) => id === recipe.libraryScene) ?? null;
  useEffect(() => {
    // a saved recipe of this kind: its sketch is shown when the list is there, and the form works without
    load().catch(() => undefined);
  }, [load]);
  const choose = () =>
    action.run(async () => {
      await load();
      setOpen(true);
    });
  // words of one's own are no scene of the library any more
  const rewrite = (next: Scene) => onChange(withPlace(recipe, next, null));
  return (
    <fieldset className="softbox-place">
      <legend>{__('Place', 'softbox-product-photos')}</legend>
      <div className="softbox-place__row">
        {known?.sketch ? <img src={known.sketch} alt="" width={64} height={64} /> : null}
        <div>
          <strong>{known?.name ?? __('Your own place', 'softbox-product-photos')}</strong>
          {known ? <p className="softbox-muted">{known.line}</p> : null}
          <Button
            variant="secondary"
            isBusy={action.busy}
            disabled={action.busy}
            onClick={() => void choose()}
          >
            {__('Choose a place', 'softbox-product-photos')}
          </Button>
        </div>
      </div>
      <FailureNotice failure={action.failure} />
      <TextareaControl
        __nextHasNoMarginBottom
        label={__('Describe the place', 'softbox-product-photos')}
        help={__('Without the product. Change what you like.', 'softbox-product-photos')}
        rows={3}
        maxLength={300}
        value={scene.setting}
        onChange={(setting) => rewrite({ ...scene, setting })}
      />
      <Button variant="link" aria-expanded={more} aria-controls={fields} onClick={() => setMore(!more)}>
        {more
          ? __('Hide light, camera and colours', 'softbox-product-photos')
          : __('Light, camera, colours', 'softbox-product-photos')}
      </Button>
      <div id={fields} hidden={!more} className="softbox-form">
        {more ? <SceneFields scene={scene} onChange={rewrite} /> : null}
      </div>
      {open && scenes.list ? (
        <SceneLibraryDialog
          scenes={scenes.list}
          chosen={recipe.libraryScene}
          onPick={(picked) => {
            onChange(withPlace(recipe, picked.scene, picked.id));
            setOpen(false);
          }}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </fieldset>
  );
}
