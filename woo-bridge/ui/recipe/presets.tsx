import { Button, TextControl } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { paths } from '../../.cache/api.d.ts';
import { api } from '../api/client.ts';
import type { Recipe } from '../api/types.ts';
import { FailureNotice } from '../parts/panels.tsx';
import { toast } from '../parts/toast.ts';
import { useAction } from '../use-remote.ts';

type BuiltIn =
  paths['/api/v1/presets/built-in']['get']['responses'][200]['content']['application/json']['items'][number];
export type ReadyMade = Omit<BuiltIn, 'recipe'> & { readonly recipe: Recipe };

export interface Saved {
  readonly id: string;
  readonly name: string;
  readonly recipe: Recipe;
}

/** Recipes to start from: the shop's own, each of which can be deleted, and those that come with Softbox. */
export function Presets({
  readyMade,
  saved,
  onPick,
  onDeleted,
}: {
  readonly readyMade: readonly ReadyMade[];
  readonly saved: readonly Saved[];
  readonly onPick: (recipe: Recipe) => void;
  readonly onDeleted: () => void;
}) {
  const [editing, setEditing] = useState(false);
  const action = useAction();
  const remove = (preset: Saved) =>
    action.run(async () => {
      await api.delete('/presets/{presetId}', { params: { presetId: preset.id } });
      /* translators: %s: name of a recipe */
      toast(sprintf(__('“%s” was deleted.', 'softbox-product-photos'), preset.name));
      onDeleted();
    });
  if (saved.length + readyMade.length === 0) return null;
  return (
    <fieldset className="softbox-presets">
      <legend>{__('Start from', 'softbox-product-photos')}</legend>
      {editing
        ? saved.map((preset) => (
            <Button
              key={preset.id}
              variant="secondary"
              size="small"
              isDestructive
              disabled={action.busy}
              onClick={() => void remove(preset)}
            >
              {
                /* translators: %s: name of a recipe */ sprintf(
                  __('Delete “%s”', 'softbox-product-photos'),
                  preset.name,
                )
              }
            </Button>
          ))
        : [...saved, ...readyMade].map((preset) => (
            <Button key={preset.id} variant="secondary" size="small" onClick={() => onPick(preset.recipe)}>
              {preset.name}
            </Button>
          ))}
      {saved.length > 0 ? (
        <Button variant="link" onClick={() => setEditing(!editing)}>
          {editing ? __('Done', 'softbox-product-photos') : __('Delete saved ones', 'softbox-product-photos')}
        </Button>
      ) : null}
      <FailureNotice failure={action.failure} />
    </fieldset>
  );
}

/** Keeps the options of the form under a name. */
export function SavePreset({ recipe, onSaved }: { readonly recipe: Recipe; readonly onSaved: () => void }) {
  const [name, setName] = useState('');
  const action = useAction();
  const save = () =>
    action.run(async () => {
      await api.post('/presets', { body: { name: name.trim(), recipe } });
      toast(__('The recipe was saved.', 'softbox-product-photos'));
      setName('');
      onSaved();
    });
  return (
    <details className="softbox-save">
      <summary>{__('Save these options under a name', 'softbox-product-photos')}</summary>
      <div className="softbox-save__row">
        <TextControl
          __next40pxDefaultSize
          __nextHasNoMarginBottom
          label={__('Name', 'softbox-product-photos')}
          hideLabelFromVision
          placeholder={__('Autumn look', 'softbox-product-photos')}
          value={name}
          onChange={setName}
        />
        <Button variant="secondary" disabled={name.trim() === '' || action.busy} onClick={() => void save()}>
          {__('Save', 'softbox-product-photos')}
        </Button>
      </div>
      <FailureNotice failure={action.failure} />
    </details>
  );
}
