import { BufferAttribute, type BufferGeometry, Color, Shape, SphereGeometry, Vector3 } from 'three';
import { bar, barUv, skin, thick } from '../geometry.ts';
import { cloth, plastic, rubber } from '../materials.ts';
import { curveThrough } from '../outlines.ts';
import { assembled, part, type ShapeBuilder, text } from './shape.ts';

/** A low canvas shoe, heel at -x, toe at +x. */

const LENGTH = 28;
const SOLE = 2.3;

/** Pairs of place (0 heel, 1 toe) and centimetres. */
const HALF_WIDTHS = [
  0, 1.6, 0.04, 2.6, 0.15, 3.35, 0.4, 3.45, 0.62, 4.35, 0.8, 4.6, 0.92, 4, 0.985, 2.5, 1, 0.9,
];
const HEIGHTS = [0, 5.6, 0.1, 6.6, 0.3, 6.5, 0.42, 7.6, 0.55, 6.3, 0.7, 4.9, 0.85, 4.2, 0.95, 3.5, 1, 2.1];

/** Half width, and height above the sole, of the upper at `s` from heel (0) to toe (1). */
function station(s: number): { half: number; height: number } {
  const half = interpolate(s, HALF_WIDTHS);
  const height = interpolate(s, HEIGHTS);
  return { half, height };
}

function interpolate(at: number, table: readonly number[]): number {
  for (let index = 0; index + 3 < table.length; index += 2) {
    const [x0 = 0, y0 = 0, x1 = 1, y1 = 0] = table.slice(index, index + 4);
    if (at <= x1) {
      const t = Math.max(0, (at - x0) / (x1 - x0));
      return y0 + (y1 - y0) * t * t * (3 - 2 * t);
    }
  }
  return table[table.length - 1] ?? 0;
}

/** The opening for the foot: 0 outside, 1 well inside. */
function opening(s: number, across: number): number {
  const along = (s - 0.235) / 0.19;
  const distance = Math.hypot(along, across / 0.62);
  return distance < 1 ? Math.min(1, (1 - distance) * 5) : 0;
}

function upper(colour: string, lining: string): BufferGeometry {
  const rows = 90;
  const around = 72;
  const colours: number[] = [];
  const [outside, inside] = [new Color(colour), new Color(lining)];
  const rings = Array.from({ length: rows + 1 }, (_, row) => {
    const s = row / rows;
    const { half, height } = station(s);
    return Array.from({ length: around }, (_, step) => {
      const angle = (step / around) * Math.PI * 2;
      const [c, sine] = [Math.cos(angle), Math.sin(angle)];
      const z = half * Math.sign(c) * Math.abs(c) ** 0.78;
      const rise = sine >= 0 ? Math.abs(sine) ** 0.8 : -0.1 * Math.abs(sine) ** 0.4;
      // The sides lean inwards towards the top, as leather does over a last.
      const lean = 1 - 0.34 * Math.max(0, rise) ** 1.6;
      const depth = sine > 0 ? opening(s, c) : 0;
      return new Vector3(
        (s - 0.5) * (LENGTH - 0.6),
        SOLE - 0.2 + height * rise - depth * height * 0.8,
        z * lean,
      );
    });
  });
  for (let row = 0; row <= rows; row++) {
    for (let step = 0; step <= around; step++) {
      const angle = (step / around) * Math.PI * 2;
      const depth = Math.sin(angle) > 0 ? opening(row / rows, Math.cos(angle)) : 0;
      outside
        .clone()
        .lerp(inside, Math.min(1, depth * 3))
        .toArray(colours, colours.length);
    }
  }
  const geometry = skin(rings, { closeStart: true, closeEnd: true });
  const total = geometry.getAttribute('position').count;
  while (colours.length < total * 3) colours.push(outside.r, outside.g, outside.b);
  geometry.setAttribute('color', new BufferAttribute(new Float32Array(colours), 3));
  return barUv(geometry, 26, 28);
}

/** Outline of the sole, seen from above: x along, y across. */
function soleShape(grow: number): Shape {
  const shape = new Shape();
  const points = Array.from({ length: 61 }, (_, index) => {
    const s = index / 60;
    return { x: (s - 0.5) * (LENGTH + grow * 2), half: station(s).half + grow };
  });
  const first = points[0];
  shape.moveTo(first?.x ?? 0, 0);
  for (const { x, half } of points) shape.lineTo(x, half);
  for (const { x, half } of [...points].reverse()) shape.lineTo(x, -half);
  return shape;
}

/** A point on the upper at `s`, `across` -1..1 of its top. */
function onTop(s: number, across: number, lift: number): string {
  const { half, height } = station(s);
  const angle = Math.acos(Math.max(-1, Math.min(1, across)));
  const rise = Math.abs(Math.sin(angle)) ** 0.8;
  const z = half * Math.sign(across) * Math.abs(across) ** 0.78 * (1 - 0.34 * rise ** 1.6);
  return `${(s - 0.5) * (LENGTH - 0.6)} ${SOLE - 0.2 + height * rise + lift} ${z}`;
}

/** Rubber over the toes: the upper again, a little larger, from the ball of the foot on. */
function toeCap(): BufferGeometry {
  const rings = Array.from({ length: 25 }, (_, row) => {
    const s = 0.845 + 0.155 * (row / 24);
    const { half, height } = station(s);
    return Array.from({ length: 56 }, (__, step) => {
      const angle = (step / 56) * Math.PI * 2;
      const [c, sine] = [Math.cos(angle), Math.sin(angle)];
      const rise = Math.max(0, sine) ** 0.8;
      const z = (half + 0.14) * Math.sign(c) * Math.abs(c) ** 0.78 * (1 - 0.34 * rise ** 1.6);
      return new Vector3((s - 0.5) * (LENGTH - 0.4), SOLE - 0.2 + (height + 0.12) * rise, z);
    });
  });
  return barUv(skin(rings, { closeStart: true, closeEnd: true }), 20, 5);
}

export const sneaker: ShapeBuilder = (options) => {
  const colour = text(options, 'colour', '#d9d2c2');
  const trim = text(options, 'trim', '#f4f1ea');
  const fabric = cloth('#ffffff', '#ffffff', { threadsPerCm: 8, seed: 3 });
  fabric.vertexColors = true;
  const sole = rubber(text(options, 'sole', '#f3efe6'));
  const stripe = plastic(text(options, 'stripe', '#b3452f'), 0.4);
  const lace = cloth(trim, trim, { threadsPerCm: 14, seed: 4 });
  const flat = { turn: [-Math.PI / 2, 0, 0] as const };
  const laces = [0.47, 0.525, 0.58, 0.635, 0.69].map((s) => {
    const path = [-0.5, -0.3, 0, 0.3, 0.5].map((across) => onTop(s, across, 0.22)).join(', ');
    return part(
      bar(curveThrough(path), () => [0.42, 0.13], { up: new Vector3(0, 1, 0), along: 24 }),
      lace,
    );
  });
  const collarPoints = Array.from({ length: 25 }, (_, index) => {
    const angle = (index / 24) * Math.PI * 2;
    const s = 0.235 + 0.18 * Math.cos(angle);
    return onTop(s, 0.6 * Math.sin(angle), 0.02);
  });
  const collar = bar(curveThrough(collarPoints.join(', ')), () => [0.36, 0.36], {
    along: 96,
    around: 14,
    up: new Vector3(0, 1, 0),
  });
  const facing = [-1, 1].map((side) => {
    const path = [0.43, 0.5, 0.58, 0.66, 0.72].map((s) => onTop(s, side * 0.46, 0.06)).join(', ');
    return part(
      bar(curveThrough(path), () => [0.62, 0.1], { up: new Vector3(0, 1, 0.0) }),
      plastic(trim, 0.2),
    );
  });
  return assembled(
    part(upper(colour, text(options, 'lining', '#8c8272')), fabric),
    part(thick(soleShape(0.35), SOLE, 0.35), sole, flat),
    part(thick(soleShape(0.42), 0.35, 0.1), stripe, { ...flat, at: [0, SOLE * 0.62, 0] }),
    part(thick(soleShape(0.44), 0.5, 0.15), plastic(text(options, 'tread', '#b98b58'), 0.2), flat),
    part(barUv(collar, 2, 30), lace),
    part(new SphereGeometry(1, 40, 28), cloth(colour, colour, { threadsPerCm: 8, seed: 9 }), {
      at: [-2.1, 9.6, 0],
      turn: [0, 0, 0.72],
      scale: [0.42, 3.1, 2.05],
    }),
    part(toeCap(), sole),
    ...facing,
    ...laces,
  );
};
