/**
 * sRGB values and light. Half-covered pixels are mixed as light, the way a lens does; mixing sRGB values makes dark rims on
 * bright backgrounds.
 */
export interface LightTables {
  /** sRGB 0..255 -> light 0..1 */
  readonly toLight: Float32Array;
  /** light 0..1 times `STEPS`, rounded -> sRGB 0..255 */
  readonly toSrgb: Uint8Array;
}

/** Fine enough that every sRGB value survives the way there and back. */
export const STEPS = 8191;

const light = (v: number): number => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
const srgb = (l: number): number => (l <= 0.0031308 ? l * 12.92 : 1.055 * l ** (1 / 2.4) - 0.055);

export const makeLightTables = (): LightTables => ({
  toLight: Float32Array.from({ length: 256 }, (_, i) => light(i / 255)),
  toSrgb: Uint8Array.from({ length: STEPS + 1 }, (_, i) => Math.round(srgb(i / STEPS) * 255)),
});
