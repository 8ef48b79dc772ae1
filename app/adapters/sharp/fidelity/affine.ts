import { makePlane, type Plane } from './plane.ts';

/** Maps (x, y) to (a x + b y + e, c x + d y + f). */
export interface Affine {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

/** First `inner`, then `outer`. */
export const composed = (outer: Affine, inner: Affine): Affine => ({
  a: outer.a * inner.a + outer.b * inner.c,
  b: outer.a * inner.b + outer.b * inner.d,
  c: outer.c * inner.a + outer.d * inner.c,
  d: outer.c * inner.b + outer.d * inner.d,
  e: outer.a * inner.e + outer.b * inner.f + outer.e,
  f: outer.c * inner.e + outer.d * inner.f + outer.f,
});

export const scaledBy = (s: number): Affine => ({ a: s, b: 0, c: 0, d: s, e: 0, f: 0 });

/** The plane as seen through the map: value at (x, y) is `from` at map(x, y), between pixels linearly, `beyond` outside. */
export const warped = (
  from: Plane,
  map: Affine,
  size: { readonly width: number; readonly height: number },
  beyond: number | null = null,
): Plane => {
  const out = makePlane(size.width, size.height);
  warpInto(out, from, map, beyond);
  return out;
};

/** The same into a plane at hand. */
export const warpInto = (out: Plane, from: Plane, map: Affine, beyond: number | null = null): void => {
  const { width, height, data } = from;
  const [mostU, mostV] = [width - 1.001, height - 1.001];
  const [beyondU, beyondV] = [width - 0.5, height - 0.5];
  for (let y = 0, i = 0; y < out.height; y++) {
    const rowU = map.b * y + map.e;
    const rowV = map.d * y + map.f;
    for (let x = 0; x < out.width; x++, i++) {
      const u = map.a * x + rowU;
      const v = map.c * x + rowV;
      if (beyond !== null && (u < -0.5 || v < -0.5 || u > beyondU || v > beyondV)) {
        out.data[i] = beyond;
        continue;
      }
      const cu = Math.max(0, Math.min(mostU, u));
      const cv = Math.max(0, Math.min(mostV, v));
      const x0 = cu | 0;
      const y0 = cv | 0;
      const at = y0 * width + x0;
      const fu = cu - x0;
      const fv = cv - y0;
      const topLeft = data[at] ?? 0;
      const bottomLeft = data[at + width] ?? 0;
      const top = topLeft + ((data[at + 1] ?? 0) - topLeft) * fu;
      const bottom = bottomLeft + ((data[at + width + 1] ?? 0) - bottomLeft) * fu;
      out.data[i] = top + (bottom - top) * fv;
    }
  }
};

/** What the map does to shapes: sizes along x and y, turn in degrees, and shear (0 = square corners stay square). */
export const shapeOf = ({
  a,
  b,
  c,
  d,
}: Affine): {
  readonly scaleX: number;
  readonly scaleY: number;
  readonly turn: number;
  readonly shear: number;
} => {
  const scaleX = Math.hypot(a, c);
  const scaleY = Math.hypot(b, d);
  return {
    scaleX,
    scaleY,
    turn: (Math.atan2(c - b, a + d) * 180) / Math.PI,
    shear: (a * b + c * d) / (scaleX * scaleY),
  };
};

/** Solves a small symmetric positive system in place (Gauss with pivoting); null when it has no single answer. */
export const solved = (matrix: Float64Array, right: Float64Array): Float64Array | null => {
  const n = right.length;
  const m = Float64Array.from(matrix);
  const r = Float64Array.from(right);
  for (let col = 0; col < n; col++) {
    let best = col;
    for (let row = col + 1; row < n; row++)
      if (Math.abs(m[row * n + col] ?? 0) > Math.abs(m[best * n + col] ?? 0)) best = row;
    const pivot = m[best * n + col] ?? 0;
    if (Math.abs(pivot) < 1e-12) return null;
    if (best !== col) swapRows(m, r, col, best);
    for (let row = col + 1; row < n; row++) {
      const factor = (m[row * n + col] ?? 0) / pivot;
      for (let k = col; k < n; k++) m[row * n + k] = (m[row * n + k] ?? 0) - factor * (m[col * n + k] ?? 0);
      r[row] = (r[row] ?? 0) - factor * (r[col] ?? 0);
    }
  }
  const x = new Float64Array(n);
  for (let row = n - 1; row >= 0; row--) {
    let sum = r[row] ?? 0;
    for (let k = row + 1; k < n; k++) sum -= (m[row * n + k] ?? 0) * (x[k] ?? 0);
    x[row] = sum / (m[row * n + row] ?? 1);
  }
  return x;
};

const swapRows = (m: Float64Array, r: Float64Array, one: number, two: number): void => {
  const n = r.length;
  for (let k = 0; k < n; k++) {
    const kept = m[one * n + k] ?? 0;
    m[one * n + k] = m[two * n + k] ?? 0;
    m[two * n + k] = kept;
  }
  const kept = r[one] ?? 0;
  r[one] = r[two] ?? 0;
  r[two] = kept;
};
