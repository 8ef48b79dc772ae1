import type { Random } from '../seeded.ts';
import { BLACK, hex, mix, type Rgb, WHITE } from './colour.ts';
import type { Prop, Scene } from './plate-scene.ts';
import type { PropLayers } from './prop-layers.ts';

type Size = { width: number; height: number };

/** Corners and sides in which things lie, the middle free. */
const SPOTS = [
  [0.1, 0.13],
  [0.9, 0.86],
  [0.92, 0.12],
  [0.07, 0.88],
] as const;

/** The same things seen from straight above: outlines, and their shadows moved away from the light. */
export function aboveShapes(scene: Scene, { width, height }: Size, random: Random): PropLayers {
  const layers: PropLayers = { bodies: '', shadows: '' };
  const dx = scene.lightFrom.endsWith('left') ? 1 : scene.lightFrom.endsWith('right') ? -1 : 0;
  const dy = scene.lightFrom.startsWith('front') ? -1 : 0.7;
  scene.props.forEach((prop, index) => {
    const [sx, sy] = SPOTS[index % SPOTS.length] ?? SPOTS[0];
    const unit = Math.min(width, height) * (0.2 + random() * 0.05);
    const turn = Math.round(random() * 60 - 30 + (sx > 0.5 ? 180 : 0));
    const shape = fromAbove(prop, scene, random);
    const put = (x: number, y: number, inside: string) =>
      `<g transform="translate(${x} ${y}) rotate(${turn}) scale(${unit})">${inside}</g>`;
    const shift = unit * (prop === 'plant' || prop === 'cloth' ? 0.05 : 0.09);
    layers.bodies += put(sx * width, sy * height, shape);
    layers.shadows += `<g fill-opacity="0.42">${put(sx * width + dx * shift, sy * height + dy * shift, shape.replace(/fill="#[0-9a-f]{6}"/g, 'fill="#000000"'))}</g>`;
  });
  return layers;
}

/** Drawn about (0, 0), about one unit wide. */
function fromAbove(prop: Prop, scene: Scene, random: Random): string {
  const body = hex(mix(scene.accent, WHITE, 0.15));
  const pale = hex(mix(scene.accent, WHITE, 0.6));
  const disc = (r: number, fill: string, x = 0, y = 0) =>
    `<circle cx="${x}" cy="${y}" r="${r}" fill="${fill}"/>`;
  switch (prop) {
    case 'plant':
    case 'vase':
      return branch(random);
    case 'books':
    case 'box':
      return `<rect x="-0.42" y="-0.55" width="0.84" height="1.1" rx="0.02" fill="${body}"/><rect x="-0.42" y="-0.55" width="0.09" height="1.1" fill="${hex(mix(scene.accent, BLACK, 0.3))}"/>`;
    case 'cloth':
      return Array.from({ length: 5 }, (_, at) => {
        const fill = hex(mix(mix(scene.accent, WHITE, 0.5), at % 2 ? WHITE : BLACK, 0.1));
        return `<path d="M ${-0.7 + at * 0.27} -0.8 q ${0.1 - random() * 0.2} 0.8 ${0.05 * at} 1.6 l 0.32 0 q ${0.1 - random() * 0.2} -0.8 0 -1.6 Z" fill="${fill}"/>`;
      }).join('');
    case 'pebbles':
    case 'fruit':
      return [
        [-0.28, -0.1, 0.26],
        [0.26, 0.08, 0.23],
        [0, 0.36, 0.2],
      ]
        .map(([x = 0, y = 0, r = 0.2], at) => {
          const fruit: Rgb = [214 - at * 14, 140 + at * 18, 62];
          const fill = prop === 'fruit' ? fruit : mix(scene.accent, [128, 126, 122], 0.6);
          return (
            disc(r, hex(fill), x, y) + disc(r * 0.5, hex(mix(fill, WHITE, 0.16)), x - r * 0.25, y - r * 0.25)
          );
        })
        .join('');
    case 'cup':
      return `<rect x="0.36" y="-0.06" width="0.26" height="0.12" rx="0.06" fill="${pale}"/>${disc(0.42, pale)}${disc(0.36, hex(mix(scene.accent, WHITE, 0.35)))}${disc(0.34, '#4a2f1f')}`;
    case 'lamp':
    case 'candle':
      return disc(0.4, pale) + disc(0.33, hex(mix(scene.accent, WHITE, 0.8))) + disc(0.035, '#2c2622');
    case 'bowl':
    case 'basket':
      return disc(0.5, pale) + disc(0.44, body) + disc(0.36, hex(mix(scene.accent, BLACK, 0.12)), 0.02, 0.03);
  }
}

/** A twig with leaves on both sides. */
function branch(random: Random): string {
  const leaves = Array.from({ length: 15 }, (_, at) => {
    const along = -0.8 + at * 0.11;
    const side = at % 2 === 0 ? 1 : -1;
    const fill = hex(mix([124, 146, 112], at % 3 === 0 ? WHITE : BLACK, random() * 0.25));
    return `<ellipse cx="${along + 0.06}" cy="${side * 0.16 + along * along * 0.2}" rx="${0.1 + random() * 0.04}" ry="0.17" transform="rotate(${side * 28} ${along} ${side * 0.1})" fill="${fill}"/>`;
  });
  return `<path d="M -0.95 0.19 Q 0 -0.06 0.95 0.2 L 0.95 0.215 Q 0 -0.04 -0.95 0.21 Z" fill="#6f6a50"/>${leaves.join('')}`;
}
