import { Button, SelectControl, TextareaControl, TextControl } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { Scene } from '../api/types.ts';
import { ColourField } from './colour-field.tsx';
import { directionTexts, distanceTexts, heightTexts, qualityTexts, temperatureTexts } from './scene-words.ts';

const MOST_COLOURS = 6;
const MOST_PROPS = 8;

/** Every field of a place but its words, which stand above. */
export function SceneFields({
  scene,
  onChange,
}: {
  readonly scene: Scene;
  readonly onChange: (scene: Scene) => void;
}) {
  const { light, camera } = scene;
  return (
    <>
      <TextControl
        __next40pxDefaultSize
        __nextHasNoMarginBottom
        label={__('Surface', 'softbox-product-photos')}
        help={__('What the product stands on.', 'softbox-product-photos')}
        maxLength={120}
        value={scene.surface}
        onChange={(surface) => onChange({ ...scene, surface })}
      />
      <Choice
        label={__('Light from', 'softbox-product-photos')}
        texts={directionTexts()}
        value={light.direction}
        onChange={(direction) => onChange({ ...scene, light: { ...light, direction } })}
      />
      <div className="softbox-two">
        <Choice
          label={__('Light', 'softbox-product-photos')}
          texts={qualityTexts()}
          value={light.quality}
          onChange={(quality) => onChange({ ...scene, light: { ...light, quality } })}
        />
        <Choice
          label={__('Tone', 'softbox-product-photos')}
          texts={temperatureTexts()}
          value={light.temperature}
          onChange={(temperature) => onChange({ ...scene, light: { ...light, temperature } })}
        />
        <Choice
          label={__('Camera', 'softbox-product-photos')}
          texts={heightTexts()}
          value={camera.height}
          onChange={(height) => onChange({ ...scene, camera: { ...camera, height } })}
        />
        <Choice
          label={__('Distance', 'softbox-product-photos')}
          texts={distanceTexts()}
          value={camera.distance}
          onChange={(distance) => onChange({ ...scene, camera: { ...camera, distance } })}
        />
      </div>
      <Palette colours={scene.palette} onChange={(palette) => onChange({ ...scene, palette })} />
      <Props props={scene.props} onChange={(props) => onChange({ ...scene, props })} />
      <TextControl
        __next40pxDefaultSize
        __nextHasNoMarginBottom
        label={__('Mood', 'softbox-product-photos')}
        maxLength={120}
        value={scene.mood}
        onChange={(mood) => onChange({ ...scene, mood })}
      />
    </>
  );
}

/** A choice of fixed words. */
function Choice<Value extends string>({
  label,
  texts,
  value,
  onChange,
}: {
  readonly label: string;
  readonly texts: Readonly<Record<Value, string>>;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}) {
  const values = Object.keys(texts) as Value[];
  return (
    <SelectControl
      __next40pxDefaultSize
      __nextHasNoMarginBottom
      label={label}
      options={values.map((one) => ({ value: one, label: texts[one] }))}
      value={value}
      onChange={(next) => onChange(values.find((one) => one === next) ?? value)}
    />
  );
}

function Palette({
  colours,
  onChange,
}: {
  readonly colours: readonly string[];
  readonly onChange: (colours: string[]) => void;
}) {
  // a palette is a list of places: the first stays the first whatever its colour
  const places = Array.from({ length: colours.length }, (_, at) => at);
  return (
    <div className="softbox-form">
      {places.map((at) => (
        <div key={`place ${at}`} className="softbox-palette">
          <ColourField
            /* translators: %d: number of the colour, the largest area first */
            label={sprintf(__('Colour %d', 'softbox-product-photos'), at + 1)}
            value={colours[at] ?? ''}
            onChange={(next) => onChange(colours.map((one, i) => (i === at ? next : one)))}
          />
          <Button
            variant="tertiary"
            isDestructive
            /* translators: %d: number of the colour */
            aria-label={sprintf(__('Remove colour %d', 'softbox-product-photos'), at + 1)}
            onClick={() => onChange(colours.filter((_, i) => i !== at))}
          >
            {__('Remove', 'softbox-product-photos')}
          </Button>
        </div>
      ))}
      {colours.length < MOST_COLOURS ? (
        <Button variant="secondary" onClick={() => onChange([...colours, colours.at(-1) ?? '#e8e4dc'])}>
          {__('Add a colour', 'softbox-product-photos')}
        </Button>
      ) : null}
    </div>
  );
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, MOST_PROPS);

/** A list, one a line. An unfinished line stays as it is while it is typed. */
function Props({
  props,
  onChange,
}: {
  readonly props: readonly string[];
  readonly onChange: (props: string[]) => void;
}) {
  const given = props.join('\n');
  const [typed, setTyped] = useState(given);
  const shown = linesOf(typed).join('\n') === given ? typed : given;
  return (
    <TextareaControl
      __nextHasNoMarginBottom
      label={__('Things in the place', 'softbox-product-photos')}
      help={__('One a line, at most 8; none of them the product.', 'softbox-product-photos')}
      rows={3}
      value={shown}
      onChange={(text) => {
        setTyped(text);
        onChange(linesOf(text));
      }}
    />
  );
}
