import { failure } from '../failure.ts';
import { type Frame, frameSize } from '../recipe/frame.ts';
import { err, ok, type Result } from '../result.ts';
import type { ProductRoom } from './composed-prompt.ts';
import type { SceneDescription } from './scene-description.ts';

type CameraHeight = SceneDescription['camera']['height'];

/** How low in the frame a product's foot stands, by camera: the higher it looks, the more of the surface lies before it. */
const FOOTING = {
  low: 0.87,
  table: 0.84,
  eye: 0.82,
  high: 0.8,
} as const satisfies Record<Exclude<CameraHeight, 'overhead'>, number>;

/** Air above a product that nearly fills the frame. */
const MARGIN = 0.03;

const footingY = (height: number, camera: CameraHeight): number => {
  // seen from above it lies in the middle
  if (camera === 'overhead' || height > 1 - 2 * MARGIN) return (1 + height) / 2;
  return Math.min(1 - MARGIN, Math.max(FOOTING[camera], height + MARGIN));
};

/**
 * Where a product stands in a scene, in shares of the frame. `box`: the product in its photo (any unit; null while its outline is
 * not known: then as high as wide). The longest side of the box becomes `fill` of the frame's side on that axis, as in every
 * recipe. Failure: unsupported-option (fill), when the other side would not fit.
 */
export const productRoom = (request: {
  readonly frame: Frame;
  readonly fill: number;
  readonly box: { readonly width: number; readonly height: number } | null;
  readonly camera: CameraHeight;
}): Result<ProductRoom> => {
  const { fill } = request;
  const frame = frameSize(request.frame);
  const box = request.box ?? { width: 1, height: 1 };
  const tall = box.height >= box.width;
  const scale = (fill * (tall ? frame.height : frame.width)) / (tall ? box.height : box.width);
  const width = (box.width * scale) / frame.width;
  const height = (box.height * scale) / frame.height;
  const other = tall ? width : height;
  if (other > 1) {
    const most = Math.floor((fill / other) * 100) / 100;
    const message =
      `At fill ${fill} the product would not fit ${frame.width} × ${frame.height} px: ` +
      `ask for ${most} or less, or for another aspect.`;
    return err(failure('unsupported-option', message, { field: 'fill', details: { most } }));
  }
  return ok({ footing: { x: 0.5, y: footingY(height, request.camera) }, width, height });
};
