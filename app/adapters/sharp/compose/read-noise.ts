interface Plane {
  /** RGB, 8 bits a channel. */
  readonly rgb: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Pixels looked at, at most; they lie on a grid, so the same picture gives the same answer. */
const SAMPLES = 40_000;
/** Mean of the smaller half of a Gaussian's absolute values, in sigmas: the larger half is where texture would count. */
const QUIET_HALF = 0.3246;

/**
 * Grain of a picture in levels (one sigma of its green channel), read where `counts` says, off the quieter half of it: there
 * what differs from pixel to pixel is noise and not texture. 0 where there is too little to read.
 */
export const readNoise = (
  { rgb, width, height }: Plane,
  counts: (x: number, y: number) => boolean = () => true,
): number => {
  const step = Math.max(1, Math.floor(Math.sqrt((width * height) / SAMPLES)));
  const found: number[] = [];
  for (let y = 1; y < height - 1; y += step) {
    for (let x = 1; x < width - 1; x += step) {
      if (!counts(x, y)) continue;
      const at = (y * width + x) * 3 + 1;
      const here = rgb[at] ?? 0;
      // what is blown out or black has no grain to show
      if (here < 12 || here > 243) continue;
      const beside = ((rgb[at - 3] ?? 0) + (rgb[at + 3] ?? 0)) / 2;
      found.push(Math.abs(here - beside));
    }
  }
  if (found.length < 200) return 0;
  found.sort((a, b) => a - b);
  const quiet = found.slice(0, found.length >> 1);
  const mean = quiet.reduce((sum, one) => sum + one, 0) / quiet.length;
  // the difference to a mean of two has 1.5 times the variance
  return mean / QUIET_HALF / Math.sqrt(1.5);
};
