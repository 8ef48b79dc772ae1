import { MeshPhysicalMaterial, Path, Shape, Vector3 } from 'three';
import { RoundedBoxGeometry } from 'three/addons/geometries/RoundedBoxGeometry.js';
import { bar, barUv, thick, turned } from '../geometry.ts';
import { line, printed, SANS, SERIF, type Sheet } from '../labels.ts';
import { brushedMetal, chrome, hide } from '../materials.ts';
import { curveThrough, rounded } from '../outlines.ts';
import { clockFace } from './dials.ts';
import { assembled, part, place, type ShapeBuilder, text } from './shape.ts';

/** Watch and sunglasses. */

/** Wrist watch, standing on its closed strap. */
export const watch: ShapeBuilder = (options) => {
  const steel = brushedMetal(text(options, 'metal', '#d9dadc'), 0.2, 3);
  const bright = chrome(text(options, 'metal', '#e6e7e9'), 0.06);
  const strapLoop = curveThrough(
    '0 4.4 .5, 0 5.35 .1, 0 6.1 -2.2, 0 5.5 -4, 0 3.8 -5.1, 0 2 -4.9, 0 .5 -3.8, 0 .14 -2.2, 0 .75 -.1, 0 1.7 .5',
    false,
  );
  const strap = bar(strapLoop, () => [0.15, 1], { along: 90, around: 24, up: new Vector3(1, 0, 0) });
  const body = turned(rounded('0 -.5, 1.75 -.5 .2, 2.05 -.2 .15, 2.05 .25 .1, 1.95 .4'), 112);
  const bezel = turned(rounded('1.98 .36, 2.0 .5 .05, 1.72 .66 .06, 1.62 .52'), 112);
  const dial = part(
    turned(rounded('1.68 .5, 0 .5'), 96),
    clockFace(printed(3.4, 3.4, (sheet) => watchDial(sheet, options))),
  );
  const crown = part(turned(rounded('0 0, .28 0 .04, .28 .4 .05, 0 .42'), 32), bright, {
    at: [2, 0, 0],
    turn: [0, 0, -Math.PI / 2],
  });
  const lugs = [-1, 1].flatMap((up) =>
    [-1, 1].map((side) =>
      part(new RoundedBoxGeometry(0.32, 0.4, 0.95, 3, 0.14), steel, {
        at: [side * 1.12, -0.12, up * 1.82],
        turn: [up * 0.5, 0, 0],
      }),
    ),
  );
  const head = assembled(part(body, steel), part(bezel, bright), dial, crown, ...lugs, ...watchHands());
  place(head, { at: [0, 3.05, 0.55], turn: [Math.PI / 2 - 0.02, 0, 0] });
  const leather = hide(text(options, 'strap', '#6b3f25'), 8);
  return assembled(head, part(barUv(strap, 2.3, 16), leather));
};

function watchHands() {
  const dark = chrome('#2b2f36', 0.25);
  const hand = (length: number, width: number, angle: number, y: number) =>
    part(
      bar(curveThrough(`0 0 ${length * 0.2}, 0 0 ${-length}`), (t) => [width * (1 - 0.5 * t), 0.02], {
        along: 4,
        around: 8,
        up: new Vector3(0, 1, 0),
      }),
      dark,
      {
        at: [0, y, 0],
        turn: [0, -angle, 0],
      },
    );
  return [hand(0.85, 0.07, 5.28, 0.53), hand(1.35, 0.05, 0.98, 0.56), hand(1.45, 0.018, 3.7, 0.59)];
}

function watchDial(sheet: Sheet, options: Parameters<ShapeBuilder>[0]): void {
  const { context, width, height } = sheet;
  context.fillStyle = text(options, 'dial', '#f4f1ea');
  context.fillRect(0, 0, width, height);
  const ink = text(options, 'ink', '#22252a');
  for (let minute = 0; minute < 60; minute++) {
    const long = minute % 5 === 0;
    context.save();
    context.translate(width / 2, height / 2);
    context.rotate((minute / 60) * Math.PI * 2);
    context.fillStyle = ink;
    context.fillRect(
      -width * (long ? 0.008 : 0.003),
      -height * 0.47,
      width * (long ? 0.016 : 0.006),
      height * (long ? 0.085 : 0.03),
    );
    context.restore();
  }
  line(sheet, 'ARLEN', { y: 0.3, size: 0.065, font: SANS, colour: ink, spacing: 0.3 });
  line(sheet, 'automatic', { y: 0.7, size: 0.045, font: SERIF, colour: ink, weight: 'italic' });
}

/** Sunglasses, standing open. */
export const sunglasses: ShapeBuilder = (options) => {
  const acetate = new MeshPhysicalMaterial({
    color: text(options, 'frame', '#4a2a17'),
    roughness: 0.16,
    clearcoat: 0.8,
  });
  const lensMaterial = new MeshPhysicalMaterial({
    color: text(options, 'lens', '#1c2320'),
    roughness: 0.03,
    clearcoat: 1,
  });
  const front = new Shape();
  front.moveTo(-7.1, 5.1);
  front.bezierCurveTo(-5, 5.7, -2.4, 5.4, -0.9, 4.6);
  front.quadraticCurveTo(0, 4.35, 0.9, 4.6);
  front.bezierCurveTo(2.4, 5.4, 5, 5.7, 7.1, 5.1);
  front.bezierCurveTo(7.5, 3.2, 6.6, 0, 3.9, 0);
  front.bezierCurveTo(1.8, 0, 1.1, 1.6, 0.8, 3);
  front.quadraticCurveTo(0, 3.7, -0.8, 3);
  front.bezierCurveTo(-1.1, 1.6, -1.8, 0, -3.9, 0);
  front.bezierCurveTo(-6.6, 0, -7.5, 3.2, -7.1, 5.1);
  const lenses = [-1, 1].map((side) => lensOutline(side));
  front.holes.push(...lenses.map((outline) => new Path(outline.getPoints(24))));
  const parts = [part(thick(front, 0.45, 0.12), acetate)];
  for (const outline of lenses)
    parts.push(part(thick(outline, 0.16, 0.04), lensMaterial, { at: [0, 0, 0.14] }));
  for (const side of [-1, 1]) {
    const x = side * 6.95;
    const arm = curveThrough(
      `${x} 4.5 .1, ${x * 1.01} 4.45 -4, ${x} 4.3 -8.5, ${x * 0.97} 3.5 -11, ${x * 0.94} 1.2 -13.2, ${x * 0.93} .3 -13.8`,
    );
    parts.push(
      part(
        bar(arm, (t) => [0.17, 0.42 - 0.14 * Math.sin(t * 3)], { up: new Vector3(0, 1, 0) }),
        acetate,
      ),
    );
    parts.push(
      part(new RoundedBoxGeometry(0.5, 0.8, 0.6, 2, 0.1), acetate, { at: [side * 6.85, 4.5, 0.05] }),
    );
  }
  return assembled(...parts);
};

function lensOutline(side: number): Shape {
  const lens = new Shape();
  const x = (value: number) => side * value;
  lens.moveTo(x(6.5), 4.7);
  lens.bezierCurveTo(x(5), 5.1, x(2.6), 4.9, x(1.4), 4.1);
  lens.bezierCurveTo(x(1.5), 2, x(2.2), 0.55, x(3.9), 0.55);
  lens.bezierCurveTo(x(6.1), 0.55, x(6.9), 3, x(6.5), 4.7);
  return lens;
}
