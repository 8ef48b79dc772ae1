/** Where the product meets the floor, in frame pixels. */
export interface Footing {
  /** Lowest solid pixel of each frame column; -1 where there is no product. */
  readonly contour: Int32Array;
  /** Lowest point of all. */
  readonly base: number;
  /** Columns of the part that stands on the floor. */
  readonly left: number;
  readonly right: number;
  /** How far above `base` the foot's middle lies, as its ends show: the foot is seen from above, its front is lower. */
  readonly lift: number;
  /** 0..1 for each frame column: how close to the floor the product's lower edge is there. */
  readonly touch: Float32Array;
  readonly productHeight: number;
  readonly productWidth: number;
}

interface PlacedAlpha {
  readonly alpha: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Reads the footing off the placed alpha. `left`, `top`: where the product lies in the frame. */
export const readFooting = (product: PlacedAlpha, left: number, top: number, frameWidth: number): Footing => {
  const { width, height } = product;
  const { contour, base, lowest } = readContour(product, left, top, frameWidth);
  // A round foot seen a little from above curves up at its sides by up to a tenth of its width and still stands on the floor.
  const reach = Math.max(3, 0.05 * Math.min(height, width) + 0.012 * height);
  const from = lowest - straightEdge(contour, lowest, -1, width);
  const to = lowest + straightEdge(contour, lowest, 1, width);
  const touch = new Float32Array(frameWidth);
  let first = frameWidth;
  let last = -1;
  for (let x = 0; x < frameWidth; x++) {
    const y = contour[x] ?? -1;
    if (y < 0) continue;
    const rise = (base - y) / reach;
    // along a straight lower edge the product stands on the floor, however far the edge leads up the picture
    const t = x >= from && x <= to ? 1 : Math.exp(-rise * rise);
    touch[x] = t;
    if (t < 0.2) continue;
    first = Math.min(first, x);
    last = Math.max(last, x);
  }
  const ends = ((contour[first] ?? base) + (contour[last] ?? base)) / 2;
  const lift = last < 0 ? 0 : Math.max(0, Math.min(base - ends, 0.35 * (last - first + 1)));
  return { contour, base, left: first, right: last, lift, touch, productHeight: height, productWidth: width };
};

const readContour = (product: PlacedAlpha, left: number, top: number, frameWidth: number) => {
  const { alpha, width, height } = product;
  const contour = new Int32Array(frameWidth).fill(-1);
  let base = -1;
  let firstLowest = 0;
  let lastLowest = 0;
  for (let x = Math.max(0, -left); x < Math.min(width, frameWidth - left); x++) {
    let y = height - 1;
    while (y >= 0 && (alpha[y * width + x] ?? 0) < 128) y -= 1;
    if (y < 0) continue;
    contour[left + x] = top + y;
    if (top + y > base) {
      base = top + y;
      firstLowest = left + x;
    }
    if (top + y === base) lastLowest = left + x;
  }
  return { contour, base, lowest: Math.round((firstLowest + lastLowest) / 2) };
};

/**
 * How far (columns) a straight edge leads from the lowest point to one side: a box seen over its corner stands on two of
 * them. A round foot bends away from its chord at once, so it has none.
 */
const straightEdge = (contour: Int32Array, lowest: number, side: -1 | 1, productWidth: number): number => {
  const base = contour[lowest] ?? -1;
  const shortest = Math.max(8, 0.12 * productWidth);
  let end = 0;
  while ((contour[lowest + side * (end + 1)] ?? -1) >= 0) end += 1;
  for (let length = end; length >= shortest; length = Math.floor(length * 0.96)) {
    const rise = base - (contour[lowest + side * length] ?? base);
    const slope = rise / length;
    if (slope < 0.06 || slope > 0.8) continue;
    if (bendOf(contour, lowest, side, length, slope) < Math.max(2, 0.09 * rise)) return length;
  }
  return 0;
};

/** Greatest distance (pixels) of the lower edge from its chord. */
const bendOf = (contour: Int32Array, lowest: number, side: -1 | 1, length: number, slope: number): number => {
  const base = contour[lowest] ?? 0;
  let most = 0;
  for (let i = 1; i < length; i++) {
    const y = contour[lowest + side * i] ?? -1;
    if (y < 0) return Number.POSITIVE_INFINITY;
    most = Math.max(most, Math.abs(base - y - slope * i));
  }
  return most;
};
