import type { Rgb } from '#app/domain/recipe/colour.ts';
import { rgbOf } from '#app/domain/recipe/colour.ts';
import type { Backdrop } from '#app/domain/recipe/recipe.ts';
import { type Canvas, makeCanvas } from '../canvas.ts';
import type { Footing } from '../footing.ts';
import { blurred, makeSoftMap } from '../soft-map.ts';
import { paintRows } from './paint-rows.ts';
import { type Plinth, paintPlinth, planPlinth } from './plinth.ts';
import { drawLight, type StudioLight } from './studio-light.ts';

/** A drawn backdrop, and the part of it that a shadow or reflection may fall on (null = everywhere). */
export interface Ground {
  readonly canvas: Canvas;
  readonly plinth: Plinth | null;
}

interface Layout {
  readonly frame: { readonly width: number; readonly height: number };
  readonly footing: Footing;
  readonly light: StudioLight;
  readonly seed: number;
}

export const drawBackdrop = (backdrop: Backdrop, layout: Layout): Ground => {
  const { width, height } = layout.frame;
  switch (backdrop.kind) {
    case 'solid':
      return { canvas: makeCanvas(width, height, rgbOf(backdrop.colour)), plinth: null };
    case 'sweep':
      return { canvas: drawSweep(rgbOf(backdrop.top), rgbOf(backdrop.bottom), layout), plinth: null };
    case 'table':
      return { canvas: drawTable(rgbOf(backdrop.wall), rgbOf(backdrop.table), layout), plinth: null };
    case 'plinth':
      return drawPlinthRoom(rgbOf(backdrop.wall), rgbOf(backdrop.plinth), layout);
  }
};

const smoothstep = (from: number, to: number, v: number): number => {
  const t = Math.max(0, Math.min(1, (v - from) / (to - from)));
  return t * t * (3 - 2 * t);
};

/** Colours of all rows; `shareOf` says how much of `b` a row has, `gainOf` how bright it is. */
const rows = (
  height: number,
  a: Rgb,
  b: Rgb,
  shareOf: (y: number) => number,
  gainOf: (y: number) => number,
): Float32Array => {
  const colours = new Float32Array(height * 3);
  for (let y = 0; y < height; y++) {
    const share = shareOf(y);
    const gain = gainOf(y);
    for (let c = 0; c < 3; c++) colours[y * 3 + c] = ((a[c] ?? 0) * (1 - share) + (b[c] ?? 0) * share) * gain;
  }
  return colours;
};

/** Seamless paper: no horizon, the wall's colour runs into the floor's behind the product. */
const drawSweep = (top: Rgb, bottom: Rgb, { frame, footing, light, seed }: Layout): Canvas => {
  const canvas = makeCanvas(frame.width, frame.height, [0, 0, 0]);
  const from = Math.max(0, footing.base - 0.75 * frame.height);
  const colours = rows(
    frame.height,
    top,
    bottom,
    (y) => smoothstep(from, footing.base, y),
    () => 1,
  );
  paintRows(canvas, colours, drawLight(light, frame, { pool: 0.045, fall: 0.07 }), seed);
  return canvas;
};

/** A table before a wall: the far edge of the table lies a little out of focus behind the product's foot. */
const drawTable = (wall: Rgb, table: Rgb, { frame, footing, light, seed }: Layout): Canvas => {
  const canvas = makeCanvas(frame.width, frame.height, [0, 0, 0]);
  const horizon = footing.base - tableDepth(frame, footing);
  const focus = 0.004 * frame.height;
  const gain = (y: number): number => {
    if (y < horizon) {
      // the wall darkens a little just above the table, where less light gets in
      return 0.97 + 0.03 * (y / horizon) - 0.05 * Math.exp(-(horizon - y) / (0.03 * frame.height));
    }
    return 0.93 + 0.07 * smoothstep(horizon, frame.height, y);
  };
  const colours = rows(
    frame.height,
    wall,
    table,
    (y) => smoothstep(horizon - focus, horizon + focus, y),
    gain,
  );
  paintRows(canvas, colours, drawLight(light, frame, { pool: 0.06, fall: 0.12 }), seed);
  return canvas;
};

/** How far the table reaches up behind the product's foot, in pixels. */
const tableDepth = (frame: Layout['frame'], footing: Footing): number =>
  Math.max(
    0.1 * frame.height,
    2.4 * footing.lift,
    Math.min(0.17 * frame.height, 0.32 * (footing.right - footing.left + 1)),
  );

/** A round pedestal before a wall, on which its shadow falls. */
const drawPlinthRoom = (wall: Rgb, colour: Rgb, { frame, footing, light, seed }: Layout): Ground => {
  const canvas = makeCanvas(frame.width, frame.height, [0, 0, 0]);
  const plinth = planPlinth(frame, footing);
  const map = drawLight(light, frame, { pool: 0.07, fall: 0.14 });
  const shade = makeSoftMap(map.width, map.height);
  const cell = frame.width / map.width;
  const shift = light.lean * 0.9 * plinth.rx;
  for (let y = 0; y < map.height; y++) {
    if (y * cell < plinth.cy + plinth.ry) continue;
    for (let x = 0; x < map.width; x++) {
      if (Math.abs(x * cell - plinth.cx - shift) < plinth.rx) shade.data[y * map.width + x] = 0.2;
    }
  }
  const soft = blurred(shade, (0.07 * frame.width) / cell);
  for (let i = 0; i < map.data.length; i++) map.data[i] = (map.data[i] ?? 1) * (1 - (soft.data[i] ?? 0));
  paintRows(
    canvas,
    rows(
      frame.height,
      wall,
      wall,
      () => 0,
      () => 1,
    ),
    map,
    seed,
  );
  paintPlinth(canvas, plinth, colour, light, seed);
  return { canvas, plinth };
};
