import {
  BlockStack,
  Button,
  ButtonGroup,
  Collapsible,
  InlineStack,
  Modal,
  Tabs,
  Text,
  TextField,
} from '@shopify/polaris';
import { useId, useState } from 'react';
import { askServer, wordsOf } from '#app/components/ask-server.ts';
import { useOpener } from '#app/components/use-opener.ts';
import { thumbnailPath, type Vertical } from '#app/domain/scene/library/library-scene.ts';
import { findScene } from '#app/domain/scene/library/scene-library.ts';
import type { SceneDescription } from '#app/domain/scene/scene-description.ts';
import { AttributionLine } from './attribution-line.tsx';
import { InspirationPicker, InspirationThumb } from './inspiration-picker.tsx';
import type { InspirationView } from './inspiration-view.ts';
import { type PlaceRecipe, withPlace } from './order-recipe.ts';
import { SceneFields } from './scene-fields.tsx';
import { SceneLibraryGrid } from './scene-library-grid.tsx';
import { WritePlace } from './write-place.tsx';

const TABS = [
  { id: 'library', content: 'Places' },
  { id: 'inspiration', content: 'From a picture' },
];

/** Where the place came from: a library's sketch, a picture that was read, or the merchant's own words. */
function PlaceSummary({ recipe, inspiration }: { recipe: PlaceRecipe; inspiration: InspirationView | null }) {
  const known = recipe.libraryScene === null ? null : findScene(recipe.libraryScene);
  return (
    <InlineStack gap="300" blockAlign="center" wrap={false}>
      <div style={{ width: 72, flex: 'none' }}>
        {known ? (
          <img src={thumbnailPath(known.id)} alt="" width={72} height={72} style={{ borderRadius: 8 }} />
        ) : inspiration ? (
          <InspirationThumb inspiration={inspiration} alt="The picture that the place was read from" />
        ) : null}
      </div>
      <BlockStack gap="050">
        <Text as="p" fontWeight="semibold" breakWord>
          {known?.name ?? (inspiration ? 'From a picture' : 'Your own place')}
        </Text>
        {known ? (
          <Text as="p" variant="bodySm" tone="subdued" breakWord>
            {known.line}
          </Text>
        ) : null}
        {!known && inspiration?.attribution ? (
          <AttributionLine attribution={inspiration.attribution} />
        ) : null}
        {!known && inspiration?.placeholder ? (
          <Text as="p" variant="bodySm" tone="caution">
            A stand-in read it: it measures light and colours, and knows no things.
          </Text>
        ) : null}
      </BlockStack>
    </InlineStack>
  );
}

/** Keeps the changed words with the picture they came from, for the next time it is used. */
function KeepWords({
  inspiration,
  scene,
  onKept,
}: {
  inspiration: InspirationView;
  scene: SceneDescription;
  onKept: (inspiration: InspirationView) => void;
}) {
  const [state, setState] = useState<{ busy: boolean; problem: string | null }>({
    busy: false,
    problem: null,
  });
  if (JSON.stringify(scene) === JSON.stringify(inspiration.description)) return null;
  const keep = async () => {
    setState({ busy: true, problem: null });
    try {
      const { id, version } = inspiration;
      onKept(
        await askServer<InspirationView>('/app/inspirations', { json: { id, version, description: scene } }),
      );
      setState({ busy: false, problem: null });
    } catch (error) {
      setState({ busy: false, problem: wordsOf(error) });
    }
  };
  return (
    <BlockStack gap="100">
      <InlineStack>
        <Button onClick={() => void keep()} loading={state.busy}>
          Keep these words with the picture
        </Button>
      </InlineStack>
      {state.problem ? (
        <Text as="p" tone="critical">
          {state.problem}
        </Text>
      ) : null}
    </BlockStack>
  );
}

/** The place of a scene or a redraw: picked, read from a picture, or described; every field can be changed. */
export function PlaceChooser({
  recipe,
  productId,
  suggested,
  libraryName,
  canRead,
  onChange,
}: {
  recipe: PlaceRecipe;
  /** What the place is for, while one is looked at. */
  productId: string | null;
  suggested: Vertical | null;
  libraryName: string;
  canRead: boolean;
  onChange: (recipe: PlaceRecipe) => void;
}) {
  const [open, setOpen] = useState(false);
  const [tab, setTab] = useState(0);
  const [more, setMore] = useState(false);
  const [inspiration, setInspiration] = useState<InspirationView | null>(null);
  const fields = useId();
  const { scene } = recipe;
  const opener = useOpener();
  const rewrite = (next: SceneDescription) => onChange(withPlace(recipe, next, null));
  const take = (picked: InspirationView) => {
    if (picked.description === null) return;
    setInspiration(picked);
    onChange(withPlace(recipe, picked.description, null));
    setOpen(false);
  };
  return (
    <BlockStack gap="300">
      <Text as="h3" variant="headingSm">
        Place
      </Text>
      <PlaceSummary recipe={recipe} inspiration={inspiration} />
      <ButtonGroup>
        <Button onClick={() => setOpen(true)}>Choose a place</Button>
        <Button
          variant="plain"
          ariaControls={fields}
          ariaExpanded={more}
          disclosure={more ? 'up' : 'down'}
          onClick={() => setMore(!more)}
        >
          Light, camera, colours
        </Button>
      </ButtonGroup>
      <TextField
        label="Describe the place"
        helpText="Without the product. Change what you like."
        value={scene.setting}
        multiline={3}
        maxLength={300}
        showCharacterCount
        autoComplete="off"
        error={scene.setting.trim() === '' ? 'Say where it is.' : undefined}
        onChange={(setting) => rewrite({ ...scene, setting })}
      />
      {canRead ? (
        <WritePlace
          productId={productId}
          onWritten={(written) => {
            setInspiration(null);
            rewrite(written);
          }}
        />
      ) : null}
      <Collapsible id={fields} open={more}>
        <SceneFields scene={scene} onChange={rewrite} />
      </Collapsible>
      {inspiration && recipe.libraryScene === null ? (
        <KeepWords inspiration={inspiration} scene={scene} onKept={setInspiration} />
      ) : null}
      <Modal
        activator={opener}
        open={open}
        onClose={() => setOpen(false)}
        title="Choose a place"
        size="large"
      >
        <Tabs tabs={TABS} selected={tab} onSelect={setTab} />
        <Modal.Section>
          {tab === 0 ? (
            <SceneLibraryGrid
              chosen={recipe.libraryScene}
              suggested={suggested}
              onPick={(picked) => {
                setInspiration(null);
                onChange(withPlace(recipe, picked.scene, picked.id));
                setOpen(false);
              }}
            />
          ) : (
            <InspirationPicker libraryName={libraryName} canRead={canRead} onRead={take} />
          )}
        </Modal.Section>
      </Modal>
    </BlockStack>
  );
}
