import type { Random } from '../seeded.ts';
import { BLACK, hex, mix, type Rgb, WHITE } from './colour.ts';
import type { LightFrom, Prop } from './read-scene.ts';
import type { Frame } from './surfaces.ts';

/**
 * Out-of-focus things at both sides, each with its shadow away from the light. The middle stays free: there the product
 * is put.
 */
export function drawProps(
  props: readonly Prop[],
  frame: Frame,
  look: { accent: Rgb; lightFrom: LightFrom },
  random: Random,
): string {
  return props
    .map((prop, index) => {
      const leftSide = index % 2 === 0;
      const x = frame.width * (leftSide ? 0.05 + random() * 0.1 : 0.85 + random() * 0.1);
      const foot = frame.height * (frame.horizon + (1 - frame.horizon) * (0.12 + random() * 0.16));
      const size = frame.height * (0.16 + random() * 0.1);
      const fall = look.lightFrom.endsWith('left') ? 0.9 : look.lightFrom.endsWith('right') ? -0.9 : 0.25;
      const shadow = `<ellipse cx="${x + size * fall * 0.6}" cy="${foot}" rx="${size * 0.75}" ry="${size * 0.12}" fill="#000" fill-opacity="0.28" filter="url(#soft)"/>`;
      return `${shadow}<g filter="url(#haze)">${shapeOf(prop, x, foot, size, look.accent, random)}</g>`;
    })
    .join('');
}

function shapeOf(prop: Prop, x: number, foot: number, size: number, accent: Rgb, random: Random): string {
  const body = hex(mix(accent, random() < 0.5 ? WHITE : BLACK, 0.15));
  const dark = hex(mix(accent, BLACK, 0.4));
  const rect = (dx: number, dy: number, w: number, h: number, fill: string) =>
    `<rect x="${x + dx * size}" y="${foot + dy * size}" width="${w * size}" height="${h * size}" rx="${size * 0.03}" fill="${fill}"/>`;
  const oval = (dx: number, dy: number, rx: number, ry: number, fill: string) =>
    `<ellipse cx="${x + dx * size}" cy="${foot + dy * size}" rx="${rx * size}" ry="${ry * size}" fill="${fill}"/>`;
  switch (prop) {
    case 'plant':
      return (
        rect(-0.22, -0.4, 0.44, 0.4, dark) +
        [-70, -38, -12, 14, 40, 72]
          .map(
            (turn) =>
              `<ellipse cx="${x}" cy="${foot - size * 0.85}" rx="${size * 0.09}" ry="${size * 0.48}" fill="${hex(mix([86, 122, 74], turn > 0 ? BLACK : WHITE, 0.18))}" transform="rotate(${turn} ${x} ${foot - size * 0.4})"/>`,
          )
          .join('')
      );
    case 'books':
      return (
        rect(-0.5, -0.14, 1, 0.14, body) +
        rect(-0.44, -0.26, 0.9, 0.12, dark) +
        rect(-0.4, -0.36, 0.8, 0.1, body)
      );
    case 'vase':
    case 'candle':
      return oval(0, -0.4, 0.26, 0.42, body) + rect(-0.1, -0.98, 0.2, 0.3, body);
    case 'lamp':
      return (
        rect(-0.04, -1.1, 0.08, 1.1, dark) +
        `<polygon points="${x - size * 0.4},${foot - size} ${x + size * 0.4},${foot - size} ${x + size * 0.24},${foot - size * 1.5} ${x - size * 0.24},${foot - size * 1.5}" fill="#ffe9bf"/>`
      );
    case 'cup':
    case 'bowl':
      return rect(-0.28, -0.42, 0.56, 0.42, body) + oval(0, -0.42, 0.28, 0.08, dark);
    case 'fruit':
      return (
        oval(-0.2, -0.18, 0.18, 0.18, '#d98a2c') +
        oval(0.16, -0.17, 0.18, 0.17, '#d7b13a') +
        oval(0, -0.4, 0.17, 0.17, '#c1592f')
      );
    case 'cloth':
      return oval(0, -0.06, 0.6, 0.1, body) + oval(0.15, -0.1, 0.4, 0.08, hex(mix(accent, WHITE, 0.4)));
    case 'box':
      return rect(-0.4, -0.6, 0.8, 0.6, body) + rect(-0.06, -0.6, 0.12, 0.6, dark);
  }
}
