import { Banner, BlockStack, Button, ButtonGroup, InlineStack, RangeSlider, Text } from '@shopify/polaris';
import { type PointerEvent, useEffect, useReducer, useRef, useState } from 'react';
import { usePicture } from '#app/components/pictures/use-picture.ts';
import { type Point, paintStrokes, type Stroke } from './mask-strokes.ts';
import { RectangleFields } from './rectangle-fields.tsx';

/** Pixels of the overlay's longer side: sharp enough to paint by, the same for every picture. */
const OVERLAY = 1_024;
const PAINT = '#d61f5a';
const fill = { position: 'absolute', inset: 0, width: '100%', height: '100%' } as const;

/**
 * The picture with what is painted over it. Mouse, pen and finger paint; who cannot point uses the number fields. It holds
 * nothing itself: strokes come in and go out.
 */
export function MaskPainter({
  assetId,
  size,
  strokes,
  onChange,
}: {
  assetId: string;
  size: { readonly width: number; readonly height: number };
  strokes: readonly Stroke[];
  onChange: (strokes: readonly Stroke[]) => void;
}) {
  const picture = usePicture(`/app/pictures/${assetId}?side=1600`);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [width, setWidth] = useState(8);
  const [erase, setErase] = useState(false);
  // a hand moves faster than the screen is drawn: no point between two drawings may be lost
  const line = useRef<readonly Point[] | null>(null);
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const scale = OVERLAY / Math.max(size.width, size.height);
  const overlay = { width: Math.round(size.width * scale), height: Math.round(size.height * scale) };

  const strokeOf = (points: readonly Point[]): Stroke => ({
    kind: 'brush',
    erase,
    size: width / 100,
    points,
  });

  useEffect(() => {
    const brush = canvas.current?.getContext('2d');
    if (!brush) return;
    paintStrokes(brush, line.current ? [...strokes, strokeOf(line.current)] : strokes, overlay, PAINT);
  });

  const at = (event: PointerEvent<HTMLCanvasElement>): Point => {
    const box = event.currentTarget.getBoundingClientRect();
    const share = (value: number) => Math.max(0, Math.min(1, value));
    return {
      x: share((event.clientX - box.left) / box.width),
      y: share((event.clientY - box.top) / box.height),
    };
  };
  const go = (points: readonly Point[] | null) => {
    line.current = points;
    redraw();
  };
  const end = () => {
    if (line.current) onChange([...strokes, strokeOf(line.current)]);
    go(null);
  };

  return (
    <BlockStack gap="300">
      <div
        style={{
          position: 'relative',
          width: '100%',
          aspectRatio: `${size.width} / ${size.height}`,
          overflow: 'hidden',
          borderRadius: 8,
          background: '#f4f4f4',
        }}
      >
        {picture.status === 'ready' ? (
          <img src={picture.url} alt="What is edited" style={fill} draggable={false} />
        ) : null}
        <canvas
          ref={canvas}
          width={overlay.width}
          height={overlay.height}
          aria-label="Paint here what may change"
          style={{ ...fill, touchAction: 'none', cursor: 'crosshair', opacity: 0.55 }}
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            go([at(event)]);
          }}
          onPointerMove={(event) => {
            if (line.current) go([...line.current, at(event)]);
          }}
          onPointerUp={end}
          onPointerCancel={() => go(null)}
        />
      </div>
      {picture.status === 'failed' ? (
        <Banner tone="critical">
          <p>{picture.message}</p>
        </Banner>
      ) : null}
      <InlineStack gap="300" blockAlign="center">
        <ButtonGroup variant="segmented">
          <Button pressed={!erase} onClick={() => setErase(false)}>
            Paint
          </Button>
          <Button pressed={erase} onClick={() => setErase(true)}>
            Erase
          </Button>
        </ButtonGroup>
        <ButtonGroup>
          <Button disabled={strokes.length === 0} onClick={() => onChange(strokes.slice(0, -1))}>
            Undo stroke
          </Button>
          <Button disabled={strokes.length === 0} onClick={() => onChange([])}>
            Clear
          </Button>
        </ButtonGroup>
      </InlineStack>
      <RangeSlider
        label="Brush size"
        min={1}
        max={30}
        value={width}
        onChange={(value) => setWidth(Number(value))}
        output
      />
      <RectangleFields onAdd={(rectangle) => onChange([...strokes, rectangle])} />
      <Text as="p" tone="subdued" variant="bodySm">
        Only what is painted may change. Every other pixel stays exactly as it is.
      </Text>
    </BlockStack>
  );
}
