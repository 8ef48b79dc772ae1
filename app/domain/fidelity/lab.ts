/** A colour in CIE L*a*b* (D65): lightness 0..100 and two colour axes. */
export interface Lab {
  readonly l: number;
  readonly a: number;
  readonly b: number;
}

// D65 reference white of sRGB
const WHITE = { x: 0.95047, y: 1, z: 1.08883 };
const EPSILON = 216 / 24389;
const KAPPA = 24389 / 27;

/** One sRGB channel 0..1 to linear light 0..1 (IEC 61966-2-1). */
export const linearOf = (v: number): number => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);

/** Linear light 0..1 to one sRGB channel 0..1. */
export const srgbOf = (v: number): number => (v <= 0.0031308 ? v * 12.92 : 1.055 * v ** (1 / 2.4) - 0.055);

const f = (t: number): number => (t > EPSILON ? Math.cbrt(t) : (KAPPA * t + 16) / 116);
const inverseF = (t: number): number => {
  const cube = t ** 3;
  return cube > EPSILON ? cube : (116 * t - 16) / KAPPA;
};

/** Linear sRGB (0..1 each, more where light was raised) to Lab. */
export const labOfLinear = (r: number, g: number, b: number): Lab => {
  const x = f((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / WHITE.x);
  const y = f((0.2126729 * r + 0.7151522 * g + 0.072175 * b) / WHITE.y);
  const z = f((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / WHITE.z);
  return { l: 116 * y - 16, a: 500 * (x - y), b: 200 * (y - z) };
};

/** Lab to linear sRGB, unclipped: outside 0..1 where the colour is not one a screen can show. */
export const linearOfLab = ({ l, a, b }: Lab): readonly [number, number, number] => {
  const fy = (l + 16) / 116;
  const x = inverseF(fy + a / 500) * WHITE.x;
  const y = inverseF(fy) * WHITE.y;
  const z = inverseF(fy - b / 200) * WHITE.z;
  return [
    3.2404542 * x - 1.5371385 * y - 0.4985314 * z,
    -0.969266 * x + 1.8760108 * y + 0.041556 * z,
    0.0556434 * x - 0.2040259 * y + 1.0572252 * z,
  ];
};
