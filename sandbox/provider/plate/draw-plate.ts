import sharp from 'sharp';
import { type Random, seeded } from '../seeded.ts';
import { BLACK, hex, mix, type Rgb, WHITE } from './colour.ts';
import { drawProps } from './props.ts';
import type { Scene } from './read-scene.ts';
import { type Frame, surfacePattern } from './surfaces.ts';

/** Raw RGB, 8 bits a channel. */
export type Pixels = { data: Buffer; width: number; height: number };

/** Pixels are drawn at most this wide or high; what is larger is enlarged from it, as drawing is what takes the time. */
const DRAWN_SIDE = 896;

/**
 * An empty room for a product, drawn by us: wall and surface that meet at the stated height, light that falls off from
 * its side, the palette's colours, things out of focus at the sides, film grain. The same scene and size give the same
 * pixels.
 */
export async function drawPlate(scene: Scene, width: number, height: number): Promise<Pixels> {
  const scale = Math.min(1, DRAWN_SIDE / Math.max(width, height));
  const frame: Frame = {
    width: Math.round(width * scale),
    height: Math.round(height * scale),
    horizon: scene.horizon,
  };
  const random = seeded(scene.seed);
  const drawn = await sharp(Buffer.from(plateSvg(scene, frame, random)), { limitInputPixels: false })
    .removeAlpha()
    .resize(width, height, { fit: 'fill', kernel: 'cubic' })
    .raw()
    .toBuffer();
  lightUp(drawn, scene, width, height, random);
  return { data: drawn, width, height };
}

function plateSvg(scene: Scene, frame: Frame, random: Random): string {
  const { width, height } = frame;
  const edge = height * frame.horizon;
  const far = mix(scene.floor, scene.wall, 0.35);
  const parts = [
    `<rect width="${width}" height="${edge + 1}" fill="url(#wall)"/>`,
    scene.outdoors ? skyline(scene.accent, frame, random) : wallLight(scene, frame),
    `<rect y="${edge}" width="${width}" height="${height - edge}" fill="url(#floor)"/>`,
    `<g opacity="0.75">${surfacePattern(scene.surface, scene.floor, frame, random)}</g>`,
    `<rect y="${edge - height * 0.015}" width="${width}" height="${height * 0.05}" fill="#000" fill-opacity="${frame.horizon > 0 ? 0.16 : 0}" filter="url(#soft)"/>`,
    `<rect y="${edge}" width="${width}" height="${height - edge}" fill="url(#gleam)"/>`,
    drawProps(scene.props, frame, scene, random),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs>
<linearGradient id="wall" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${hex(mix(scene.wall, BLACK, 0.1))}"/><stop offset="1" stop-color="${hex(mix(scene.wall, WHITE, 0.08))}"/></linearGradient>
<linearGradient id="floor" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${hex(far)}"/><stop offset="1" stop-color="${hex(scene.floor)}"/></linearGradient>
<linearGradient id="gleam" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#fff" stop-opacity="0.14"/><stop offset="0.5" stop-color="#fff" stop-opacity="0"/></linearGradient>
<clipPath id="ground"><rect y="${edge}" width="${width}" height="${height - edge}"/></clipPath>
<filter id="soft" x="-50%" y="-50%" width="200%" height="200%"><feGaussianBlur stdDeviation="${width / 90}"/></filter>
<filter id="haze" x="-30%" y="-30%" width="160%" height="160%"><feGaussianBlur stdDeviation="${width / 260}"/></filter>
</defs>${parts.join('')}</svg>`;
}

/** The window's light on the wall, slanted away from its side. */
function wallLight(scene: Scene, frame: Frame): string {
  const right = scene.lightFrom.endsWith('right');
  if (frame.horizon < 0.2 || !(right || scene.lightFrom.endsWith('left'))) return '';
  const { width, height } = frame;
  const at = (share: number) => (right ? 1 - share : share) * width;
  const bottom = height * frame.horizon * 0.86;
  const panes = [0.14, 0.31].map((from) => {
    const slant = 0.12;
    return `<polygon points="${at(from)},${height * 0.06} ${at(from + 0.14)},${height * 0.06} ${at(from + 0.14 + slant)},${bottom} ${at(from + slant)},${bottom}" fill="#fff6e2" fill-opacity="${0.42 * scene.level * (1.2 - scene.softness)}"/>`;
  });
  return `<g filter="url(#soft)">${panes.join('')}</g>`;
}

function skyline(accent: Rgb, frame: Frame, random: Random): string {
  const edge = frame.height * frame.horizon;
  const hills = Array.from({ length: 7 }, () => {
    const size = frame.width * (0.08 + random() * 0.14);
    return `<ellipse cx="${random() * frame.width}" cy="${edge}" rx="${size}" ry="${size * (0.25 + random() * 0.5)}" fill="${hex(mix(accent, WHITE, 0.25))}" fill-opacity="0.55"/>`;
  });
  return `<g filter="url(#soft)">${hills.join('')}</g>`;
}

/** Falls off with the distance from the light, warms or cools, and grains. In place. */
function lightUp(data: Buffer, scene: Scene, width: number, height: number, random: Random): void {
  const source = {
    left: [-0.15, 0.25],
    right: [1.15, 0.25],
    back: [0.5, -0.05],
    'back-left': [0.1, -0.05],
    'back-right': [0.9, -0.05],
    front: [0.5, 0.7],
    'front-left': [0.05, 0.75],
    'front-right': [0.95, 0.75],
    top: [0.5, -0.25],
  }[scene.lightFrom] as [number, number];
  const reach = 0.55 + scene.softness * 0.9;
  const tint: Rgb = [1 + scene.warmth * 0.06, 1 + scene.warmth * 0.015, 1 - scene.warmth * 0.07];
  for (let y = 0, at = 0; y < height; y += 1) {
    const dy = (y / height - source[1]) ** 2;
    for (let x = 0; x < width; x += 1, at += 3) {
      const away = (x / width - source[0]) ** 2 + dy;
      const gain = scene.level * (0.52 + 0.62 / (1 + away / reach));
      const grain = (random() + random() - 1) * 4.5;
      data[at] = clamp((data[at] ?? 0) * gain * tint[0] + grain);
      data[at + 1] = clamp((data[at + 1] ?? 0) * gain * tint[1] + grain);
      data[at + 2] = clamp((data[at + 2] ?? 0) * gain * tint[2] + grain);
    }
  }
}

const clamp = (value: number): number => (value < 0 ? 0 : value > 255 ? 255 : Math.round(value));
