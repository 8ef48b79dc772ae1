import { gaussian, seededRandom } from './random.ts';

/** From radiance to the 8-bit picture that a camera would save. */
export interface Development {
  width: number;
  height: number;
  /** Factor that brings a white card to 0.9. */
  exposure: number;
  warmth: number;
  grain: number;
  seed: number;
}

/** RGB, top row first. Input: RGBA floats, bottom row first, linear. */
export function develop(radiance: Float32Array, options: Development): Uint8Array {
  const { width, height, exposure, warmth } = options;
  const picture = new Uint8Array(width * height * 3);
  const random = seededRandom(options.seed ^ 0x5bd1e995);
  const gains = [exposure * (1 + 0.09 * warmth), exposure, exposure * (1 - 0.11 * warmth)] as const;
  const colour: [number, number, number] = [0, 0, 0];
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const from = ((height - 1 - row) * width + column) * 4;
      const to = (row * width + column) * 3;
      const falloff = vignette(column / width - 0.5, row / height - 0.5);
      for (let channel = 0; channel < 3; channel++) {
        colour[channel] = (radiance[from + channel] ?? 0) * (gains[channel] ?? 0) * falloff;
      }
      toneMap(colour);
      const grey = gaussian(random) * options.grain;
      for (let channel = 0; channel < 3; channel++) {
        const value = encode(colour[channel] ?? 0) * 255;
        // Sensors are noisiest in the shadows and quiet in what is nearly white.
        const noise = (grey + gaussian(random) * options.grain * 0.35) * (1.15 - value / 280);
        picture[to + channel] = Math.max(0, Math.min(255, Math.round(value + noise)));
      }
    }
  }
  return picture;
}

/** Natural fall-off of a lens: 7 % in the corners. */
function vignette(x: number, y: number): number {
  return 1 - 0.14 * (x * x + y * y);
}

/** What the curve takes away as shine of the surface: Khronos takes 0.04, which leaves dark colours too strong. */
const HAZE = 0.015;

/**
 * Khronos' PBR Neutral curve: keeps colours as they are and rolls off only the highlights.
 * https://github.com/KhronosGroup/ToneMapping/tree/main/PBR_Neutral
 */
function toneMap(colour: [number, number, number]): void {
  const startCompression = 0.8 - HAZE;
  const desaturation = 0.15;
  const least = Math.min(...colour);
  const offset = least < 2 * HAZE ? least - (least * least) / (4 * HAZE) : HAZE;
  for (let channel = 0; channel < 3; channel++) colour[channel] = (colour[channel] ?? 0) - offset;
  const peak = Math.max(...colour);
  if (peak < startCompression) return;
  const span = 1 - startCompression;
  const newPeak = 1 - (span * span) / (peak + span - startCompression);
  const mix = 1 - 1 / (desaturation * (peak - newPeak) + 1);
  for (let channel = 0; channel < 3; channel++) {
    const scaled = (colour[channel] ?? 0) * (newPeak / peak);
    colour[channel] = scaled + (newPeak - scaled) * mix;
  }
}

/** The sRGB transfer function. */
function encode(linear: number): number {
  if (linear <= 0.0031308) return 12.92 * Math.max(0, linear);
  return 1.055 * linear ** (1 / 2.4) - 0.055;
}

/** Eight-bit coverage, top row first. */
export function developMask(coverage: Float32Array, width: number, height: number): Uint8Array {
  const mask = new Uint8Array(width * height);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      mask[row * width + column] = Math.round(
        255 * Math.min(1, coverage[(height - 1 - row) * width + column] ?? 0),
      );
    }
  }
  return mask;
}
