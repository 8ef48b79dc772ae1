import type { Lab } from './lab.ts';

const degrees = (radians: number): number => (radians * 180) / Math.PI;
const radians = (deg: number): number => (deg * Math.PI) / 180;
const POW25_7 = 25 ** 7;

const hueOf = (a: number, b: number): number => {
  if (a === 0 && b === 0) return 0;
  const h = degrees(Math.atan2(b, a));
  return h < 0 ? h + 360 : h;
};

/** Difference of two hues in degrees, -180..180; 0 where one of the colours is grey. */
const hueStep = (from: number, to: number, chromaProduct: number): number => {
  if (chromaProduct === 0) return 0;
  const step = to - from;
  if (step > 180) return step - 360;
  return step < -180 ? step + 360 : step;
};

const meanHue = (h1: number, h2: number, chromaProduct: number): number => {
  if (chromaProduct === 0) return h1 + h2;
  if (Math.abs(h1 - h2) <= 180) return (h1 + h2) / 2;
  return h1 + h2 < 360 ? (h1 + h2 + 360) / 2 : (h1 + h2 - 360) / 2;
};

/**
 * Colour difference CIEDE2000 (Sharma, Wu, Dalal 2005: https://hajim.rochester.edu/ece/sites/gsharma/ciede2000/).
 * About 1 is just visible side by side. `kL` above 1 makes differences of lightness count for less.
 */
export const ciede2000 = (one: Lab, two: Lab, kL = 1): number => {
  const meanC7 = ((Math.hypot(one.a, one.b) + Math.hypot(two.a, two.b)) / 2) ** 7;
  const g = 0.5 * (1 - Math.sqrt(meanC7 / (meanC7 + POW25_7)));
  const a1 = (1 + g) * one.a;
  const a2 = (1 + g) * two.a;
  const c1 = Math.hypot(a1, one.b);
  const c2 = Math.hypot(a2, two.b);
  const h1 = hueOf(a1, one.b);
  const h2 = hueOf(a2, two.b);
  const dL = two.l - one.l;
  const dC = c2 - c1;
  const dH = 2 * Math.sqrt(c1 * c2) * Math.sin(radians(hueStep(h1, h2, c1 * c2) / 2));
  const meanL = (one.l + two.l) / 2;
  const meanC = (c1 + c2) / 2;
  const meanH = meanHue(h1, h2, c1 * c2);
  const t =
    1 -
    0.17 * Math.cos(radians(meanH - 30)) +
    0.24 * Math.cos(radians(2 * meanH)) +
    0.32 * Math.cos(radians(3 * meanH + 6)) -
    0.2 * Math.cos(radians(4 * meanH - 63));
  const away = (meanL - 50) ** 2;
  const sL = 1 + (0.015 * away) / Math.sqrt(20 + away);
  const sC = 1 + 0.045 * meanC;
  const sH = 1 + 0.015 * meanC * t;
  const turn = 30 * Math.exp(-(((meanH - 275) / 25) ** 2));
  const c7 = meanC ** 7;
  const rT = -2 * Math.sqrt(c7 / (c7 + POW25_7)) * Math.sin(radians(2 * turn));
  const l = dL / (kL * sL);
  const c = dC / sC;
  const h = dH / sH;
  return Math.sqrt(Math.max(0, l * l + c * c + h * h + rT * c * h));
};
