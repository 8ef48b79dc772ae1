import { Vector3 } from 'three';
import { bar, barUv, turned, uvInCentimetres } from '../geometry.ts';
import { chrome, glass, glaze, rawClay, stoneware } from '../materials.ts';
import { curveThrough, flowing, rounded } from '../outlines.ts';
import { assembled, faint, number, part, type ShapeBuilder, text } from './shape.ts';

/** Cups, bowls, plates, pots for the table. */

export const mug: ShapeBuilder = (options) => {
  const body = stoneware(
    text(options, 'ground', '#e9e1d2'),
    text(options, 'dot', '#6b4a30'),
    number(options, 'seed', 11),
  );
  const clay = rawClay('#b98d66', 5);
  const outline = rounded(
    '0 0.25, 2.9 0.25 0.2, 3.15 0 0.2, 3.6 0 0.3, 4.15 1.1 1.2, 4.25 9.3 0.22, 3.86 9.3 0.2, 3.78 1.2 1.1, 0 0.75',
  );
  const cup = uvInCentimetres(turned(outline));
  const foot = turned(rounded('2.85 0.02, 3.15 0 0.15, 3.64 0 0.1, 3.93 0.62'), 96);
  const ear = curveThrough('4.0 7.9 0, 5.5 8.2 0, 7.0 7.1 0, 7.15 5.2 0, 6.1 3.1 0, 4.75 2.3 0, 4.0 2.2 0');
  const handle = barUv(
    bar(ear, (t) => [0.5 + 0.16 * Math.abs(2 * t - 1) ** 3, 0.8 + 0.2 * Math.abs(2 * t - 1) ** 3], {
      up: new Vector3(0, 0, 1),
    }),
    5,
    14,
  );
  return assembled(part(cup, body), part(foot, clay, { scale: [1.004, 1, 1.004] }), part(handle, body));
};

export const bowl: ShapeBuilder = (options) => {
  const body = stoneware(
    text(options, 'ground', '#dfe5e3'),
    text(options, 'dot', '#3c4a55'),
    number(options, 'seed', 21),
  );
  const inside = glaze(text(options, 'inside', '#4f6f7d'), { gloss: 0.82 });
  const outer = uvInCentimetres(
    turned(rounded('0 0.4, 3.2 0.4 0.1, 3.4 0 0.1, 3.9 0 0.15, 4.1 0.7 0.3, 7 2.6 3, 8.6 6.6 0.2')),
  );
  const rim = turned(flowing('8.58 6.55, 8.6 6.85, 8.4 6.95, 8.2 6.75, 7.4 4.6, 5.6 2.3, 3 1.2, 0 0.95', 80));
  return assembled(part(outer, body), part(rim, inside));
};

export const plate: ShapeBuilder = (options) => {
  const body = stoneware(
    text(options, 'ground', '#ece7dc'),
    text(options, 'dot', '#5d4632'),
    number(options, 'seed', 31),
  );
  const outline = flowing(
    '0 0.3, 7.5 0.3, 8.2 0, 8.8 0.1, 11.5 1.4, 13.3 2.45, 13.55 2.65, 13.35 2.8, 11.6 2.0, 9 0.95, 7 0.75, 0 0.7',
    140,
  );
  return assembled(part(uvInCentimetres(turned(outline, 160)), body));
};

export const tumbler: ShapeBuilder = (options) => {
  const clear = glass({
    tint: text(options, 'tint', '#eef8f6'),
    depth: number(options, 'depth', 9),
    thickness: 0.6,
  });
  const wall = turned(
    rounded('0 0, 3.1 0 0.5, 3.3 0.6 0.6, 3.95 9.6 0.13, 3.72 9.6 0.13, 3.1 1.7 0.7, 0 1.35'),
    112,
  );
  return assembled(faint(part(wall, clear), 0.3));
};

export const carafe: ShapeBuilder = (options) => {
  const clear = glass({
    tint: text(options, 'tint', '#dff1ee'),
    depth: number(options, 'depth', 10),
    thickness: 0.5,
  });
  const wall = turned(
    flowing(
      '0 0.2, 4.2 0, 5.4 0.7, 5.9 3.4, 5.6 8, 4.1 13.5, 3.0 17.5, 2.9 20, 3.5 23.4, 3.55 23.6, 3.35 23.55, 2.65 20, 2.75 17.5, 3.85 13.4, 5.3 8, 5.6 3.4, 5.1 1.3, 4 0.8, 0 0.85',
      220,
    ),
    112,
  );
  const cork = turned(rounded('0 20.6, 2.4 20.6 0.2, 2.75 24.6 0.4, 0 24.6'), 96);
  return assembled(faint(part(wall, clear), 0.3), part(cork, rawClay('#c79a67', 8)));
};

export const teapot: ShapeBuilder = (options) => {
  const seed = number(options, 'seed', 41);
  const body = stoneware(text(options, 'ground', '#3d4a4d'), text(options, 'dot', '#1f2628'), seed);
  const belly = uvInCentimetres(
    turned(flowing('0 0.2, 3.6 0.1, 4.4 0.1, 6.3 1.7, 7.6 4.6, 7.3 7.8, 5.4 10.1, 3.7 10.75, 3.5 10.6', 90)),
  );
  const lid = uvInCentimetres(
    turned(
      flowing(
        '3.62 10.55, 3.7 10.9, 3.4 11.2, 2.2 11.75, 0.9 12.1, 0.62 12.4, 0.8 12.85, 1.2 13.3, 1.15 13.85, 0.6 14.1, 0 14.15',
        80,
      ),
    ),
  );
  const spout = bar(curveThrough('5.6 4.2 0, 8.2 5.0 0, 9.6 7.4 0, 10.4 9.6 0, 11.5 10.9 0'), (t) => [
    1.75 - 1.05 * t ** 0.7,
    1.75 - 1.0 * t ** 0.7,
  ]);
  const mouth = turned(rounded('0.0 0, 0.5 0, 0.7 0.15 0.1'), 48);
  const handle = bar(
    curveThrough('-6.2 8.9 0, -9.2 9.9 0, -11.4 8.6 0, -11.6 6.0 0, -9.9 3.7 0, -7.2 3.2 0'),
    (t) => [0.55 + 0.3 * Math.abs(2 * t - 1) ** 4, 0.85 + 0.3 * Math.abs(2 * t - 1) ** 4],
  );
  return assembled(
    part(belly, body),
    part(lid, body),
    part(barUv(spout, 8, 10), body),
    part(mouth, glaze('#15191a', { gloss: 0.3 }), { at: [11.52, 10.9, 0], turn: [0, 0, -0.85] }),
    part(barUv(handle, 5, 18), body),
  );
};

export const shaker: ShapeBuilder = (options) => {
  const metal = chrome(text(options, 'tint', '#eff0f2'), number(options, 'roughness', 0.05));
  const tin = turned(
    rounded('0 0, 3.3 0 0.5, 3.75 1.2 0.8, 4.32 13.6 0.3, 4.42 13.9 0.1, 4.42 14.4 0.12, 4.3 14.5'),
    112,
  );
  const shoulder = turned(
    flowing('4.26 14.5, 4.28 15.1, 4.05 16.6, 3.2 18.0, 2.35 18.7, 2.2 19.1, 2.2 19.3', 70),
    112,
  );
  const cap = turned(rounded('2.28 19.3, 2.34 19.35 0.05, 2.3 22.2 0.5, 1.7 23.1 0.6, 0 23.35'), 112);
  return assembled(part(tin, metal), part(shoulder, metal), part(cap, metal));
};
