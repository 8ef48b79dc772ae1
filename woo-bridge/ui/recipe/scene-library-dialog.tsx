import { Button, Modal, SearchControl, SelectControl } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import type { LibraryScene } from '../api/types.ts';
import { seasonTexts, verticalTexts } from './scene-words.ts';

const ALL = '';

const optionsOf = (all: string, texts: Readonly<Record<string, string>>) => [
  { label: all, value: ALL },
  ...Object.entries(texts).map(([value, label]) => ({ value, label })),
];

/** Every word of the search has to be somewhere in what is said of the place. */
const fits = (scene: LibraryScene, search: string): boolean => {
  const { setting, surface, mood, props } = scene.scene;
  const said = [scene.name, scene.line, setting, surface, mood, ...props].join(' ').toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => said.includes(word));
};

/** The places that come with Softbox, by words, trade and season. */
export function SceneLibraryDialog({
  scenes,
  chosen,
  onPick,
  onClose,
}: {
  readonly scenes: readonly LibraryScene[];
  readonly chosen: string | null;
  readonly onPick: (scene: LibraryScene) => void;
  readonly onClose: () => void;
}) {
  const [search, setSearch] = useState('');
  const [vertical, setVertical] = useState(ALL);
  const [season, setSeason] = useState(ALL);
  const shown = scenes.filter(
    (scene) =>
      (vertical === ALL || scene.verticals.some((one) => one === vertical)) &&
      (season === ALL || scene.season === season) &&
      fits(scene, search),
  );
  const showAll = () => {
    setSearch('');
    setVertical(ALL);
    setSeason(ALL);
  };
  return (
    <Modal
      title={__('Choose a place', 'softbox-product-photos')}
      className="softbox-dialog softbox-dialog--wide"
      onRequestClose={onClose}
    >
      <div className="softbox-three">
        <SearchControl
          __nextHasNoMarginBottom
          label={__('Search places', 'softbox-product-photos')}
          placeholder={__('kitchen, marble, beach …', 'softbox-product-photos')}
          value={search}
          onChange={setSearch}
        />
        <SelectControl
          __next40pxDefaultSize
          __nextHasNoMarginBottom
          label={__('Trade', 'softbox-product-photos')}
          hideLabelFromVision
          options={optionsOf(__('All trades', 'softbox-product-photos'), verticalTexts())}
          value={vertical}
          onChange={setVertical}
        />
        <SelectControl
          __next40pxDefaultSize
          __nextHasNoMarginBottom
          label={__('Season', 'softbox-product-photos')}
          hideLabelFromVision
          options={optionsOf(__('Any time of the year', 'softbox-product-photos'), seasonTexts())}
          value={season}
          onChange={setSeason}
        />
      </div>
      {shown.length === 0 ? (
        <p>
          {__('No place fits.', 'softbox-product-photos')}{' '}
          <Button variant="link" onClick={showAll}>
            {__('Show all places', 'softbox-product-photos')}
          </Button>
        </p>
      ) : null}
      <ul className="softbox-scenes">
        {shown.map((scene) => (
          <li key={scene.id}>
            <button
              type="button"
              className="softbox-scene"
              aria-pressed={scene.id === chosen}
              onClick={() => onPick(scene)}
            >
              {scene.sketch ? <img src={scene.sketch} alt="" /> : null}
              <strong>{scene.name}</strong>
              <span className="softbox-muted">{scene.line}</span>
            </button>
          </li>
        ))}
      </ul>
      <p className="softbox-muted">
        {__(
          'The thumbnails are sketches drawn by a program, not photos: they show light, colours and camera.',
          'softbox-product-photos',
        )}
      </p>
    </Modal>
  );
}
