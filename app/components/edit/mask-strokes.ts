/** What was painted, in shares of the picture's width and height, so that it is the same at every size of the screen. */
export interface Point {
  readonly x: number;
  readonly y: number;
}
export type Stroke =
  | {
      readonly kind: 'brush';
      readonly erase: boolean;
      /** Width of the brush as a share of the picture's longer side. */
      readonly size: number;
      readonly points: readonly Point[];
    }
  | {
      readonly kind: 'rectangle';
      readonly left: number;
      readonly top: number;
      readonly width: number;
      readonly height: number;
    };

interface Size {
  readonly width: number;
  readonly height: number;
}

/** What a canvas has to do to show strokes; a 2D context of the browser is one. */
export interface Brush {
  fillStyle: unknown;
  strokeStyle: unknown;
  lineWidth: number;
  lineCap: string;
  lineJoin: string;
  globalCompositeOperation: string;
  clearRect(x: number, y: number, width: number, height: number): void;
  fillRect(x: number, y: number, width: number, height: number): void;
  beginPath(): void;
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  stroke(): void;
}

const drawBrush = (brush: Brush, stroke: Stroke & { kind: 'brush' }, { width, height }: Size) => {
  const [first] = stroke.points;
  if (!first) return;
  brush.lineWidth = Math.max(1, stroke.size * Math.max(width, height));
  brush.beginPath();
  brush.moveTo(first.x * width, first.y * height);
  // a dot is a line to where it starts
  brush.lineTo(first.x * width, first.y * height);
  for (const { x, y } of stroke.points.slice(1)) brush.lineTo(x * width, y * height);
  brush.stroke();
};

/** Draws all strokes in their order on an empty canvas: white (or `colour`) where something may change, nothing elsewhere. */
export const paintStrokes = (
  brush: Brush,
  strokes: readonly Stroke[],
  size: Size,
  colour = '#ffffff',
): void => {
  brush.globalCompositeOperation = 'source-over';
  brush.clearRect(0, 0, size.width, size.height);
  brush.fillStyle = colour;
  brush.strokeStyle = colour;
  brush.lineCap = 'round';
  brush.lineJoin = 'round';
  for (const stroke of strokes) {
    brush.globalCompositeOperation =
      stroke.kind === 'brush' && stroke.erase ? 'destination-out' : 'source-over';
    if (stroke.kind === 'brush') drawBrush(brush, stroke, size);
    else {
      brush.fillRect(
        Math.round(stroke.left * size.width),
        Math.round(stroke.top * size.height),
        Math.round(stroke.width * size.width),
        Math.round(stroke.height * size.height),
      );
    }
  }
  brush.globalCompositeOperation = 'source-over';
};

/** Whether anything was painted that may still be there; an eraser alone paints nothing. */
export const hasPaint = (strokes: readonly Stroke[]): boolean =>
  strokes.some((stroke) => stroke.kind === 'rectangle' || !stroke.erase);

/** A rectangle out of four number fields, in percent of the picture; what is wrong with them in words. */
export const rectangleOf = (
  fields: Readonly<Record<'left' | 'top' | 'width' | 'height', string>>,
): Stroke | string => {
  const share = (text: string) =>
    /^\d{1,3}([.,]\d{1,2})?$/.test(text.trim()) ? Number(text.replace(',', '.')) / 100 : -1;
  const [left, top, width, height] = [fields.left, fields.top, fields.width, fields.height].map(share);
  if ([left, top, width, height].some((value = -1) => value < 0 || value > 1)) {
    return 'Give four numbers from 0 to 100: percent of the picture.';
  }
  const [x = 0, y = 0, w = 0, h = 0] = [left, top, width, height];
  if (w === 0 || h === 0) return 'A rectangle needs a width and a height.';
  if (x + w > 1 || y + h > 1) return 'The rectangle reaches beyond the picture.';
  return { kind: 'rectangle', left: x, top: y, width: w, height: h };
};
