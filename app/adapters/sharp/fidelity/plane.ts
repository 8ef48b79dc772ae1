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

/** At half the size: means of two by two; an odd last row or column is met by itself again. */
export const halved = ({ width, height, data }: Plane): Plane => {
  const small = makePlane((width + 1) >> 1, (height + 1) >> 1);
  for (let y = 0, i = 0; y < small.height; y++) {
    const one = 2 * y * width;
    const two = Math.min(2 * y + 1, height - 1) * width;
    for (let x = 0; x < small.width; x++, i++) {
      const left = 2 * x;
      const right = Math.min(left + 1, width - 1);
      const upper = (data[one + left] ?? 0) + (data[one + right] ?? 0);
      small.data[i] = (upper + (data[two + left] ?? 0) + (data[two + right] ?? 0)) / 4;
    }
  }
  return small;
};

/** Running mean along the rows; beyond the border the last value goes on. */
const acrossRows = (from: Float32Array, to: Float32Array, width: number, radius: number): void => {
  const over = 1 / (2 * radius + 1);
  const [rise, fall] = [Math.min(radius, width), Math.max(Math.min(radius, width), width - radius - 1)];
  for (let start = 0; start < from.length; start += width) {
    const end = start + width - 1;
    const first = from[start] ?? 0;
    const last = from[end] ?? 0;
    let sum = first * radius;
    for (let i = 0; i <= radius; i++) sum += from[Math.min(start + i, end)] ?? 0;
    // near the borders one side stands still; between them, which is nearly all, nothing is asked
    for (let i = start; i < start + rise; i++) {
      to[i] = sum * over;
      sum += (from[Math.min(i + radius + 1, end)] ?? 0) - first;
    }
    for (let i = start + rise; i < start + fall; i++) {
      to[i] = sum * over;
      sum += (from[i + radius + 1] ?? 0) - (from[i - radius] ?? 0);
    }
    for (let i = start + fall; i <= end; i++) {
      to[i] = sum * over;
      sum += last - (from[Math.max(start, i - radius)] ?? 0);
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

/** The pixels that have a set pixel in their square of this radius. */
export const dilated = (set: Uint8Array, width: number, height: number, radius: number): Uint8Array =>
  spread(set, { width, height, radius, of: 1 });
/** The pixels whose whole square of this radius is set; what lies beyond the border does not count. */
export const eroded = (set: Uint8Array, width: number, height: number, radius: number): Uint8Array => {
  const unset = spread(set, { width, height, radius, of: 0 });
  for (let i = 0; i < unset.length; i++) unset[i] = unset[i] ? 0 : 1;
  return unset;
};

/** 1 where a pixel of this kind lies in the square around: rows first, then columns, each by how far the last one is. */
const spread = (
  set: Uint8Array,
  { width, height, radius, of }: { width: number; height: number; radius: number; of: 0 | 1 },
): Uint8Array => {
  const across = new Uint8Array(set.length);
  for (let start = 0; start < set.length; start += width)
    for (let i = 0, until = -1; i < width + radius; i++) {
      if (i < width && (set[start + i] ? 1 : 0) === of) until = i + 2 * radius;
      if (i >= radius && i <= until) across[start + i - radius] = 1;
    }
  const out = new Uint8Array(set.length);
  const until = new Int32Array(width).fill(-1);
  for (let y = 0; y < height + radius; y++)
    for (let x = 0; x < width; x++) {
      if (y < height && across[y * width + x]) until[x] = y + 2 * radius;
      if (y >= radius && y <= (until[x] ?? -1)) out[(y - radius) * width + x] = 1;
    }
  return out;
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
