import { makeRandom } from '../noise.ts';
import { makeSoftMap, type SoftMap } from '../soft-map.ts';

/** Where the light of a studio picture comes from; the recipe's seed decides. */
export interface StudioLight {
  /** -1: from the right, the shadow leans left; 1: from the left. */
  readonly lean: number;
  /** Bright spot on the wall, as shares of the frame. */
  readonly spotX: number;
  readonly spotY: number;
}

export const makeStudioLight = (seed: number): StudioLight => {
  const random = makeRandom(seed);
  const side = random() < 0.5 ? -1 : 1;
  const lean = side * (0.35 + 0.5 * random());
  return { lean, spotX: 0.5 - lean * 0.22, spotY: 0.36 + 0.1 * random() };
};

/** Cells of a light map along the longer side of the frame: light is slow, so a few are enough. */
const CELLS = 96;

/** Brightness over the frame around 1: a soft pool of light, falling off towards the corners. */
export const drawLight = (
  light: StudioLight,
  frame: { readonly width: number; readonly height: number },
  { pool, fall }: { readonly pool: number; readonly fall: number },
): SoftMap => {
  const longest = Math.max(frame.width, frame.height);
  const map = makeSoftMap(
    Math.max(2, Math.round((CELLS * frame.width) / longest)),
    Math.max(2, Math.round((CELLS * frame.height) / longest)),
  );
  for (let y = 0; y < map.height; y++) {
    const dy = ((y / (map.height - 1) - light.spotY) * frame.height) / longest;
    for (let x = 0; x < map.width; x++) {
      const dx = ((x / (map.width - 1) - light.spotX) * frame.width) / longest;
      const r = dx * dx + dy * dy;
      map.data[y * map.width + x] = 1 + pool * Math.exp(-r / 0.09) - fall * Math.min(1, r / 0.6);
    }
  }
  return map;
};
