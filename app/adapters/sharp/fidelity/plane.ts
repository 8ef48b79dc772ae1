/** One value a pixel, rows from the top. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

export const makePlane = (width: number, height: number): Plane => ({
  width,
  height,
  data: new Float32Array(width * height),
});

/** A plane made value by value out of others of its size. */
export const planeOf = (like: Plane, value: (i: number) => number): Plane => {
  const data = new Float32Array(like.data.length);
  for (let i = 0; i < data.length; i++) data[i] = value(i);
  return { width: like.width, height: like.height, data };
};

/** The set of pixels for which a question is answered with yes. */
export const setOf = (length: number, isIn: (i: number) => boolean): Uint8Array => {
  const set = new Uint8Array(length);
  for (let i = 0; i < length; i++) set[i] = isIn(i) ? 1 : 0;
  return set;
};

/** Like `planeOf`, for slow questions about smooth planes: asked once for every four pixels. */
export const planeOfFours = (like: Plane, value: (i: number) => number): Plane => {
  const { width, height } = like;
  const data = new Float32Array(like.data.length);
  for (let y = 0; y < height; y += 2)
    for (let x = 0; x < width; x += 2) {
      const i = y * width + x;
      const v = value(i);
      data[i] = v;
      if (x + 1 < width) data[i + 1] = v;
      if (y + 1 >= height) continue;
      data[i + width] = v;
      if (x + 1 < width) data[i + width + 1] = v;
    }
  return { width, height, data };
};

/** Running mean along the rows; beyond the border the last value goes on. */
const acrossRows = (from: Float32Array, to: Float32Array, width: number, radius: number): void => {
  const over = 1 / (2 * radius + 1);
  for (let start = 0; start < from.length; start += width) {
    const first = from[start] ?? 0;
    const last = from[start + width - 1] ?? 0;
    let sum = first * radius;
    for (let i = 0; i <= radius; i++) sum += from[start + Math.min(i, width - 1)] ?? 0;
    for (let i = 0; i < width; i++) {
      to[start + i] = sum * over;
      const entering = i + radius + 1 < width ? (from[start + i + radius + 1] ?? 0) : last;
      const leaving = i >= radius ? (from[start + i - radius] ?? 0) : first;
      sum += entering - leaving;
    }
  }
};

/** The same along the columns, a whole row at a time: memory is read in its order. */
const alongColumns = (from: Float32Array, to: Float32Array, width: number, radius: number): void => {
  const height = from.length / width;
  const over = 1 / (2 * radius + 1);
  const sums = new Float64Array(width);
  const row = (y: number) => Math.max(0, Math.min(height - 1, y)) * width;
  for (let y = -radius; y <= radius; y++)
    for (let x = 0, at = row(y); x < width; x++, at++) sums[x] = (sums[x] ?? 0) + (from[at] ?? 0);
  for (let y = 0; y < height; y++) {
    const [out, entering, leaving] = [y * width, row(y + radius + 1), row(y - radius)];
    for (let x = 0; x < width; x++) {
      const sum = sums[x] ?? 0;
      to[out + x] = sum * over;
      sums[x] = sum + (from[entering + x] ?? 0) - (from[leaving + x] ?? 0);
    }
  }
};

/** Mean over a square of side 2 * radius + 1, so many times over. */
export const boxBlur = (plane: Plane, radius: number, times = 1): Plane => {
  const r = Math.max(0, Math.round(radius));
  if (r === 0) return plane;
  const { width, height, data } = plane;
  const across = new Float32Array(data.length);
  const both = new Float32Array(data.length);
  for (let time = 0; time < times; time++) {
    acrossRows(time === 0 ? data : both, across, width, r);
    alongColumns(across, both, width, r);
  }
  return { width, height, data: both };
};

/** Close to a Gaussian of this deviation: three box blurs. */
export const softBlur = (plane: Plane, sigma: number): Plane =>
  boxBlur(plane, Math.max(0, Math.round((Math.sqrt(4 * sigma * sigma + 1) - 1) / 2)), 3);

/** Mean of what counts (`weight` 0..1) around each pixel of a plane; 0 where nothing counts. */
export const blurWeightedBy = (weight: Plane, sigma: number): ((plane: Plane) => Plane) => {
  const total = softBlur(weight, sigma).data;
  return ({ width, height, data }) => {
    const counted = new Float32Array(data.length);
    for (let i = 0; i < counted.length; i++) counted[i] = (data[i] ?? 0) * (weight.data[i] ?? 0);
    const sum = softBlur({ width, height, data: counted }, sigma);
    for (let i = 0; i < counted.length; i++) {
      const t = total[i] ?? 0;
      sum.data[i] = t > 1e-3 ? (sum.data[i] ?? 0) / t : 0;
    }
    return sum;
  };
};

/** The pixels whose whole square of this radius is set (`eroded`) or that have a set pixel in it (`dilated`). */
export const eroded = (set: Uint8Array, width: number, height: number, radius: number): Uint8Array =>
  thresholdedShare(set, width, height, radius, (share) => share > 1 - 1e-4);
export const dilated = (set: Uint8Array, width: number, height: number, radius: number): Uint8Array =>
  thresholdedShare(set, width, height, radius, (share) => share > 1e-4);

const thresholdedShare = (
  set: Uint8Array,
  width: number,
  height: number,
  radius: number,
  keep: (share: number) => boolean,
): Uint8Array => {
  const data = new Float32Array(set.length);
  for (let i = 0; i < data.length; i++) data[i] = set[i] ?? 0;
  const share = boxBlur({ width, height, data }, radius);
  return setOf(set.length, (i) => keep(share.data[i] ?? 0));
};

/** A connected patch of set pixels (four neighbours). */
export interface Patch {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly area: number;
  /** Indices of its pixels. */
  readonly pixels: Int32Array;
}

/** Connected patches of at least `minArea` pixels, largest first. */
export const patchesOf = (set: Uint8Array, width: number, height: number, minArea = 1): Patch[] => {
  const seen = new Uint8Array(set.length);
  const stack = new Int32Array(set.length);
  const patches: Patch[] = [];
  for (let i = 0; i < set.length; i++) {
    if (!set[i] || seen[i]) continue;
    const pixels = flood(set, seen, stack, { width, height, from: i });
    if (pixels.length >= minArea) patches.push(patchOf(pixels, width));
  }
  return patches.sort((one, two) => two.area - one.area);
};

const flood = (
  set: Uint8Array,
  seen: Uint8Array,
  stack: Int32Array,
  { width, height, from }: { width: number; height: number; from: number },
): Int32Array => {
  let done = 0;
  let filled = 1;
  stack[0] = from;
  seen[from] = 1;
  const reach = (n: number) => {
    if (!set[n] || seen[n]) return;
    seen[n] = 1;
    stack[filled++] = n;
  };
  while (done < filled) {
    const i = stack[done++] ?? 0;
    const x = i % width;
    if (x > 0) reach(i - 1);
    if (x < width - 1) reach(i + 1);
    if (i >= width) reach(i - width);
    if (i < width * (height - 1)) reach(i + width);
  }
  return stack.slice(0, filled);
};

const patchOf = (pixels: Int32Array, width: number): Patch => {
  let left = Number.MAX_SAFE_INTEGER;
  let top = Number.MAX_SAFE_INTEGER;
  let right = 0;
  let bottom = 0;
  for (const i of pixels) {
    const x = i % width;
    const y = (i - x) / width;
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return { left, top, right, bottom, area: pixels.length, pixels };
};
