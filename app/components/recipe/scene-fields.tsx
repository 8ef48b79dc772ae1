import { BlockStack, Button, FormLayout, InlineStack, Text, TextField } from '@shopify/polaris';
import {
  CAMERA_DISTANCES,
  CAMERA_HEIGHTS,
  LIGHT_DIRECTIONS,
  LIGHT_QUALITIES,
  LIGHT_TEMPERATURES,
  type SceneDescription,
} from '#app/domain/scene/scene-description.ts';
import { ChoiceField } from './choice-field.tsx';
import { ColourField } from './colour-field.tsx';
import { LinesField } from './lines-field.tsx';

const CAMERA_WORDS: Partial<Record<string, string>> = {
  low: 'low, near the surface',
  table: 'table height',
  eye: 'eye level, standing',
  high: 'high, looking down',
  overhead: 'straight from above',
};

/** A palette is a list of places: the first stays the first whatever its colour. */
const PLACES = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'];

function Palette({
  colours,
  onChange,
}: {
  colours: readonly string[];
  onChange: (colours: string[]) => void;
}) {
  return (
    <BlockStack gap="200">
      <Text as="h4" variant="bodyMd">
        Colours, the largest area first
      </Text>
      {PLACES.slice(0, colours.length).map((place, at) => (
        <InlineStack key={place} gap="200" blockAlign="end" wrap={false}>
          <ColourField
            label={`Colour ${at + 1}`}
            value={colours[at] ?? ''}
            onChange={(next) => onChange(colours.map((one, i) => (i === at ? next : one)))}
          />
          <Button
            accessibilityLabel={`Remove colour ${at + 1}`}
            onClick={() => onChange(colours.filter((_, i) => i !== at))}
          >
            Remove
          </Button>
        </InlineStack>
      ))}
      {colours.length < PLACES.length ? (
        <InlineStack>
          <Button onClick={() => onChange([...colours, colours.at(-1) ?? '#e8e4dc'])}>Add a colour</Button>
        </InlineStack>
      ) : null}
    </BlockStack>
  );
}

/** Every field of a place but its words, which stand above. */
export function SceneFields({
  scene,
  onChange,
}: {
  scene: SceneDescription;
  onChange: (scene: SceneDescription) => void;
}) {
  const { light, camera } = scene;
  return (
    <FormLayout>
      <TextField
        label="Surface"
        helpText="What the product stands on."
        value={scene.surface}
        maxLength={120}
        autoComplete="off"
        error={scene.surface.trim() === '' ? 'Say what the product stands on.' : undefined}
        onChange={(surface) => onChange({ ...scene, surface })}
      />
      <ChoiceField
        label="Light from"
        value={light.direction}
        values={LIGHT_DIRECTIONS}
        onChange={(direction) => onChange({ ...scene, light: { ...light, direction } })}
      />
      <FormLayout.Group condensed>
        <ChoiceField
          label="Light"
          value={light.quality}
          values={LIGHT_QUALITIES}
          onChange={(quality) => onChange({ ...scene, light: { ...light, quality } })}
        />
        <ChoiceField
          label="Tone"
          value={light.temperature}
          values={LIGHT_TEMPERATURES}
          onChange={(temperature) => onChange({ ...scene, light: { ...light, temperature } })}
        />
      </FormLayout.Group>
      <FormLayout.Group condensed>
        <ChoiceField
          label="Camera"
          value={camera.height}
          values={CAMERA_HEIGHTS}
          wordsFor={CAMERA_WORDS}
          onChange={(height) => onChange({ ...scene, camera: { ...camera, height } })}
        />
        <ChoiceField
          label="Distance"
          value={camera.distance}
          values={CAMERA_DISTANCES}
          wordsFor={CAMERA_WORDS}
          onChange={(distance) => onChange({ ...scene, camera: { ...camera, distance } })}
        />
      </FormLayout.Group>
      <Palette colours={scene.palette} onChange={(palette) => onChange({ ...scene, palette })} />
      <LinesField
        label="Things in the place"
        helpText="One a line, at most 8; none of them the product."
        value={scene.props}
        most={8}
        onChange={(props) => onChange({ ...scene, props })}
      />
      <TextField
        label="Mood"
        value={scene.mood}
        maxLength={120}
        autoComplete="off"
        error={scene.mood.trim() === '' ? 'Say how it feels, in a word or two.' : undefined}
        onChange={(mood) => onChange({ ...scene, mood })}
      />
    </FormLayout>
  );
}
