import {
  BufferAttribute,
  BufferGeometry,
  type Curve,
  ExtrudeGeometry,
  LatheGeometry,
  Mesh,
  type Object3D,
  Shape,
  type Vector2,
  Vector3,
} from 'three';
import { mergeVertices } from 'three/addons/utils/BufferGeometryUtils.js';

/** Solid forms, in centimetres. */

/** Turned on a wheel: `outline` is radius and height from the middle of the base to the middle of the top. */
export function turned(outline: readonly Vector2[], segments = 96): LatheGeometry {
  return new LatheGeometry([...outline], segments);
}

/** A turned vessel's uv in centimetres: along its outline, and around it at its widest. */
export function uvInCentimetres(geometry: LatheGeometry): LatheGeometry {
  const { points, segments } = geometry.parameters;
  const girth = Math.max(...points.map((point) => point.x)) * 2 * Math.PI;
  const uv = geometry.getAttribute('uv');
  let length = 0;
  points.forEach((point, index) => {
    length += index === 0 ? 0 : point.distanceTo(points[index - 1] ?? point);
    for (let turn = 0; turn <= segments; turn++) {
      uv.setXY(turn * points.length + index, (turn / segments) * girth, length);
    }
  });
  return geometry;
}

/** Uv of a bar in centimetres. */
export function barUv(geometry: BufferGeometry, girth: number, length: number): BufferGeometry {
  const uv = geometry.getAttribute('uv');
  for (let index = 0; index < uv.count; index++) {
    uv.setXY(index, uv.getX(index) * girth, uv.getY(index) * length);
  }
  return geometry;
}

/** Uv in centimetres from the side that each face looks to. */
export function boxUv(geometry: BufferGeometry): BufferGeometry {
  const flat = geometry.index ? geometry.toNonIndexed() : geometry;
  const position = flat.getAttribute('position');
  const normal = flat.getAttribute('normal');
  const uv = new Float32Array(position.count * 2);
  for (let face = 0; face < position.count; face += 3) {
    const nx = Math.abs(normal.getX(face) + normal.getX(face + 1) + normal.getX(face + 2));
    const ny = Math.abs(normal.getY(face) + normal.getY(face + 1) + normal.getY(face + 2));
    const nz = Math.abs(normal.getZ(face) + normal.getZ(face + 1) + normal.getZ(face + 2));
    for (let index = face; index < face + 3; index++) {
      const [x, y, z] = [position.getX(index), position.getY(index), position.getZ(index)];
      const [u, v] = ny >= nx && ny >= nz ? [x, z] : nx >= nz ? [z, y] : [x, y];
      uv[index * 2] = u;
      uv[index * 2 + 1] = v;
    }
  }
  flat.setAttribute('uv', new BufferAttribute(uv, 2));
  return flat;
}

/** A closed flat outline given a thickness along +z, its edges rounded by `bevel`. */
export function thick(outline: Shape, thickness: number, bevel: number, curveSegments = 20): BufferGeometry {
  const geometry = new ExtrudeGeometry(outline, {
    depth: Math.max(0.001, thickness - 2 * bevel),
    bevelEnabled: bevel > 0,
    bevelThickness: bevel,
    bevelSize: bevel,
    bevelOffset: -bevel,
    bevelSegments: 4,
    curveSegments,
  });
  geometry.translate(0, 0, bevel);
  return smoothed(geometry, 35);
}

/** A rectangle with round corners around the origin. */
export function roundedRectangle(width: number, height: number, radius: number): Shape {
  const shape = new Shape();
  const x = width / 2;
  const y = height / 2;
  shape.moveTo(-x + radius, -y);
  shape.lineTo(x - radius, -y);
  shape.quadraticCurveTo(x, -y, x, -y + radius);
  shape.lineTo(x, y - radius);
  shape.quadraticCurveTo(x, y, x - radius, y);
  shape.lineTo(-x + radius, y);
  shape.quadraticCurveTo(-x, y, -x, y - radius);
  shape.lineTo(-x, -y + radius);
  shape.quadraticCurveTo(-x, -y, -x + radius, -y);
  return shape;
}

/** A round or oval bar along `curve`; `radii` gives its half-axes (across, up) at t in 0..1. */
export function bar(
  curve: Curve<Vector3>,
  radii: (t: number) => readonly [number, number],
  options: { along?: number; around?: number; up?: Vector3 } = {},
): BufferGeometry {
  const along = options.along ?? 44;
  const around = options.around ?? 20;
  const up = options.up ?? new Vector3(0, 0, 1);
  const rings: Vector3[][] = [];
  for (let index = 0; index <= along; index++) {
    const t = index / along;
    const at = curve.getPointAt(t);
    const tangent = curve.getTangentAt(t);
    const side = new Vector3().crossVectors(tangent, up).normalize();
    const rise = new Vector3().crossVectors(side, tangent).normalize();
    const [across, high] = radii(t);
    rings.push(
      Array.from({ length: around }, (_, step) => {
        const angle = (step / around) * Math.PI * 2;
        return at
          .clone()
          .addScaledVector(side, Math.cos(angle) * across)
          .addScaledVector(rise, Math.sin(angle) * high);
      }),
    );
  }
  return skin(rings, { closeStart: true, closeEnd: true });
}

/** Stretches a skin over closed rings with equally many points; uv is 0..1 around and along. */
export function skin(
  rings: readonly (readonly Vector3[])[],
  options: { closeStart?: boolean; closeEnd?: boolean } = {},
): BufferGeometry {
  const around = rings[0]?.length ?? 0;
  const positions: number[] = [];
  const uvs: number[] = [];
  const indices: number[] = [];
  rings.forEach((ring, row) => {
    for (let step = 0; step <= around; step++) {
      const point = ring[step % around];
      if (!point) throw new Error('every ring of a skin has equally many points');
      positions.push(point.x, point.y, point.z);
      uvs.push(step / around, row / (rings.length - 1));
    }
  });
  const stride = around + 1;
  for (let row = 0; row < rings.length - 1; row++) {
    for (let step = 0; step < around; step++) {
      const a = row * stride + step;
      indices.push(a, a + stride, a + 1, a + 1, a + stride, a + stride + 1);
    }
  }
  if (options.closeStart) closeRing(rings[0] ?? [], positions, uvs, indices, true);
  if (options.closeEnd) closeRing(rings[rings.length - 1] ?? [], positions, uvs, indices, false);
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(new Float32Array(positions), 3));
  geometry.setAttribute('uv', new BufferAttribute(new Float32Array(uvs), 2));
  geometry.setIndex(indices);
  geometry.computeVertexNormals();
  weldSeam(geometry, rings.length, stride);
  return geometry;
}

function closeRing(
  ring: readonly Vector3[],
  positions: number[],
  uvs: number[],
  indices: number[],
  start: boolean,
): void {
  const middle = ring.reduce((sum, point) => sum.add(point), new Vector3()).divideScalar(ring.length);
  const first = positions.length / 3;
  positions.push(middle.x, middle.y, middle.z);
  uvs.push(0.5, start ? 0 : 1);
  ring.forEach((point, step) => {
    positions.push(point.x, point.y, point.z);
    uvs.push(step / ring.length, start ? 0 : 1);
  });
  ring.forEach((_, step) => {
    const a = first + 1 + step;
    const b = first + 1 + ((step + 1) % ring.length);
    indices.push(first, ...(start ? [a, b] : [b, a]));
  });
}

/** The first and last column of a skin are one line: give them one normal. */
function weldSeam(geometry: BufferGeometry, rows: number, stride: number): void {
  const normal = geometry.getAttribute('normal');
  const first = new Vector3();
  const last = new Vector3();
  for (let row = 0; row < rows; row++) {
    const a = row * stride;
    const b = a + stride - 1;
    first.fromBufferAttribute(normal, a).add(last.fromBufferAttribute(normal, b)).normalize();
    normal.setXYZ(a, first.x, first.y, first.z);
    normal.setXYZ(b, first.x, first.y, first.z);
  }
}

/** Averages the normals of faces that meet at less than `degrees`, leaves sharp edges sharp. */
export function smoothed(geometry: BufferGeometry, degrees: number): BufferGeometry {
  const flat = geometry.index ? geometry.toNonIndexed() : geometry;
  flat.computeVertexNormals();
  const position = flat.getAttribute('position');
  const faceNormal = flat.getAttribute('normal').clone();
  const groups = new Map<string, number[]>();
  for (let index = 0; index < position.count; index++) {
    const key = [position.getX(index), position.getY(index), position.getZ(index)]
      .map((value) => Math.round(value * 2000))
      .join(' ');
    const group = groups.get(key);
    if (group) group.push(index);
    else groups.set(key, [index]);
  }
  const limit = Math.cos((degrees * Math.PI) / 180);
  const normal = flat.getAttribute('normal');
  const own = new Vector3();
  const other = new Vector3();
  const sum = new Vector3();
  for (const group of groups.values()) {
    for (const index of group) {
      own.fromBufferAttribute(faceNormal, index);
      sum.set(0, 0, 0);
      for (const neighbour of group) {
        other.fromBufferAttribute(faceNormal, neighbour);
        if (own.dot(other) > limit) sum.add(other);
      }
      sum.normalize();
      normal.setXYZ(index, sum.x, sum.y, sum.z);
    }
  }
  return flat;
}

/** Moves each point by `offset`, then shades the result smoothly. */
export function reshaped(geometry: BufferGeometry, offset: (at: Vector3) => Vector3): BufferGeometry {
  const moved = geometry.clone();
  const position = moved.getAttribute('position');
  const at = new Vector3();
  for (let index = 0; index < position.count; index++) {
    const to = offset(at.fromBufferAttribute(position, index));
    position.setXYZ(index, to.x, to.y, to.z);
  }
  const uv = moved.getAttribute('uv');
  if (!uv) {
    const merged = mergeVertices(moved);
    merged.computeVertexNormals();
    return merged;
  }
  moved.computeVertexNormals();
  return moved;
}

/** The same thing with fewer facets, for what stands out of focus: triangles are what software rendering counts. */
export function coarsened<Thing extends Object3D>(thing: Thing): Thing {
  thing.traverse((object) => {
    if (!(object instanceof Mesh) || !(object.geometry instanceof LatheGeometry)) return;
    const { points, segments } = object.geometry.parameters;
    const span = object.geometry.getAttribute('uv');
    const [girth, length] = [span.getX(span.count - 1), span.getY(span.count - 1)];
    const fewer = new LatheGeometry(withoutSlightBends(points, 0.03), Math.min(segments, 48));
    object.geometry = girth > 1 || length > 1 ? uvInCentimetres(fewer) : fewer;
  });
  return thing;
}

/** Douglas and Peucker: drops points closer than `tolerance` to the line between those that stay. */
function withoutSlightBends(points: readonly Vector2[], tolerance: number): Vector2[] {
  const [first, last] = [points[0], points[points.length - 1]];
  if (!first || !last || points.length < 3) return [...points];
  let furthest = 0;
  let at = 0;
  points.forEach((point, index) => {
    const line = last.clone().sub(first);
    const offset = point.clone().sub(first);
    const distance = line.length() === 0 ? offset.length() : Math.abs(line.cross(offset)) / line.length();
    if (distance > furthest) [furthest, at] = [distance, index];
  });
  if (furthest <= tolerance) return [first, last];
  const before = withoutSlightBends(points.slice(0, at + 1), tolerance);
  return [...before.slice(0, -1), ...withoutSlightBends(points.slice(at), tolerance)];
}
