import { CatmullRomCurve3, Vector2, Vector3 } from 'three';

/** Lines to make forms of, written as text: `'1 2, 3 4 .5'` are two points. Centimetres. */

/** Reads `'1 2, 3 4 .5'`: points apart by commas, their numbers by spaces. */
function readPoints(text: string): number[][] {
  return text.split(',').map((point) =>
    point
      .trim()
      .split(/\s+/)
      .map((word) => {
        const value = Number(word);
        if (word === '' || Number.isNaN(value)) throw new Error(`not a number in an outline: "${word}"`);
        return value;
      }),
  );
}

/** The open outline through corners `x y radius`, each rounded by its radius (none when left out). */
export function rounded(corners: string): Vector2[] {
  const read = readPoints(corners).map(([x = 0, y = 0, radius = 0]) => ({ at: new Vector2(x, y), radius }));
  return read.flatMap(({ at, radius }, index) => {
    const before = read[index - 1];
    const after = read[index + 1];
    return before && after && radius > 0 ? arc(before.at, at, after.at, radius) : [at];
  });
}

function arc(before: Vector2, corner: Vector2, after: Vector2, radius: number): Vector2[] {
  const back = before.clone().sub(corner);
  const ahead = after.clone().sub(corner);
  const reach = Math.min(radius, back.length() * 0.45, ahead.length() * 0.45);
  const start = corner.clone().addScaledVector(back.normalize(), reach);
  const end = corner.clone().addScaledVector(ahead.normalize(), reach);
  const points: Vector2[] = [];
  // A point just outside each end keeps the shading of the flat part flat.
  points.push(start.clone().addScaledVector(back, reach * 0.05));
  for (let index = 0; index <= 5; index++) {
    const t = index / 5;
    const a = start.clone().lerp(corner, t);
    const b = corner.clone().lerp(end, t);
    points.push(a.lerp(b, t));
  }
  points.push(end.clone().addScaledVector(ahead, reach * 0.05));
  return points;
}

/** A smooth outline through points `x y`. */
export function flowing(points: string, count = 40): Vector2[] {
  return curveThrough(points)
    .getSpacedPoints(count)
    .map((point) => new Vector2(Math.max(0, point.x), point.y));
}

/** A smooth curve through points `x y z` (z may be left out). */
export function curveThrough(points: string, closed = false): CatmullRomCurve3 {
  const read = readPoints(points).map(([x = 0, y = 0, z = 0]) => new Vector3(x, y, z));
  return new CatmullRomCurve3(read, closed, 'centripetal');
}
