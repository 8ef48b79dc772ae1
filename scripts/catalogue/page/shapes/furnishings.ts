import { Vector3 } from 'three';
import { bar, barUv, turned, uvInCentimetres } from '../geometry.ts';
import { line, printed, SANS, type Sheet } from '../labels.ts';
import { brushedMetal, chrome, cloth, glaze, oak, plastic, rawClay } from '../materials.ts';
import { curveThrough, flowing, rounded } from '../outlines.ts';
import { clockFace } from './dials.ts';
import { leaf, leafMaterial } from './plants.ts';
import { assembled, number, part, place, type ShapeBuilder, text } from './shape.ts';

/** Things for the stove, the sideboard and the windowsill. */

/** Gooseneck kettle. */
export const kettle: ShapeBuilder = (options) => {
  const shell =
    text(options, 'finish', 'steel') === 'steel'
      ? brushedMetal('#d5d7d9', 0.22, 4)
      : glaze(text(options, 'finish', '#1c1d1f'), { gloss: 0.42 });
  const grip = oak(9, { light: '#9a683d', dark: '#5d3a20' });
  const dark = plastic('#17181a', 0.45);
  const body = uvInCentimetres(
    turned(rounded('0 .5, 8 .5 .3, 8.5 1.1 .5, 6.5 12.6 .7, 5.7 13 .1, 5.6 13.1'), 112),
  );
  const foot = turned(rounded('0 0, 7.6 0 .2, 7.9 .6 .1, 7.5 .7'), 96);
  const lid = uvInCentimetres(turned(flowing('5.75 12.95, 5.6 13.25, 4.4 13.75, 2.2 14.1, 0 14.2', 24)));
  const knob = turned(rounded('.5 14.1, .55 14.9 .2, 1.4 15.2 .3, 1.45 16.3 .4, 0 16.5'), 64);
  const spout = bar(
    curveThrough('7.4 3.1, 9.6 3.3, 11.2 4.9, 11.5 8, 11.7 11, 12.9 13.1, 15 13.6, 16.2 13.1'),
    (t) => [1.25 - 0.72 * t ** 0.6, 1.25 - 0.72 * t ** 0.6],
    { along: 64 },
  );
  const arm = curveThrough('-5.9 12.3, -8 13.6, -11 13.9, -12.6 12.6, -12.9 9.5, -12.6 6.2');
  return assembled(
    part(body, shell),
    part(foot, dark),
    part(lid, shell),
    part(knob, grip),
    part(barUv(spout, 5, 24), shell),
    part(
      bar(arm, () => [0.3, 0.75]),
      shell,
    ),
    part(
      bar(curveThrough('-11.9 13.5, -12.75 12.2, -12.95 9.5, -12.6 6, -12.2 4.4'), () => [0.75, 1.15]),
      grip,
    ),
  );
};

/** Table lamp with a linen shade. */
export const lamp: ShapeBuilder = (options) => {
  const body = glaze(text(options, 'colour', '#2f4a46'), { gloss: 0.78 });
  const brass = chrome('#c9a35a', 0.22);
  const foot = turned(
    flowing(
      '0 .2, 6.5 0, 7.4 .3, 7.5 1, 5.6 2, 5.2 3, 7.8 6.2, 9.6 11, 9.2 16, 6 20, 2.6 21.6, 1.8 22.2, 1.7 23, 0 23',
      70,
    ),
    112,
  );
  const neck = turned(rounded('0 22.8, 1.9 22.8 .1, 1.9 23.6 .1, .8 24, .8 28.5, 0 28.5'), 48);
  const shade = uvInCentimetres(
    turned(rounded('15.2 27, 15.4 27 .05, 10.6 47 .05, 10.3 47 .05, 15.1 27.1'), 128),
  );
  const hem = turned(rounded('15.3 26.9, 15.55 26.9 .05, 15.35 28 .05, 15.1 28'), 128);
  const topHem = turned(rounded('10.7 46.2, 10.85 46.2 .05, 10.65 47.1 .05, 10.4 47.1'), 128);
  const linen = cloth(text(options, 'shade', '#eee4d1'), text(options, 'shade', '#f3ebdb'), {
    threadsPerCm: 9,
    seed: 5,
  });
  linen.emissive.set('#ffd9a0');
  linen.emissiveIntensity = 0.22;
  return assembled(
    part(foot, body),
    part(neck, brass),
    part(shade, linen),
    part(hem, linen),
    part(topHem, linen),
    part(turned(rounded('0 46.6, .5 46.6, .9 47.4 .3, 0 48.6'), 32), brass),
  );
};

/** Glazed pot with a snake plant. */
export const snakePlant: ShapeBuilder = (options) => {
  const pot = turned(
    rounded('0 .6, 6.6 .6 .2, 7.2 0 .2, 7.6 0 .2, 9 13.8 .3, 9 15 .3, 8.3 15 .2, 8.1 13.4'),
    112,
  );
  const soil = turned(flowing('8.2 13.2, 6 13.9, 3 13.5, 0 13.8', 20), 64);
  const greens = [leafMaterial('#4c6b3f'), leafMaterial('#5f7d4a'), leafMaterial('#3d5a38')];
  const blades = Array.from({ length: 11 }, (_, index) => {
    const angle = index * 2.399;
    const out = 1 + 4 * Math.sqrt(index / 11);
    const height = 30 - out * 3.2 + (index % 3) * 3;
    const material = greens[index % 3] ?? leafMaterial('#4c6b3f');
    const blade = part(leaf(height, 4.4, 0.12 + 0.12 * (index % 2), 0.45, { blunt: true }), material);
    return place(assembled(place(blade, { turn: [0.05 + out * 0.045, 0, 0] })), {
      at: [Math.sin(angle) * out, 13, Math.cos(angle) * out],
      turn: [0, angle + 0.4 * (index % 2), 0],
    });
  });
  return assembled(
    part(pot, glaze(text(options, 'colour', '#c9654a'), { gloss: 0.5 })),
    part(soil, rawClay('#3b2d22', 6)),
    ...blades,
  );
};

/** Twin-bell alarm clock. */
export const alarmClock: ShapeBuilder = (options) => {
  const paint = glaze(text(options, 'colour', '#c23b2e'), { gloss: 0.72 });
  const metal = chrome('#e9e9ea', 0.08);
  const barrel = turned(rounded('0 -2.4, 4.6 -2.4 .8, 5.3 -1.6 .6, 5.3 2 .2, 5.1 2.2'), 112);
  const ring = turned(rounded('5.15 1.9, 5.5 1.9 .1, 5.55 2.6 .25, 4.95 2.7 .15, 4.75 2.2'), 112);
  const face = part(
    turned(rounded('4.9 2.1, 0 2.1'), 96),
    clockFace(printed(10, 10, (sheet) => numerals(sheet))),
  );
  const upright = assembled(part(barrel, paint), part(ring, metal), face);
  place(upright, { at: [0, 7, 0], turn: [Math.PI / 2, 0, 0] });
  const bells = [-1, 1].map((side) => {
    const bell = turned(flowing('2.5 0, 2.55 .2, 2.2 1.3, 1.2 2.1, 0 2.35', 30), 64);
    return assembled(
      place(
        assembled(part(bell, metal), part(turned(rounded('0 2.3, .5 2.3, .55 2.8 .2, 0 3'), 32), metal)),
        {
          at: [side * 3.1, 11.9, 0],
          turn: [0, 0, -side * 0.52],
        },
      ),
      part(
        bar(curveThrough(`${side * 2.6} 11 0, ${side * 3.2} 12.4 0`), () => [0.25, 0.25], { along: 4 }),
        metal,
      ),
      part(
        bar(curveThrough(`${side * 3} 3.4 0, ${side * 4.6} .5 0, ${side * 4.7} .02 0`), (t) => [
          0.42 - 0.1 * t,
          0.42 - 0.1 * t,
        ]),
        metal,
      ),
    );
  });
  const handle = bar(curveThrough('-1.9 13.3, -1.5 15.6, 0 16.3, 1.5 15.6, 1.9 13.3'), () => [0.22, 0.22]);
  const hammer = bar(curveThrough('0 11.9, 0 14'), () => [0.2, 0.2], { along: 3, up: new Vector3(0, 0, 1) });
  const head = turned(rounded('0 13.4, .7 13.4 .1, .7 14.6 .1, 0 14.6'), 32);
  return assembled(
    upright,
    ...bells,
    part(handle, metal),
    part(hammer, metal),
    part(head, metal),
    ...hands(),
  );
};

function hands() {
  const black = plastic('#161616', 0.4);
  const hand = (length: number, width: number, angle: number, z: number) =>
    part(
      bar(curveThrough(`0 -${length * 0.18} 0, 0 ${length} 0`), () => [width, 0.05], {
        along: 3,
        around: 8,
        up: new Vector3(0, 0, 1),
      }),
      black,
      {
        at: [0, 7, z],
        turn: [0, 0, -angle],
      },
    );
  return [
    hand(2.5, 0.17, (10.15 / 12) * 2 * Math.PI, 2.28),
    hand(3.8, 0.12, (9 / 60) * 2 * Math.PI, 2.36),
    part(turned(rounded('0 0, .3 0, .3 .3 .1, 0 .35'), 24), black, {
      at: [0, 7, 2.2],
      turn: [Math.PI / 2, 0, 0],
    }),
  ];
}

function numerals(sheet: Sheet): void {
  const { context, width, height } = sheet;
  context.fillStyle = '#f5f1e6';
  context.fillRect(0, 0, width, height);
  for (let minute = 0; minute < 60; minute++) {
    const angle = (minute / 60) * Math.PI * 2;
    context.save();
    context.translate(width / 2, height / 2);
    context.rotate(angle);
    context.fillStyle = '#1c1a17';
    const long = minute % 5 === 0;
    context.fillRect(
      -width * (long ? 0.007 : 0.003),
      -height * 0.47,
      width * (long ? 0.014 : 0.006),
      height * (long ? 0.04 : 0.025),
    );
    context.restore();
  }
  for (let hour = 1; hour <= 12; hour++) {
    const angle = (hour / 12) * Math.PI * 2;
    const style = { size: 0.1, font: SANS, colour: '#1c1a17', weight: 'bold' };
    line(sheet, String(hour), { ...style, x: 0.5 + 0.36 * Math.sin(angle), y: 0.5 - 0.36 * Math.cos(angle) });
  }
  line(sheet, 'MORROW', { y: 0.34, size: 0.045, font: SANS, colour: '#7a2019', spacing: 0.2 });
}

/** Dinner plates, one on the other. */
export const plateStack: ShapeBuilder = (options) => {
  const count = number(options, 'count', 4);
  const body = glaze(text(options, 'colour', '#efece5'), { gloss: 0.68 });
  const outline =
    '0 .3, 7.5 .3, 8.2 0, 8.8 .1, 11.5 1.4, 13.3 2.45, 13.55 2.65, 13.35 2.8, 11.6 2, 9 .95, 7 .75, 0 .7';
  const plates = Array.from({ length: count }, (_, index) =>
    part(turned(flowing(outline, 60), 112), body, {
      at: [(index % 2) * 0.15, index * 0.85, (index % 3) * 0.1],
      turn: [0, index, 0],
    }),
  );
  return assembled(...plates);
};
