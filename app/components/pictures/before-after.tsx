import { InlineStack, Spinner, Text } from '@shopify/polaris';
import { useId, useState } from 'react';
import { fit } from './picture.tsx';
import { usePicture } from './use-picture.ts';

/** The merchant's photo and our picture in one frame, with a divider that mouse, touch and arrow keys move. */
export function BeforeAfter({
  beforePath,
  afterPath,
  title,
}: {
  beforePath: string;
  afterPath: string;
  title: string;
}) {
  const before = usePicture(beforePath);
  const after = usePicture(afterPath);
  const [share, setShare] = useState(50);
  const id = useId();
  return (
    <div>
      <div
        style={{
          position: 'relative',
          width: '100%',
          aspectRatio: '1 / 1',
          overflow: 'hidden',
          borderRadius: 8,
          background: '#f4f4f4',
        }}
      >
        {after.status === 'ready' ? <img src={after.url} alt={`After: ${title}`} style={fit} /> : null}
        {after.status === 'loading' ? (
          <div style={{ ...fit, display: 'grid', placeItems: 'center' }}>
            <Spinner size="small" accessibilityLabel="Loading the picture" />
          </div>
        ) : null}
        {after.status === 'failed' ? (
          <div style={{ ...fit, display: 'grid', placeItems: 'center' }}>
            <Text as="p" tone="critical">
              {after.message}
            </Text>
          </div>
        ) : null}
        <div style={{ ...fit, clipPath: `inset(0 ${100 - share}% 0 0)`, background: '#f4f4f4' }}>
          {before.status === 'ready' ? <img src={before.url} alt={`Before: ${title}`} style={fit} /> : null}
        </div>
        <div
          aria-hidden
          style={{
            position: 'absolute',
            top: 0,
            bottom: 0,
            left: `${share}%`,
            width: 2,
            marginLeft: -1,
            background: '#1a1a1a',
            boxShadow: '0 0 0 1px #ffffff',
          }}
        />
        <input
          id={id}
          type="range"
          min={0}
          max={100}
          value={share}
          aria-label={`Before and after: ${title}`}
          onChange={(event) => setShare(Number(event.currentTarget.value))}
          style={{
            position: 'absolute',
            inset: 0,
            width: '100%',
            height: '100%',
            opacity: 0,
            cursor: 'ew-resize',
            margin: 0,
          }}
        />
      </div>
      <InlineStack align="space-between">
        <Text as="span" variant="bodySm" tone="subdued">
          Before
        </Text>
        <Text as="span" variant="bodySm" tone="subdued">
          After
        </Text>
      </InlineStack>
    </div>
  );
}
