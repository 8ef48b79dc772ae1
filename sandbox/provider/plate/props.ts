import type { Random } from '../seeded.ts';
import { BLACK, hex, mix, type Rgb, WHITE } from './colour.ts';
import type { LightFrom, Prop, Scene } from './plate-scene.ts';
import type { PropLayers } from './prop-layers.ts';
import { aboveShapes } from './props-from-above.ts';

type Size = { width: number; height: number };

/**
 * Things at both sides, rounded by light and shade, standing a little behind the product's place. The middle stays free:
 * there the product is put.
 */
export function drawProps(scene: Scene, size: Size, random: Random): PropLayers {
  if (scene.horizon <= 0) return aboveShapes(scene, size, random);
  const layers: PropLayers = { bodies: shadesOf(scene), shadows: '' };
  const ground = scene.footing - scene.horizon;
  scene.props.forEach((prop, index) => {
    const away = scene.free / 2 + 0.09 + Math.floor(index / 2) * 0.13 + random() * 0.05;
    const x = size.width * (index % 2 === 0 ? 0.5 - Math.min(0.46, away) : 0.5 + Math.min(0.46, away));
    const depth = 0.16 + 0.3 * random() + (index > 1 ? -0.08 : 0);
    const foot = size.height * (scene.horizon + ground * Math.max(0.1, depth));
    const unit = size.height * (0.15 + ground * 0.22 + random() * 0.04);
    layers.shadows += shadowOf(prop, x, foot, unit, scene);
    layers.bodies += shapeOf({ x, foot, unit, random, scene }, prop);
  });
  return layers;
}

/** Shading across a round body, lightest towards the light. */
function shadesOf(scene: Scene): string {
  const lit = scene.lightFrom.endsWith('right') ? 0.7 : scene.lightFrom.endsWith('left') ? 0.3 : 0.5;
  const back = scene.lightFrom.startsWith('back');
  return `<defs><linearGradient id="round"><stop offset="0" stop-color="#000" stop-opacity="${lit > 0.5 ? 0.5 : 0.22}"/><stop offset="${lit}" stop-color="#fff" stop-opacity="${back ? 0.05 : 0.28}"/><stop offset="1" stop-color="#000" stop-opacity="${lit > 0.5 ? 0.22 : 0.5}"/></linearGradient>
<radialGradient id="ball" cx="${lit}" cy="0.3" r="0.8"><stop offset="0" stop-color="#fff" stop-opacity="0.4"/><stop offset="0.45" stop-color="#fff" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity="0.5"/></radialGradient>
<radialGradient id="glow"><stop offset="0" stop-color="#ffe0a0" stop-opacity="0.5"/><stop offset="0.4" stop-color="#ffd890" stop-opacity="0.16"/><stop offset="1" stop-color="#ffd890" stop-opacity="0"/></radialGradient></defs>`;
}

/** How far to the side a thing's shadow falls, in its own widths. */
const lean = (from: LightFrom): number => (from.endsWith('left') ? 0.55 : from.endsWith('right') ? -0.55 : 0);

function shadowOf(prop: Prop, x: number, foot: number, unit: number, scene: Scene): string {
  const flat = prop === 'cloth' || prop === 'books' || prop === 'pebbles';
  const wide = unit * (flat ? 0.6 : prop === 'plant' ? 0.5 : 0.38);
  const reach = flat ? 0.15 : 1;
  const toCamera = scene.lightFrom.startsWith('back')
    ? 0.1
    : scene.lightFrom.startsWith('front')
      ? -0.03
      : 0.02;
  const at = x + lean(scene.lightFrom) * unit * 0.5 * reach;
  const strength = (scene.outdoors ? 0.32 : 0.3) + (1 - scene.softness) * 0.15;
  return (
    `<ellipse cx="${at}" cy="${foot + unit * toCamera * reach}" rx="${wide * (1 + 0.5 * reach)}" ry="${wide * 0.3}" fill="#000" fill-opacity="${strength}"/>` +
    `<ellipse cx="${x}" cy="${foot}" rx="${wide * 0.9}" ry="${wide * 0.2}" fill="#000" fill-opacity="0.45"/>`
  );
}

type Place = { x: number; foot: number; unit: number; random: Random; scene: Scene };

/** A body turned on a lathe: half its outline, as pairs of radius and height from the foot up. */
function turned(
  { x, foot, unit }: Place,
  outline: readonly (readonly [number, number])[],
  colour: Rgb,
): string {
  const right = outline.map(([r, h]) => `${x + r * unit},${foot - h * unit}`);
  const left = [...outline].reverse().map(([r, h]) => `${x - r * unit},${foot - h * unit}`);
  const points = [...right, ...left].join(' ');
  const [rim = [0, 0]] = outline.slice(-1);
  const [base = [0, 0]] = outline;
  const oval = (r: number, h: number, fill: string, opacity = 1) =>
    `<ellipse cx="${x}" cy="${foot - h * unit}" rx="${r * unit}" ry="${r * unit * 0.22}" fill="${fill}" fill-opacity="${opacity}"/>`;
  return (
    oval(base[0], base[1], hex(mix(colour, BLACK, 0.45))) +
    `<polygon points="${points}" fill="${hex(colour)}"/><polygon points="${points}" fill="url(#round)"/>` +
    oval(rim[0], rim[1], hex(mix(colour, BLACK, 0.35)))
  );
}

const LEAF_GREENS: readonly Rgb[] = [
  [92, 122, 78],
  [70, 100, 64],
  [126, 150, 104],
  [58, 84, 58],
];

/** Leaves on stalks that bend out of a pot or a vase. */
function foliage({ x, foot, unit, random }: Place, from: number, reach: number, accent?: Rgb): string {
  return Array.from({ length: 16 }, (_, at) => {
    const turn = (at / 15 - 0.5) * 2.5 + (random() - 0.5) * 0.3;
    const long = unit * reach * (0.65 + random() * 0.45);
    const tipX = x + Math.sin(turn) * long;
    const tipY = foot - from * unit - Math.cos(turn) * long * 0.95;
    const bendX = x + Math.sin(turn * 0.5) * long * 0.6;
    const bendY = foot - from * unit - long * 0.55;
    const w = unit * (0.045 + random() * 0.05);
    const green = LEAF_GREENS[at % LEAF_GREENS.length] ?? [92, 122, 78];
    const leaf = hex(mix(green, turn < 0 ? WHITE : BLACK, random() * 0.2));
    const bloom =
      accent && at % 3 === 0
        ? `<circle cx="${tipX}" cy="${tipY}" r="${unit * 0.09}" fill="${hex(accent)}"/>`
        : '';
    return `<path d="M ${x} ${foot - from * unit} Q ${bendX - w} ${bendY} ${tipX} ${tipY} Q ${bendX + w * 2.2} ${bendY + w} ${x} ${foot - from * unit} Z" fill="${leaf}"/>${bloom}`;
  }).join('');
}

function block(
  { x, foot, unit, scene }: Place,
  l: number,
  b: number,
  w: number,
  h: number,
  fill: Rgb,
): string {
  const left = x + l * unit;
  const top = foot - (b + h) * unit;
  const depth = h * unit * 0.16;
  const body = `<rect x="${left}" y="${top}" width="${w * unit}" height="${h * unit}" fill="${hex(fill)}"/>`;
  const lid = `<polygon points="${left},${top} ${left + w * unit},${top} ${left + w * unit * 0.95},${top - depth} ${left + w * unit * 0.05},${top - depth}" fill="${hex(mix(fill, WHITE, 0.28))}"/>`;
  const shade = scene.lightFrom.endsWith('right') ? left : left + w * unit * 0.62;
  return `${body}<rect x="${shade}" y="${top}" width="${w * unit * 0.38}" height="${h * unit}" fill="#000" fill-opacity="0.16"/>${lid}`;
}

const ball = ({ x, foot, unit }: Place, dx: number, dy: number, r: number, fill: Rgb): string => {
  const at = `cx="${x + dx * unit}" cy="${foot - dy * unit}" rx="${r * unit}" ry="${r * unit * 0.94}"`;
  return `<ellipse ${at} fill="${hex(fill)}"/><ellipse ${at} fill="url(#ball)"/>`;
};

function shapeOf(place: Place, prop: Prop): string {
  const { scene, random, x, foot, unit } = place;
  const body = mix(scene.accent, random() < 0.6 ? WHITE : BLACK, 0.12);
  const pale = mix(scene.accent, WHITE, 0.55);
  switch (prop) {
    case 'plant':
      return (
        foliage(place, 0.34, 0.95) +
        turned(
          place,
          [
            [0.17, 0],
            [0.25, 0.4],
          ],
          mix([186, 120, 88], scene.accent, 0.3),
        )
      );
    case 'vase':
      return (
        foliage(place, 0.9, 0.55, pale) +
        turned(
          place,
          [
            [0.16, 0],
            [0.27, 0.2],
            [0.3, 0.42],
            [0.2, 0.72],
            [0.1, 0.86],
            [0.12, 0.98],
          ],
          body,
        )
      );
    case 'candle':
      return `${turned(
        place,
        [
          [0.17, 0],
          [0.17, 0.62],
        ],
        mix(body, [250, 240, 220], 0.6),
      )}<ellipse cx="${x}" cy="${foot - unit * 0.74}" rx="${unit * 0.045}" ry="${unit * 0.1}" fill="#ffd88a"/><circle cx="${x}" cy="${foot - unit * 0.72}" r="${unit * 0.55}" fill="url(#glow)"/>`;
    case 'lamp':
      return `${turned(
        place,
        [
          [0.22, 0],
          [0.2, 0.04],
          [0.03, 0.07],
          [0.03, 1.05],
        ],
        mix(scene.accent, BLACK, 0.2),
      )}<polygon points="${x - unit * 0.42},${foot - unit * 0.98} ${x + unit * 0.42},${foot - unit * 0.98} ${x + unit * 0.27},${foot - unit * 1.55} ${x - unit * 0.27},${foot - unit * 1.55}" fill="#fff0cf"/><ellipse cx="${x}" cy="${foot - unit * 1.2}" rx="${unit * 0.95}" ry="${unit * 0.8}" fill="url(#glow)"/>`;
    case 'books':
      return (
        block(place, -0.5, 0, 1, 0.13, body) +
        block(place, -0.43, 0.13, 0.88, 0.11, pale) +
        block(place, -0.46, 0.24, 0.82, 0.09, mix(body, BLACK, 0.35))
      );
    case 'cup':
      return `<path d="M ${x + unit * 0.2} ${foot - unit * 0.34} q ${unit * 0.24} ${-unit * 0.02} ${unit * 0.2} ${unit * 0.14} q ${-unit * 0.04} ${unit * 0.12} ${-unit * 0.22} ${unit * 0.06}" fill="none" stroke="${hex(body)}" stroke-width="${unit * 0.06}"/>${turned(
        place,
        [
          [0.17, 0],
          [0.22, 0.1],
          [0.24, 0.44],
        ],
        body,
      )}`;
    case 'bowl':
      return (
        ball(place, -0.14, 0.33, 0.13, [206, 160, 66]) +
        ball(place, 0.12, 0.35, 0.14, [190, 120, 62]) +
        turned(
          place,
          [
            [0.15, 0],
            [0.3, 0.12],
            [0.38, 0.3],
          ],
          body,
        )
      );
    case 'fruit':
      return (
        ball(place, -0.22, 0.17, 0.18, [217, 150, 52]) +
        ball(place, 0.17, 0.16, 0.17, [222, 182, 74]) +
        ball(place, -0.02, 0.2, 0.19, [196, 104, 56])
      );
    case 'cloth':
      return [0, 1, 2]
        .map(
          (at) =>
            `<ellipse cx="${x + (at - 1) * unit * 0.07}" cy="${foot - unit * (0.05 + at * 0.09)}" rx="${unit * (0.56 - at * 0.03)}" ry="${unit * 0.085}" fill="${hex(mix(pale, BLACK, 0.16 - at * 0.06))}"/>`,
        )
        .join('');
    case 'box':
      return `${block(place, -0.4, 0, 0.8, 0.56, body)}<rect x="${x - unit * 0.06}" y="${foot - unit * 0.56}" width="${unit * 0.12}" height="${unit * 0.56}" fill="${hex(pale)}"/><ellipse cx="${x - unit * 0.12}" cy="${foot - unit * 0.68}" rx="${unit * 0.13}" ry="${unit * 0.08}" fill="${hex(pale)}"/><ellipse cx="${x + unit * 0.12}" cy="${foot - unit * 0.68}" rx="${unit * 0.13}" ry="${unit * 0.08}" fill="${hex(pale)}"/>`;
    case 'basket':
      return turned(
        place,
        [
          [0.36, 0],
          [0.44, 0.24],
          [0.42, 0.5],
        ],
        [178, 138, 92],
      );
    case 'pebbles':
      return (
        ball(place, -0.2, 0.1, 0.2, mix(scene.accent, [120, 120, 118], 0.6)) +
        ball(place, 0.2, 0.08, 0.15, mix(scene.accent, [90, 92, 94], 0.6))
      );
  }
}
