import { linearOfLab, srgbOf } from '#app/domain/fidelity/lab.ts';
import type { Layer } from '../layer.ts';
import { type Damage, whole } from './damage.ts';
import { changeOf, labAt } from './visible.ts';

const DEGREES = [
  [20, 30],
  [35, 55],
  [70, 140],
] as const;
/** Less than this (mean CIEDE2000 of what changed) is within what the light of a room does. */
const MIN_MEAN = 8;
const MIN_SHARE = 0.06;

/** The colour most of the coloured pixels have, as degrees around the wheel; null for a grey product. */
const mainHue = ({ rgb, alpha }: Layer): number | null => {
  const wheel = new Float64Array(36);
  for (let i = 0; i < alpha.length; i += 5) {
    if ((alpha[i] ?? 0) < 200) continue;
    const { a, b } = labAt(rgb, i);
    const chroma = Math.hypot(a, b);
    if (chroma > 8) addTo(wheel, ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360, chroma);
  }
  const best = wheel.indexOf(Math.max(...wheel));
  return (wheel[best] ?? 0) > 0 ? best * 10 + 5 : null;
};

const addTo = (wheel: Float64Array, degrees: number, weight: number): void => {
  const slot = Math.floor(degrees / 10) % 36;
  wheel[slot] = (wheel[slot] ?? 0) + weight;
};

/** Turns the hue of pixels within `reach` degrees of `hue` (180: of all); lightness and chroma stay. */
const turned = (layer: Layer, by: number, hue: number, reach: number): Layer => {
  const rgb = Uint8Array.from(layer.rgb);
  const angle = (by * Math.PI) / 180;
  for (let i = 0; i < layer.alpha.length; i++) {
    if ((layer.alpha[i] ?? 0) === 0) continue;
    const { l, a, b } = labAt(layer.rgb, i);
    const away = Math.abs((((Math.atan2(b, a) * 180) / Math.PI - hue + 540) % 360) - 180);
    // at the rim of the reach the turn fades out, so that no pixel-wide seams appear
    const part = reach >= 180 ? 1 : Math.max(0, Math.min(1, (reach + 10 - away) / 20));
    if (part === 0) continue;
    const [cos, sin] = [Math.cos(angle * part), Math.sin(angle * part)];
    const linear = linearOfLab({ l, a: a * cos - b * sin, b: a * sin + b * cos });
    for (let c = 0; c < 3; c++)
      rgb[i * 3 + c] = Math.round(255 * srgbOf(Math.max(0, Math.min(1, linear[c] ?? 0))));
  }
  return { ...layer, rgb };
};

/** The whole product's hue turned, or that of its main colour alone. */
export const hueShifted: Damage = async ({ layer }, { level, random }) => {
  const hue = mainHue(layer);
  if (hue === null) return null;
  const [low, high] = DEGREES[level];
  const by = random.sign() * random.between(low, high);
  const reach = random.next() < 0.5 ? 180 : 40;
  const shifted = turned(layer, by, hue, reach);
  const { share, mean } = changeOf(layer, shifted);
  if (share < MIN_SHARE || mean < MIN_MEAN) return null;
  return whole(shifted, `${reach === 180 ? 'whole' : 'main colour'} turned ${by.toFixed(0)} degrees`);
};
