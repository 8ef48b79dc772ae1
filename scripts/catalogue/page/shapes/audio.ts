import { type MeshPhysicalMaterial, type Object3D, Vector3 } from 'three';
import { RoundedBoxGeometry } from 'three/addons/geometries/RoundedBoxGeometry.js';
import { bar, barUv, turned, uvInCentimetres } from '../geometry.ts';
import { brushedMetal, cloth, hide, plastic, rubber } from '../materials.ts';
import { curveThrough, flowing, rounded } from '../outlines.ts';
import { assembled, part, place, type ShapeBuilder, text } from './shape.ts';

/** Things that sound. */

/** Over-ear headphones, standing on their cups. */
export const headphones: ShapeBuilder = (options) => {
  const shell = plastic(text(options, 'colour', '#2a2d33'), 0.5);
  const metal = brushedMetal(text(options, 'metal', '#c9ccd0'), 0.24, 6);
  const skinOf = hide(text(options, 'pads', '#1e1d1d'), 7);
  const band = curveThrough(
    '-7.9 9.5, -8.2 13, -7.2 17.3, -4 20.2, 0 21.2, 4 20.2, 7.2 17.3, 8.2 13, 7.9 9.5',
  );
  const padded = curveThrough('-7.4 15.9, -5.8 18.1, -3.2 19.6, 0 20.3, 3.2 19.6, 5.8 18.1, 7.4 15.9');
  const cups = [-1, 1].map((side) => cup(side, { shell, metal, pad: skinOf }));
  return assembled(
    part(
      barUv(
        bar(band, () => [0.22, 0.9], { along: 80, up: new Vector3(0, 0, 1) }),
        4,
        40,
      ),
      metal,
    ),
    part(
      barUv(
        bar(padded, (t) => [0.45 + 0.25 * Math.sin(t * Math.PI), 1.35], {
          along: 60,
          up: new Vector3(0, 0, 1),
        }),
        7,
        22,
      ),
      skinOf,
    ),
    ...cups,
  );
};

function cup(
  side: number,
  stuff: { shell: MeshPhysicalMaterial; metal: MeshPhysicalMaterial; pad: MeshPhysicalMaterial },
): Object3D {
  const body = turned(flowing('0 2.6, 2.4 2.55, 3.6 2.1, 4.1 1.2, 4.1 .3, 3.6 0, 0 0', 44), 96);
  const ring = turned(rounded('2.2 2.62, 2.55 2.6 .05, 2.55 2.75 .05, 2.2 2.75'), 96);
  const pad = uvInCentimetres(
    turned(flowing('2.2 -.2, 2.3 -1.3, 3 -1.85, 3.8 -1.6, 4.2 -.8, 4 .05, 3.4 .1', 30), 96),
  );
  const ear = assembled(part(body, stuff.shell), part(ring, stuff.metal), part(pad, stuff.pad));
  ear.scale.set(1, 1, 1.16);
  const arm = bar(
    curveThrough(`${side * 7.95} 11.5 0, ${side * 8.35} 9.4 0, ${side * 8.6} 6.2 0`),
    () => [0.28, 0.55],
    { up: new Vector3(0, 0, 1) },
  );
  const turnedEar = place(assembled(ear), {
    at: [side * 6.6, 4.8, 0],
    turn: [0, 0, -side * (Math.PI / 2 - 0.1)],
  });
  return assembled(turnedEar, part(barUv(arm, 3, 6), stuff.metal));
}

/** Round loudspeaker covered in cloth. */
export const speaker: ShapeBuilder = (options) => {
  const mesh = cloth(text(options, 'cloth', '#5d6570'), text(options, 'cloth2', '#707986'), {
    threadsPerCm: 7,
    seed: 12,
  });
  const grip = rubber('#1d1f22');
  const body = uvInCentimetres(turned(flowing('4.9 1.2, 5.1 2, 5.2 6, 5.2 11, 5.1 15, 4.9 15.9', 30), 112));
  const foot = turned(rounded('0 0, 4.4 0 .3, 5 .7 .3, 5 1.4 .1, 4.8 1.5'), 112);
  const top = turned(rounded('4.8 15.7, 5 15.8 .1, 5 16.4 .35, 4.3 16.8 .2, 3.9 16.5 .1, 0 16.5'), 112);
  const marks = [0, 1].map((index) =>
    part(
      new RoundedBoxGeometry(index === 0 ? 1.6 : 0.28, 0.1, index === 0 ? 0.28 : 1.6, 2, 0.05),
      plastic('#d8dade', 0.3),
      { at: [0, 16.52, 1.9] },
    ),
  );
  const minus = part(new RoundedBoxGeometry(1.6, 0.1, 0.28, 2, 0.05), plastic('#d8dade', 0.3), {
    at: [0, 16.52, -1.9],
  });
  const badge = part(new RoundedBoxGeometry(2.6, 0.7, 0.2, 3, 0.1), brushedMetal('#dfe1e4', 0.25, 2), {
    at: [0, 3.4, 5.12],
  });
  const loop = curveThrough('5 13.6 .5, 6.2 13.2 .8, 6.9 11.4 .9, 6.2 9.6 .8, 5 9.2 .5');
  return assembled(
    part(body, mesh),
    part(foot, grip),
    part(top, grip),
    badge,
    minus,
    ...marks,
    part(
      bar(loop, () => [0.16, 0.55], { up: new Vector3(0, 0, 1) }),
      hide('#7c5233', 4),
    ),
  );
};
