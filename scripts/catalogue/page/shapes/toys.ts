import { Group } from 'three';
import { RoundedBoxGeometry } from 'three/addons/geometries/RoundedBoxGeometry.js';
import { boxUv, turned, uvInCentimetres } from '../geometry.ts';
import { chrome, oak, plastic } from '../materials.ts';
import { flowing, rounded } from '../outlines.ts';
import { assembled, part, type ShapeBuilder } from './shape.ts';

/** Wooden toys. */

/** Wooden rings on a peg, largest below. */
export const stackingRings: ShapeBuilder = () => {
  const wood = oak(2, { light: '#e3c79c', dark: '#c09a63' });
  const colours = ['#d1495b', '#e08e45', '#edc14d', '#5f9e6e', '#3f7cac'];
  const rings = colours.map((colour, index) => {
    const outer = 6.6 - index * 0.75;
    const outline = rounded(
      `1.3 -1.12, ${outer - 0.8} -1.12 .9, ${outer} 0 1.2, ${outer - 0.8} 1.12 .9, 1.3 1.12`,
    );
    return part(turned(outline), plastic(colour, 0.62), {
      at: [(index % 2) * 0.12, 2.75 + index * 2.3, (index % 3) * 0.1],
    });
  });
  const foot = uvInCentimetres(turned(rounded('0 0, 6.9 0 .4, 7.2 .8 .5, 6.6 1.6 .4, 0 1.6')));
  const head = turned(flowing('0 13.1, 1.1 13.2, 2.2 14.2, 2.4 15.6, 1.7 17, 0 17.6', 30));
  return assembled(part(foot, wood), ...rings, part(head, plastic('#d1495b', 0.62)));
};

/** Wooden locomotive. */
export const train: ShapeBuilder = () => {
  const wood = oak(5, { light: '#e0c192', dark: '#bd935a' });
  const paint = (colour: string) => plastic(colour, 0.58);
  const wheel = turned(rounded('0 -.55, 1.9 -.55 .2, 1.9 .55 .2, .7 .55 .05, .6 .75 .1, 0 .75'), 64);
  const wheels = [-5, 0, 5].flatMap((x) =>
    [-1, 1].map((side) =>
      part(wheel, paint('#c8503c'), { at: [x, 1.9, side * 3.3], turn: [side * (Math.PI / 2), 0, 0] }),
    ),
  );
  const group = new Group();
  group.add(
    part(boxUv(new RoundedBoxGeometry(17, 1.8, 5.4, 4, 0.4)), wood, { at: [0, 3, 0] }),
    part(uvInCentimetres(turned(rounded('0 -4.6, 2.6 -4.6 .4, 2.6 4.4 .7, 0 4.4'), 80)), paint('#2f6690'), {
      at: [2.6, 6.3, 0],
      turn: [0, 0, -Math.PI / 2],
    }),
    part(turned(rounded('0 0, 1 0 .1, 1 2.2 .1, 1.5 3.2 .2, 0 3.2'), 48), paint('#22262b'), {
      at: [5, 8.5, 0],
    }),
    part(turned(flowing('1.2 0, 1.15 .7, .6 1.2, 0 1.25', 16), 48), chrome('#d8b25e', 0.2), {
      at: [1.4, 8.6, 0],
    }),
    part(boxUv(new RoundedBoxGeometry(5, 7, 5.2, 4, 0.5)), wood, { at: [-5.2, 7.2, 0] }),
    part(boxUv(new RoundedBoxGeometry(6.4, 1, 6.4, 4, 0.45)), paint('#c8503c'), { at: [-5.2, 11.1, 0] }),
    part(new RoundedBoxGeometry(2.4, 2.4, 5.3, 3, 0.3), paint('#2b2f36'), { at: [-5.2, 8.2, 0] }),
    ...wheels,
  );
  return group;
};
