import { Box3, MathUtils, Mesh, type Object3D, PerspectiveCamera, Vector3 } from 'three';
import type { CameraSpec } from '../shot.ts';

/** A camera that frames the product, and the two small moves that a photograph averages over. */
export interface FramedCamera {
  camera: PerspectiveCamera;
  /** Moves the picture by a part of a pixel and the eye across the lens; both in [-1, 1]. */
  jitter(pixel: readonly [number, number], lens: readonly [number, number]): void;
}

/** World positions of the product's surface, thinned: enough to frame it by. */
export function surfacePoints(product: Object3D): Vector3[] {
  product.updateWorldMatrix(true, true);
  const points: Vector3[] = [];
  product.traverse((object) => {
    if (!(object instanceof Mesh)) return;
    const position = object.geometry.getAttribute('position');
    const step = Math.max(1, Math.floor(position.count / 4000));
    for (let index = 0; index < position.count; index += step) {
      points.push(new Vector3().fromBufferAttribute(position, index).applyMatrix4(object.matrixWorld));
    }
  });
  return points;
}

interface Extent {
  left: number;
  right: number;
  bottom: number;
  top: number;
}

/** The box of the points in normalised device coordinates (-1..1). */
function project(points: readonly Vector3[], camera: PerspectiveCamera): Extent {
  const extent: Extent = { left: 9, right: -9, bottom: 9, top: -9 };
  const at = new Vector3();
  for (const point of points) {
    at.copy(point).project(camera);
    extent.left = Math.min(extent.left, at.x);
    extent.right = Math.max(extent.right, at.x);
    extent.bottom = Math.min(extent.bottom, at.y);
    extent.top = Math.max(extent.top, at.y);
  }
  return extent;
}

/** Places the camera so that the product's box has the asked fill and its centre the asked place. */
export function frameProduct(
  points: readonly Vector3[],
  spec: CameraSpec,
  size: { width: number; height: number },
): FramedCamera {
  const box = new Box3().setFromPoints([...points]);
  const reach = box.getSize(new Vector3()).length();
  const aspect = size.width / size.height;
  const longer = 2 * Math.atan(18 / spec.focal);
  const vertical = aspect > 1 ? 2 * Math.atan(Math.tan(longer / 2) / aspect) : longer;
  const camera = new PerspectiveCamera(MathUtils.radToDeg(vertical), aspect, reach / 50, reach * 60);
  const azimuth = MathUtils.degToRad(spec.azimuth);
  const elevation = MathUtils.degToRad(spec.elevation);
  const outward = new Vector3(
    Math.sin(azimuth) * Math.cos(elevation),
    Math.sin(elevation),
    Math.cos(azimuth) * Math.cos(elevation),
  );
  const target = box.getCenter(new Vector3());
  let distance = reach * 3;
  const [shiftRight, shiftUp] = spec.shift ?? [0, 0];
  for (let round = 0; round < 24; round++) {
    aim(camera, target, outward, distance, spec.roll ?? 0);
    const extent = project(points, camera);
    const fill = Math.max(extent.right - extent.left, extent.top - extent.bottom) / 2;
    distance *= Math.min(1.6, Math.max(0.6, fill / spec.fill));
    const halfHeight = Math.tan(vertical / 2) * distance;
    const right = new Vector3().setFromMatrixColumn(camera.matrixWorld, 0);
    const up = new Vector3().setFromMatrixColumn(camera.matrixWorld, 1);
    target.addScaledVector(right, ((extent.left + extent.right) / 2 - shiftRight * 2) * halfHeight * aspect);
    target.addScaledVector(up, ((extent.bottom + extent.top) / 2 - shiftUp * 2) * halfHeight);
  }
  aim(camera, target, outward, distance, spec.roll ?? 0);
  refuseCropped(project(points, camera));
  return { camera, jitter: makeJitter(camera, size, distance, reach * (spec.aperture ?? 0)) };
}

function aim(camera: PerspectiveCamera, target: Vector3, outward: Vector3, distance: number, roll: number) {
  camera.up.set(0, 1, 0);
  camera.position.copy(target).addScaledVector(outward, distance);
  camera.lookAt(target);
  camera.rotateZ(MathUtils.degToRad(roll));
  camera.updateMatrixWorld();
}

function refuseCropped(extent: Extent): void {
  const furthest = Math.max(-extent.left, extent.right, -extent.bottom, extent.top);
  if (furthest > 0.97)
    throw new Error(`the frame crops the product (${furthest.toFixed(3)} of the half side)`);
}

function makeJitter(
  camera: PerspectiveCamera,
  size: { width: number; height: number },
  focusDistance: number,
  aperture: number,
): FramedCamera['jitter'] {
  const eye = camera.position.clone();
  const right = new Vector3().setFromMatrixColumn(camera.matrixWorld, 0);
  const up = new Vector3().setFromMatrixColumn(camera.matrixWorld, 1);
  const pixelsPerUnit = size.height / 2 / Math.tan(MathUtils.degToRad(camera.fov) / 2) / focusDistance;
  return (pixel, lens) => {
    const moveRight = lens[0] * aperture;
    const moveUp = lens[1] * aperture;
    camera.position.copy(eye).addScaledVector(right, moveRight).addScaledVector(up, moveUp);
    camera.updateMatrixWorld();
    camera.setViewOffset(
      size.width,
      size.height,
      pixel[0] - moveRight * pixelsPerUnit,
      pixel[1] + moveUp * pixelsPerUnit,
      size.width,
      size.height,
    );
  };
}
