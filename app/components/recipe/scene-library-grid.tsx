import { BlockStack, Box, Button, EmptyState, InlineGrid, Select, Text } from '@shopify/polaris';
import { useState } from 'react';
import { EMPTY_PICTURE } from '#app/components/empty-picture.ts';
import {
  type LibraryScene,
  SEASON_NAMES,
  SEASONS,
  type Season,
  thumbnailPath,
  VERTICAL_NAMES,
  VERTICALS,
  type Vertical,
} from '#app/domain/scene/library/library-scene.ts';
import { scenesFor } from '#app/domain/scene/library/scene-library.ts';

const ALL = 'all';
const verticalOf = (value: string): Vertical | null => VERTICALS.find((one) => one === value) ?? null;
const seasonOf = (value: string): Season | null => SEASONS.find((one) => one === value) ?? null;

const tile = (chosen: boolean) =>
  ({
    display: 'block',
    width: '100%',
    padding: 0,
    border: 'none',
    borderRadius: 8,
    background: 'none',
    textAlign: 'left',
    cursor: 'pointer',
    font: 'inherit',
    outline: chosen ? '3px solid #005bd3' : undefined,
    outlineOffset: 2,
  }) as const;

function SceneTile({ scene, chosen, onPick }: { scene: LibraryScene; chosen: boolean; onPick: () => void }) {
  return (
    <button type="button" style={tile(chosen)} aria-pressed={chosen} onClick={onPick}>
      <img
        src={thumbnailPath(scene.id)}
        alt=""
        width={320}
        height={320}
        loading="lazy"
        style={{
          width: '100%',
          height: 'auto',
          aspectRatio: '1 / 1',
          borderRadius: 8,
          display: 'block',
          // while it loads
          background: scene.scene.palette[0],
        }}
      />
      <Box paddingBlockStart="100">
        <Text as="span" variant="bodyMd" fontWeight="semibold" breakWord>
          {scene.name}
        </Text>
        <Text as="p" variant="bodySm" tone="subdued" breakWord>
          {scene.line}
        </Text>
      </Box>
    </button>
  );
}

/** The places that come with Softbox, by trade and season. `suggested`: the trade that the product's own words speak for. */
export function SceneLibraryGrid({
  chosen,
  suggested,
  onPick,
}: {
  chosen: string | null;
  suggested: Vertical | null;
  onPick: (scene: LibraryScene) => void;
}) {
  const [vertical, setVertical] = useState<Vertical | null>(suggested);
  const [season, setSeason] = useState<Season | null>(null);
  const shown = scenesFor({ vertical, season });
  const showAll = () => {
    setVertical(null);
    setSeason(null);
  };
  return (
    <BlockStack gap="400">
      <InlineGrid columns={2} gap="300">
        <Select
          label="Trade"
          options={[
            { label: 'All trades', value: ALL },
            ...VERTICALS.map((value) => ({ value, label: VERTICAL_NAMES[value] })),
          ]}
          value={vertical ?? ALL}
          onChange={(value) => setVertical(verticalOf(value))}
        />
        <Select
          label="Season"
          options={[
            { label: 'Any time', value: ALL },
            ...SEASONS.map((value) => ({ value, label: SEASON_NAMES[value] })),
          ]}
          value={season ?? ALL}
          onChange={(value) => setSeason(seasonOf(value))}
        />
      </InlineGrid>
      {shown.length === 0 ? (
        <EmptyState heading="No place fits both" image={EMPTY_PICTURE}>
          <Button onClick={showAll}>Show all places</Button>
        </EmptyState>
      ) : (
        <InlineGrid columns={{ xs: 2, sm: 3, md: 4 }} gap="300" alignItems="start">
          {shown.map((scene) => (
            <SceneTile
              key={scene.id}
              scene={scene}
              chosen={scene.id === chosen}
              onPick={() => onPick(scene)}
            />
          ))}
        </InlineGrid>
      )}
      <Text as="p" variant="bodySm" tone="subdued">
        The thumbnails are sketches drawn by a program, not photos: they show light, colours and camera.
      </Text>
    </BlockStack>
  );
}
