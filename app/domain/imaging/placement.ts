import { failure } from '../failure.ts';
import { type Frame, frameSize } from '../recipe/frame.ts';
import type { SceneRecipe } from '../recipe/model-recipes.ts';
import type { PackshotRecipe, StudioRecipe } from '../recipe/recipe.ts';
import { err, ok, type Result } from '../result.ts';
import type { ProductRoom } from '../scene/composed-prompt.ts';
import type { Box } from './cut-out-facts.ts';

/** Where the product goes: one region of the source, resized once to `target`, which lies in the output frame. */
export interface Placement {
  readonly frame: { readonly width: number; readonly height: number };
  /** Source pixels to take; may be larger than the box, so that soft edges come along. */
  readonly region: Box;
  /** Output pixels of the resized region; may reach beyond the frame, what lies outside is cut off. */
  readonly target: Box;
  /** Output pixels of the product's box (alpha >= 0.5), before rounding. */
  readonly product: {
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
  };
  /** Output pixels per source pixel. */
  readonly scale: number;
}

/** Where a studio product stands, in shares of the frame's height: its centre, and how low its foot may come. */
const STUDIO_STAND = {
  solid: { centre: 0.54, lowest: 0.9 },
  sweep: { centre: 0.55, lowest: 0.9 },
  table: { centre: 0.55, lowest: 0.88 },
  plinth: { centre: 0.44, lowest: 0.78 },
} as const satisfies Record<
  StudioRecipe['backdrop']['kind'],
  { readonly centre: number; readonly lowest: number }
>;

/** What of a recipe says how large the product becomes. */
interface Sizing {
  readonly frame: Frame;
  readonly fill: number;
  readonly upscale: 'allow' | 'refuse';
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Upper left corner of a product of this size in a frame, in output pixels. */
type Stand = (frame: Size, product: Size) => { readonly left: number; readonly top: number };

/**
 * `box`: alpha >= 0.5 in source pixels. `support`: box of any alpha. The longest side of `box` becomes `fill` of the frame's
 * side on that axis. Packshots are centred; studio products stand a little below the middle.
 */
export const placeProduct = (
  recipe: PackshotRecipe | StudioRecipe,
  box: Box,
  support: Box,
): Result<Placement> =>
  placeBy(recipe, box, support, (frame, { width, height }) => ({
    left: (frame.width - width) / 2,
    top: recipe.kind === 'packshot' ? (frame.height - height) / 2 : studioTop(recipe, frame.height, height),
  }));

/** Free edge around a product in a place, as a share of the frame; less only where the product is larger than that. */
const PLACE_MARGIN = 0.02;

/**
 * The product in a place: its foot on the room's footing, its middle above it; seen from straight above it lies in the
 * middle of the room. It is moved only where it would otherwise leave the frame.
 */
export const placeInRoom = (
  recipe: SceneRecipe,
  room: ProductRoom,
  box: Box,
  support: Box,
): Result<Placement> =>
  placeBy(recipe, box, support, (frame, { width, height }) => {
    const lies = recipe.scene.camera.height === 'overhead';
    const top = lies
      ? frame.height * (room.footing.y - room.height / 2) - height / 2
      : frame.height * room.footing.y - height;
    return {
      left: keptInside(frame.width * room.footing.x - width / 2, width, frame.width),
      top: keptInside(top, height, frame.height),
    };
  });

const keptInside = (from: number, length: number, side: number): number => {
  const margin = Math.min(PLACE_MARGIN * side, (side - length) / 2);
  return Math.max(margin, Math.min(side - margin - length, from));
};

const placeBy = (recipe: Sizing, box: Box, support: Box, stand: Stand): Result<Placement> => {
  const frame = frameSize(recipe.frame);
  const tall = box.height >= box.width;
  const scale = (recipe.fill * (tall ? frame.height : frame.width)) / (tall ? box.height : box.width);
  const width = box.width * scale;
  const height = box.height * scale;
  const other = tall ? width / frame.width : height / frame.height;
  if (other > 1) {
    const most = Math.floor((recipe.fill / other) * 100) / 100;
    const message =
      `At fill ${recipe.fill} the product would not fit ${frame.width} × ${frame.height} px: ` +
      `ask for ${most} or less, or for another aspect.`;
    return err(failure('unsupported-option', message, { field: 'fill', details: { most } }));
  }
  if (scale > 1 && recipe.upscale === 'refuse') {
    const side = Math.floor(Math.max(frame.width, frame.height) / scale);
    const message = `The product would be enlarged ${scale.toFixed(2)} times; without that the frame can be ${side} px long at most.`;
    return err(
      failure('image-too-small', message, {
        field: 'upscale',
        details: { upscaled: scale, longestSide: side },
      }),
    );
  }
  const { left, top } = stand(frame, { width, height });
  // the region's edges are rounded, not its size, so that the box keeps its centre to half a pixel
  const targetLeft = Math.round(left + (support.left - box.left) * scale);
  const targetTop = Math.round(top + (support.top - box.top) * scale);
  const target = {
    left: targetLeft,
    top: targetTop,
    width: Math.max(1, Math.round(left + (support.left + support.width - box.left) * scale) - targetLeft),
    height: Math.max(1, Math.round(top + (support.top + support.height - box.top) * scale) - targetTop),
  };
  return ok({ frame, region: support, target, product: { left, top, width, height }, scale });
};

const studioTop = (recipe: StudioRecipe, frameHeight: number, height: number): number => {
  const { centre, lowest } = STUDIO_STAND[recipe.backdrop.kind];
  const top = Math.min(frameHeight * centre - height / 2, frameHeight * lowest - height);
  // a product that nearly fills the frame is centred rather than cut off
  return Math.max(top, Math.min(frameHeight * 0.03, (frameHeight - height) / 2));
};

/** Box of all values at or above `threshold` in a one-channel picture; null when there are none. */
export const boxOf = (plane: Uint8Array, width: number, height: number, threshold: number): Box | null => {
  let top = -1;
  let bottom = -1;
  let left = width;
  let right = -1;
  for (let y = 0; y < height; y++) {
    const row = y * width;
    let first = 0;
    // only look left of what is known already, and right of it
    while (first < width && (plane[row + first] ?? 0) < threshold) first += 1;
    if (first === width) continue;
    if (top < 0) top = y;
    bottom = y;
    if (first < left) left = first;
    let last = width - 1;
    while (last > right && (plane[row + last] ?? 0) < threshold) last -= 1;
    if (last > right) right = last;
  }
  return top < 0 ? null : { left, top, width: right - left + 1, height: bottom - top + 1 };
};

/** Longest side of a box over the frame's side on that axis: what a recipe calls `fill`. */
export const fillOf = (box: Box, frame: { readonly width: number; readonly height: number }): number =>
  box.height >= box.width ? box.height / frame.height : box.width / frame.width;
