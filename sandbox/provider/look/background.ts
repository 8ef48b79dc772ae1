/** How each pixel differs from the background that would be there, in CIELAB. */
export type Differences = { light: Float32Array; chroma: Float32Array };

/** Weights of 1, x, y, x², xy, y². */
type Field = readonly number[];
const TERMS = 6;

/** The rim that is taken for background, as a share of the picture. */
const RIM = 0.1;
/** Rim pixels this much lighter or darker than the field are something else that runs out of the picture. */
const ODD = 8;
const ROUNDS = 3;
/** One rim pixel in so many is enough for six weights. */
const EVERY = 7;

/**
 * The background of a product photo as a smooth field, a quadratic for each channel of CIELAB fitted to the picture's rim: a
 * sweep of paper under soft light. Tells pale products from pale paper by their colour, which a cast shadow does not change.
 * `data`: RGBA bytes.
 */
export function readBackground(data: Buffer, width: number, height: number): Differences {
  const pixels = width * height;
  const labs = toLabs(data, pixels);
  let rim: number[] = [];
  for (let at = 0; at < pixels; at += EVERY) if (isRim(at, width, height)) rim.push(at);
  const fieldOf = (channel: number): Field =>
    leastSquares(
      rim.map((at) => placeOf(at, width, height)),
      rim.map((at) => labs[at * 3 + channel] ?? 0),
    );
  for (let round = 1; round < ROUNDS; round += 1) {
    const field = fieldOf(0);
    rim = rim.filter(
      (at) => Math.abs((labs[at * 3] ?? 0) - valueAt(field, placeOf(at, width, height))) < ODD,
    );
  }
  const [light, a, b] = [fieldOf(0), fieldOf(1), fieldOf(2)];
  const found = { light: new Float32Array(pixels), chroma: new Float32Array(pixels) };
  for (let at = 0; at < pixels; at += 1) {
    const place = placeOf(at, width, height);
    found.light[at] = (labs[at * 3] ?? 0) - valueAt(light, place);
    const [da, db] = [
      (labs[at * 3 + 1] ?? 0) - valueAt(a, place),
      (labs[at * 3 + 2] ?? 0) - valueAt(b, place),
    ];
    found.chroma[at] = Math.sqrt(da * da + db * db);
  }
  return found;
}

const isRim = (at: number, width: number, height: number): boolean => {
  const [, x = 0, y = 0] = placeOf(at, width, height);
  return Math.max(Math.abs(x), Math.abs(y)) > 0.5 - RIM;
};

const placeOf = (at: number, width: number, height: number): number[] => {
  const x = (at % width) / width - 0.5;
  const y = Math.floor(at / width) / height - 0.5;
  return [1, x, y, x * x, x * y, y * y];
};

const valueAt = (field: Field, place: readonly number[]): number => {
  let sum = 0;
  for (let i = 0; i < TERMS; i += 1) sum += (field[i] ?? 0) * (place[i] ?? 0);
  return sum;
};

/** Least squares by the normal equations; a column that tells nothing gets no weight. */
function leastSquares(places: readonly (readonly number[])[], values: readonly number[]): Field {
  const rows = Array.from({ length: TERMS }, () => new Float64Array(TERMS + 1));
  places.forEach((place, k) => {
    for (const [i, row] of rows.entries()) {
      for (let j = 0; j < TERMS; j += 1) row[j] = (row[j] ?? 0) + (place[i] ?? 0) * (place[j] ?? 0);
      row[TERMS] = (row[TERMS] ?? 0) + (place[i] ?? 0) * (values[k] ?? 0);
    }
  });
  for (const [i, row] of rows.entries()) {
    const pivot = row[i] ?? 0;
    if (Math.abs(pivot) < 1e-9) continue;
    for (const [r, other] of rows.entries()) {
      if (r === i) continue;
      const share = (other[i] ?? 0) / pivot;
      for (let c = i; c <= TERMS; c += 1) other[c] = (other[c] ?? 0) - share * (row[c] ?? 0);
    }
  }
  return rows.map((row, i) => (Math.abs(row[i] ?? 0) < 1e-9 ? 0 : (row[TERMS] ?? 0) / (row[i] ?? 1)));
}

const LINEAR = Array.from({ length: 256 }, (_, byte) => {
  const share = byte / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
});

const curve = (t: number): number => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);

/** RGBA bytes of sRGB to CIELAB under D65, three numbers a pixel. */
function toLabs(data: Buffer, pixels: number): Float32Array {
  const labs = new Float32Array(pixels * 3);
  for (let at = 0; at < pixels; at += 1) {
    const r = LINEAR[data[at * 4] ?? 0] ?? 0;
    const g = LINEAR[data[at * 4 + 1] ?? 0] ?? 0;
    const b = LINEAR[data[at * 4 + 2] ?? 0] ?? 0;
    const x = curve((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
    const y = curve(0.2126 * r + 0.7152 * g + 0.0722 * b);
    const z = curve((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
    labs[at * 3] = 116 * y - 16;
    labs[at * 3 + 1] = 500 * (x - y);
    labs[at * 3 + 2] = 200 * (y - z);
  }
  return labs;
}
