import { Spinner, Text } from '@shopify/polaris';
import type { CSSProperties } from 'react';
import { usePicture } from './use-picture.ts';

const CHECKER = 'repeating-conic-gradient(#e8e8e8 0% 25%, #ffffff 0% 50%) 50% / 20px 20px';

const frame: CSSProperties = {
  position: 'relative',
  width: '100%',
  aspectRatio: '1 / 1',
  overflow: 'hidden',
  borderRadius: 8,
  background: CHECKER,
  display: 'grid',
  placeItems: 'center',
};

export const fit: CSSProperties = {
  position: 'absolute',
  inset: 0,
  width: '100%',
  height: '100%',
  objectFit: 'contain',
};

/** A picture of ours, by its API path. Transparent ones stand on a checker. */
export function Picture({ path, alt }: { path: string; alt: string }) {
  const picture = usePicture(path);
  return (
    <div style={frame}>
      {picture.status === 'ready' ? <img src={picture.url} alt={alt} style={fit} /> : null}
      {picture.status === 'loading' ? (
        <Spinner size="small" accessibilityLabel="Loading the picture" />
      ) : null}
      {picture.status === 'failed' ? (
        <Text as="p" tone="critical" alignment="center">
          {picture.message}
        </Text>
      ) : null}
    </div>
  );
}
