import type { Scene } from './plate-scene.ts';

/** A point of the ground as a pixel sees it. */
export type GroundPoint = {
  /** Sideways and into the picture; 1 is about the width of what is seen at the footing. */
  u: number;
  v: number;
  /** Size of the pixel there, in the same units, with what the lens blurs. */
  blur: number;
  /** 0 at the front .. 1 at the far edge. */
  far: number;
};

/**
 * The ground under the camera: rows run together at a line above its far edge, the higher the camera the slower. Seen from
 * straight above it is the picture's own plane.
 */
export function groundView(
  scene: Scene,
  width: number,
  height: number,
): (x: number, y: number) => GroundPoint {
  const point: GroundPoint = { u: 0, v: 0, blur: 0, far: 0 };
  if (scene.horizon <= 0) {
    return (x, y) => {
      point.u = x / width - 0.5;
      point.v = y / width;
      point.blur = 1 / width;
      point.far = 0;
      return point;
    };
  }
  const edge = scene.horizon * height;
  // the ground ends before the line where it would vanish
  const vanish = edge - (height - edge) * (0.22 + 0.9 * (1 - scene.horizon));
  const footing = scene.footing * height;
  const scaleAt = (y: number) => (footing - vanish) / Math.max(1, y - vanish);
  const steepness = 0.55 + 1.1 * scene.horizon;
  return (x, y) => {
    const scale = scaleAt(y);
    point.u = (x / width - 0.5) * scale;
    point.v = scale * steepness * 1.9;
    point.far = y <= footing ? Math.min(1, (footing - y) / Math.max(1, footing - edge)) : 0;
    const lens = 0.006 * point.far * point.far + (y > footing ? 0.002 * ((y - footing) / height) : 0);
    point.blur = (scale / width) * (1 + 0.6 * scale * steepness) + lens * scale;
    return point;
  };
}
