/** A small plane of light or darkness that is blurred and then enlarged; values 0..1. */
export interface SoftMap {
  readonly data: Float32Array;
  readonly width: number;
  readonly height: number;
}

export const makeSoftMap = (width: number, height: number): SoftMap => ({
  data: new Float32Array(width * height),
  width,
  height,
});

/** Three box passes each way: a Gaussian of `sigma` pixels for all the eye can tell, at a cost that does not grow with it. */
export const blurred = (map: SoftMap, sigmaX: number, sigmaY = sigmaX): SoftMap => {
  const { width, height } = map;
  const a = Float32Array.from(map.data);
  const b = new Float32Array(a.length);
  for (let pass = 0; pass < 3; pass++) {
    boxLines(a, b, {
      lines: height,
      length: width,
      lineStep: width,
      step: 1,
      radius: boxRadius(sigmaX, pass),
    });
    boxLines(b, a, {
      lines: width,
      length: height,
      lineStep: 1,
      step: width,
      radius: boxRadius(sigmaY, pass),
    });
  }
  return { data: a, width, height };
};

/** Radii of the three boxes whose widths together have the variance of the Gaussian. */
const boxRadius = (sigma: number, pass: number): number => {
  const ideal = Math.sqrt(4 * sigma * sigma + 1);
  const lower = Math.max(1, 2 * Math.floor((ideal - 1) / 2) + 1);
  const ofLower = Math.round((12 * sigma * sigma - 3 * lower * lower - 12 * lower - 9) / (-4 * lower - 4));
  return ((pass < ofLower ? lower : lower + 2) - 1) / 2;
};

interface Lines {
  readonly lines: number;
  readonly length: number;
  readonly lineStep: number;
  readonly step: number;
  readonly radius: number;
}

const boxLines = (
  from: Float32Array,
  to: Float32Array,
  { lines, length, lineStep, step, radius }: Lines,
): void => {
  const share = 1 / (2 * radius + 1);
  for (let line = 0; line < lines; line++) {
    const start = line * lineStep;
    let sum = 0;
    // outside of the map there is nothing
    for (let i = 0; i <= Math.min(radius, length - 1); i++) sum += from[start + i * step] ?? 0;
    for (let i = 0; i < length; i++) {
      to[start + i * step] = sum * share;
      if (i + radius + 1 < length) sum += from[start + (i + radius + 1) * step] ?? 0;
      if (i - radius >= 0) sum -= from[start + (i - radius) * step] ?? 0;
    }
  }
};
