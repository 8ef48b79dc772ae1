import { linearOf, srgbOf } from '#app/domain/fidelity/lab.ts';
import type { Layer, Picture } from './layer.ts';
import type { Random } from './random.ts';

/** The light of another moment over the whole picture. */
export interface Light {
  /** Factors in linear light. */
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  /** Brighter on one side, darker on the other: factor at the right edge; its inverse at the left. */
  readonly across: number;
  readonly down: number;
  /** Exponent on linear light: above 1 the shadows grow deeper. */
  readonly contrast: number;
}

/** `strength` 0..1: up to half a stop, 7 % of tint, 18 % from side to side, 10 % of contrast. */
export const someLight = (random: Random, strength: number): Light => {
  const gain = 2 ** (random.sign() * random.between(0.2, 0.5) * strength);
  return {
    red: gain * (1 + random.between(-0.07, 0.07) * strength),
    green: gain,
    blue: gain * (1 + random.between(-0.07, 0.07) * strength),
    across: 1 + random.between(-0.18, 0.18) * strength,
    down: 1 + random.between(-0.1, 0.1) * strength,
    contrast: 1 + random.between(-0.1, 0.1) * strength,
  };
};

const LINEAR = Float64Array.from({ length: 256 }, (_, v) => linearOf(v / 255));

export const lit = ({ rgb, width, height }: Picture, light: Light): Picture => {
  const out = new Uint8Array(rgb.length);
  const channel = [light.red, light.green, light.blue];
  const curve = LINEAR.map((v) => 0.18 * (v / 0.18) ** light.contrast);
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i += 3) {
      const field = light.across ** ((2 * x) / width - 1) * light.down ** ((2 * y) / height - 1);
      for (let c = 0; c < 3; c++) {
        const v = (curve[rgb[i + c] ?? 0] ?? 0) * (channel[c] ?? 1) * field;
        out[i + c] = Math.round(255 * srgbOf(Math.max(0, Math.min(1, v))));
      }
    }
  return { rgb: out, width, height };
};

/** A soft-edged shadow of something out of the picture, falling over one side of the product. */
export const shaded = (layer: Layer, random: Random): Layer => {
  const rgb = Uint8Array.from(layer.rgb);
  const depth = random.between(0.1, 0.28);
  const angle = random.between(0, 2 * Math.PI);
  const soft = random.between(0.06, 0.18) * layer.width;
  const at = random.between(-0.12, 0.12) * layer.width;
  for (let y = 0, i = 0; y < layer.height; y++)
    for (let x = 0; x < layer.width; x++, i++) {
      const d = (x - layer.width / 2) * Math.cos(angle) + (y - layer.height / 2) * Math.sin(angle) - at;
      const factor = 1 - depth / (1 + Math.exp(-d / (soft / 3)));
      for (let c = 0; c < 3; c++) rgb[i * 3 + c] = Math.round((layer.rgb[i * 3 + c] ?? 0) * factor);
    }
  return { ...layer, rgb };
};
