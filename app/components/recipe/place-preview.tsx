import { BlockStack, Card, InlineGrid, Text } from '@shopify/polaris';
import type { ReactNode } from 'react';
import { frameSize } from '#app/domain/recipe/frame.ts';
import { thumbnailPath } from '#app/domain/scene/library/library-scene.ts';
import { findScene } from '#app/domain/scene/library/scene-library.ts';
import type { PlaceRecipe } from './order-recipe.ts';

const frame = {
  width: '100%',
  aspectRatio: '1 / 1',
  borderRadius: 8,
  overflow: 'hidden',
  border: '1px solid #e3e3e3',
  background: '#f4f4f4',
  display: 'grid',
  placeItems: 'center',
} as const;

function Shown({ label, children }: { label: string; children: ReactNode }) {
  return (
    <BlockStack gap="100">
      <div style={frame}>{children}</div>
      <Text as="p" variant="bodySm" tone="subdued">
        {label}
      </Text>
    </BlockStack>
  );
}

/** The place as one plain sentence, where there is no sketch of it. */
function PlaceWords({ recipe }: { recipe: PlaceRecipe }) {
  const { scene } = recipe;
  return (
    <div style={{ padding: 16 }}>
      <BlockStack gap="200">
        <Text as="p" breakWord>
          {scene.setting || '…'}; on {scene.surface || '…'}.
        </Text>
        <div style={{ display: 'flex', gap: 4 }} aria-hidden>
          {[...new Set(scene.palette)].map((colour) => (
            <span key={colour} style={{ width: 24, height: 24, borderRadius: 4, background: colour }} />
          ))}
        </div>
      </BlockStack>
    </div>
  );
}

/**
 * What goes into a picture that a model makes: the photo and the place, side by side. Not the picture: that would have to be
 * drawn, and paid for.
 */
export function PlacePreview({
  photoUrl,
  title,
  recipe,
}: {
  photoUrl: string | null;
  title: string;
  recipe: PlaceRecipe;
}) {
  const known = recipe.libraryScene === null ? null : findScene(recipe.libraryScene);
  const { width, height } = frameSize(recipe.frame);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          What goes in
        </Text>
        <InlineGrid columns={2} gap="300">
          <Shown label="Your photo">
            {photoUrl ? (
              <img
                src={photoUrl}
                alt={`${title} as it is now`}
                style={{ width: '100%', height: '100%', objectFit: 'contain' }}
              />
            ) : (
              <Text as="p" tone="subdued" alignment="center">
                None of the chosen products has a photo to show.
              </Text>
            )}
          </Shown>
          <Shown label={known ? `${known.name}: a sketch of the place` : 'The place, in words'}>
            {known ? (
              <img
                src={thumbnailPath(known.id)}
                alt={known.line}
                style={{ width: '100%', height: '100%', objectFit: 'cover' }}
              />
            ) : (
              <PlaceWords recipe={recipe} />
            )}
          </Shown>
        </InlineGrid>
        <Text as="p" tone="subdued">
          The picture itself is made when you order it, so there is no free preview. Try one product first.
        </Text>
        <Text as="p" variant="bodySm" tone="subdued" breakWord>
          {title} · {width} × {height} px · {recipe.format.toUpperCase()}
        </Text>
      </BlockStack>
    </Card>
  );
}
